package io.trainmaster.cli.project;

import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds imported files on this machine's disk. */
public final class ProjectSources implements SourceLookup {
  private final Project project;

  /** For files that are called as a project shows them. */
  public ProjectSources(Project project) {
    this.project = project;
  }

  @Override
  public Optional<SourceFile> find(SourceFile from, String path) {
    try {
      Path file = project.root().resolve(from.path()).resolveSibling(path).normalize();
      return Files.isRegularFile(file)
          ? Optional.of(SourceFile.decode(project.shown(file), Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}

package io.trainmaster.cli.project;

import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds imported files on this machine's disk, and reads each of them once. Not safe for use from
 * several threads.
 */
public final class ProjectSources implements SourceLookup {
  private final Project project;
  private final SourceLimit limit;
  private final Map<Path, Optional<SourceFile>> known = new HashMap<>();

  /** For files that are called as a project shows them. */
  public ProjectSources(Project project, SourceLimit limit) {
    this.project = project;
    this.limit = limit;
  }

  @Override
  public Optional<SourceFile> find(SourceFile from, String path) {
    try {
      Path file = project.root().resolve(from.path()).resolveSibling(path).normalize();
      return known.computeIfAbsent(file, this::read);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<SourceFile> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(limit.read(project.shown(file), in));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

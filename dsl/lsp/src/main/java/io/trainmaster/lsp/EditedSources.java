package io.trainmaster.lsp;

import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.source.SourceFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Finds imported files: as they are in the editor, or as they are on the disk. */
final class EditedSources implements SourceLookup {

  private final Function<String, Optional<String>> open;

  /**
   * @param open the text of a file that is open in the editor, by its address
   */
  EditedSources(Function<String, Optional<String>> open) {
    this.open = open;
  }

  @Override
  public Optional<SourceFile> find(SourceFile from, String path) {
    try {
      Path file = Path.of(URI.create(from.path())).resolveSibling(path).normalize();
      String uri = file.toUri().toString();
      Optional<String> edited = open.apply(uri);
      if (edited.isPresent()) {
        return Optional.of(new SourceFile(uri, edited.get()));
      }
      return Files.isRegularFile(file)
          ? Optional.of(SourceFile.decode(uri, Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }
}

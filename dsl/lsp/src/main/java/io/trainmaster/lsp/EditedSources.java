package io.trainmaster.lsp;

import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds imported files: as they are in the editor, or as they are on the disk. Each is looked for
 * once, so that one check sees all in one state. Not safe for use from several threads.
 */
final class EditedSources implements SourceLookup {

  private final Function<String, Optional<String>> open;
  private final SourceLimit limit;
  private final Map<Path, Optional<SourceFile>> known = new HashMap<>();

  /**
   * @param open the text of a file that is open in the editor, by its address
   * @param limit how large a file may be
   */
  EditedSources(Function<String, Optional<String>> open, SourceLimit limit) {
    this.open = open;
    this.limit = limit;
  }

  @Override
  public Optional<SourceFile> find(SourceFile from, String path) {
    try {
      Path file = Path.of(URI.create(from.path())).resolveSibling(path).normalize();
      return known.computeIfAbsent(file, this::read);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  private Optional<SourceFile> read(Path file) {
    String uri = file.toUri().toString();
    Optional<String> edited = open.apply(uri);
    if (edited.isPresent()) {
      return Optional.of(limit.of(uri, edited.get()));
    } else if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(limit.read(uri, in));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

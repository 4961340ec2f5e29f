package io.trainmaster.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditedSourcesTest {

  private final Path folder;
  private final SourceFile from;

  EditedSourcesTest(@TempDir Path folder) {
    this.folder = folder;
    this.from = new SourceFile(folder.resolve("a.train").toUri().toString(), "");
  }

  private Optional<String> find(String path, String edited) {
    String open = folder.resolve("b.train").toUri().toString();
    return new EditedSources(
            uri -> uri.equals(open) && !edited.isEmpty() ? Optional.of(edited) : Optional.empty(),
            SourceLimit.DEFAULT)
        .find(from, path)
        .map(SourceFile::text);
  }

  @Test
  void aFileIsFoundBesideTheOneThatImportsIt() throws IOException {
    Files.writeString(folder.resolve("b.train"), "edition 1\n");

    assertThat(find("b.train", "")).contains("edition 1\n");
    assertThat(find("./x/../b.train", "")).contains("edition 1\n");
    assertThat(find("c.train", "")).isEmpty();
    assertThat(find(".", "")).isEmpty();
    assertThat(find("\0", "")).isEmpty();
  }

  @Test
  void whatIsOpenInTheEditorCounts() throws IOException {
    Files.writeString(folder.resolve("b.train"), "edition 1\n");

    assertThat(find("b.train", "# not saved\n")).contains("# not saved\n");
  }
}

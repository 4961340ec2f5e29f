package io.trainmaster.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.track.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Digests are those that the operators record of what they read. */
class SourceFilesTest {

  @TempDir Path project;
  private SourceFiles sources;

  @BeforeEach
  void fill() throws Exception {
    sources = new SourceFiles(project);
    write("in/a.csv", "x\n2\n");
    write("in/b.csv", "x\n1\n");
    write("in/deep/c.csv", "x\n3\n");
    write("in/_SUCCESS", "");
    write("in/.hidden/d.csv", "no");
  }

  @Test
  void aFileCountsByItsBytes() throws Exception {
    assertThat(sources.digest("in/b.csv"))
        .contains("daff832f802000e645771a60983c76c963f6ee602a6230e45237bd360e91cc1a");
    assertThat(sources.digest("in/none.csv")).isEmpty();
  }

  @Test
  void aFolderCountsByTheNamesAndBytesOfWhatIsNotHidden() throws Exception {
    String list =
        "in/a.csv %s\nin/b.csv %s\nin/deep/c.csv %s\n"
            .formatted(sha256("x\n2\n"), sha256("x\n1\n"), sha256("x\n3\n"));
    assertThat(sources.digest("in")).contains(sha256(list));
    assertThat(sources.digest("in/")).contains(sha256(list));
  }

  @Test
  void aPatternCountsByWhatItMatches() throws Exception {
    String list = "in/a.csv %s\nin/b.csv %s\n".formatted(sha256("x\n2\n"), sha256("x\n1\n"));
    assertThat(sources.digest("in/*.csv")).contains(sha256(list));
    assertThat(sources.digest("in/*.json")).isEmpty();
    assertThat(sources.digest("none/*.csv")).isEmpty();
  }

  @Test
  void changesAreToldInWords() throws Exception {
    Source source = new Source("file:in/*.csv", sources.digest("in/*.csv").orElseThrow(), 8);
    assertThat(sources.change(source)).isEmpty();

    write("in/c.csv", "x\n4\n");
    assertThat(sources.change(source)).contains("`in/*.csv` has changed");
    assertThat(sources.change(new Source("file:gone.csv", "ff", 1)))
        .contains("`gone.csv` has gone");
    assertThat(sources.change(new Source("jdbc:postgresql://h/d", "ff", 1)))
        .contains("`jdbc:postgresql://h/d` may have changed");
  }

  private void write(String path, String text) throws Exception {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String sha256(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}

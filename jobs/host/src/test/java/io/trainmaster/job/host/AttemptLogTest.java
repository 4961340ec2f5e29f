package io.trainmaster.job.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptLogTest {

  private static final int LIMIT = 1000;

  private final Path file;

  AttemptLogTest(@TempDir Path folder) {
    file = folder.resolve("log.txt");
  }

  private static void write(AttemptLog log, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    log.write(bytes, 0, bytes.length);
  }

  @Test
  void addsTheTimeToALineAndNothingToBytes() throws IOException {
    try (AttemptLog log = new AttemptLog(file, LIMIT, Mask.none())) {
      log.line("one");
      write(log, "two\n");
    }

    assertThat(Files.readString(file)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} one\ntwo\n");
  }

  @Test
  void keepsItsBeginningAndItsEnd() throws IOException {
    try (AttemptLog log = new AttemptLog(file, LIMIT, Mask.none())) {
      write(log, "first\n");
      for (int i = 0; i < 10_000; i++) {
        write(log, "line " + i + "\n");
      }
      write(log, "last\n");
    }

    assertThat(Files.size(file)).isLessThanOrEqualTo(LIMIT);
    assertThat(Files.readString(file))
        .startsWith("first\nline 0\n")
        .containsPattern("\n\\.\\.\\. \\d+ bytes were cut out here")
        .endsWith("line 9999\nlast\n");
  }

  @Test
  void cutsWhatACommandAppends() throws IOException {
    try (AttemptLog log = new AttemptLog(file, LIMIT, Mask.none())) {
      Files.writeString(file, "x".repeat(50 * LIMIT) + "end", StandardOpenOption.APPEND);
      log.trim();
      write(log, "\nafter\n");
    }

    assertThat(Files.size(file)).isLessThanOrEqualTo(LIMIT);
    assertThat(Files.readString(file)).endsWith("xend\nafter\n");
  }

  @Test
  void cutsWhatACommandAppendedJustBeforeTheEnd() throws IOException {
    try (AttemptLog log = new AttemptLog(file, LIMIT, Mask.none())) {
      Files.writeString(file, "x".repeat(50 * LIMIT) + "end", StandardOpenOption.APPEND);
    }

    assertThat(Files.size(file)).isLessThanOrEqualTo(LIMIT);
    assertThat(Files.readString(file)).endsWith("xend");
  }

  @Test
  void goesOnAfterWhatIsThere() throws IOException {
    Files.writeString(file, "before\n");
    try (AttemptLog log = new AttemptLog(file, LIMIT, Mask.none())) {
      write(log, "after\n");
    }

    assertThat(file).hasContent("before\nafter\n");
  }

  @Test
  void takesNothingOnceItIsClosed() throws IOException {
    AttemptLog log = new AttemptLog(file, LIMIT, Mask.none());
    log.close();

    write(log, "late\n");

    assertThat(file).isEmptyFile();
    assertThat(log.isOpen()).isFalse();
  }
}

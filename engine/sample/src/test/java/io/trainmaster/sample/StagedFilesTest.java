package io.trainmaster.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {

  @Test
  void showsFilesOnlyWhenAllAreWhole(@TempDir Path folder) throws IOException {
    Path target = folder.resolve("new").resolve("folder");
    try (StagedFiles staged = new StagedFiles(target, false)) {
      write(staged, "one", "1");
      write(staged, "two", "2");
      assertThat(target.resolve("one")).doesNotExist();

      List<Path> files = staged.publish();

      assertThat(files).containsExactly(target.resolve("one"), target.resolve("two"));
    }
    assertThat(names(target)).containsExactly("one", "two");
    assertThat(target.resolve("two")).hasContent("2");
  }

  @Test
  void leavesNothingWhenItFails(@TempDir Path folder) throws IOException {
    try (StagedFiles staged = new StagedFiles(folder, false)) {
      write(staged, "one", "1");
    }

    assertThat(names(folder)).isEmpty();
  }

  @Test
  void refusesToReplaceUnlessToldTo(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("one"), "old");

    try (StagedFiles staged = new StagedFiles(folder, false)) {
      assertThatThrownBy(() -> staged.open("one").close())
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessageContaining("the file is there already");
    }
    assertThat(folder.resolve("one")).hasContent("old");

    try (StagedFiles staged = new StagedFiles(folder, true)) {
      write(staged, "one", "new");
      staged.publish();
    }
    assertThat(folder.resolve("one")).hasContent("new");
  }

  @Test
  void refusesToReplaceWhatAppearedMeanwhile(@TempDir Path folder) throws IOException {
    try (StagedFiles staged = new StagedFiles(folder, false)) {
      write(staged, "one", "mine");
      Files.writeString(folder.resolve("one"), "theirs");

      assertThatThrownBy(staged::publish).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(names(folder)).containsExactly("one");
    assertThat(folder.resolve("one")).hasContent("theirs");
  }

  private static void write(StagedFiles staged, String name, String text) throws IOException {
    try (OutputStream out = staged.open(name)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

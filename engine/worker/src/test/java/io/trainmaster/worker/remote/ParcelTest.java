package io.trainmaster.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParcelTest {

  @TempDir Path temporary;
  private Path from;
  private Path to;

  @BeforeEach
  void folders() throws IOException {
    from = Files.createDirectory(temporary.resolve("from"));
    to = temporary.resolve("to");
  }

  @Test
  void aFolderArrivesWithAllThatIsInItAndEmptyFoldersToo() throws IOException {
    Files.createDirectories(from.resolve("a/b"));
    Files.createDirectories(from.resolve("empty"));
    Files.writeString(from.resolve("a/b/part-0"), "x".repeat(100_000));
    Files.writeString(from.resolve("märz"), "");

    Parcel.unpack(new ByteArrayInputStream(packed(from)), to);

    assertThat(to.resolve("a/b/part-0")).hasContent("x".repeat(100_000));
    assertThat(to.resolve("märz")).isEmptyFile();
    assertThat(to.resolve("empty")).isEmptyDirectory();
  }

  @Test
  void aFileArrivesAsAFile() throws IOException {
    Path file = Files.writeString(from.resolve("model.bin"), "weights");

    Parcel.unpack(new ByteArrayInputStream(packed(file)), to);

    assertThat(to).isRegularFile().hasContent("weights");
  }

  @Test
  void linksDontTravel() throws IOException {
    Files.writeString(from.resolve("file"), "text");
    Files.createSymbolicLink(from.resolve("link"), Path.of("/etc/passwd"));

    Parcel.unpack(new ByteArrayInputStream(packed(from)), to);

    assertThat(to).isDirectoryContaining(file -> file.endsWith("file"));
    assertThat(to.resolve("link")).doesNotExist();
  }

  @Test
  void noPathLeadsOutOfTheFolder() throws IOException {
    for (String name : new String[] {"folder/../../out", "/etc/x", "elsewhere", "folder/../to2"}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
      assertThatThrownBy(() -> Parcel.unpack(new ByteArrayInputStream(bytes.toByteArray()), to))
          .as(name)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(name);
    }
    assertThat(temporary).isDirectoryNotContaining("glob:**out*");
  }

  @Test
  void whatIsCutOffOrNoParcelIsRefused() throws IOException {
    Files.writeString(from.resolve("file"), "text".repeat(10_000));
    byte[] whole = packed(from);

    assertThatThrownBy(
            () ->
                Parcel.unpack(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length / 3)), to))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> Parcel.unpack(new ByteArrayInputStream(new byte[] {1, 2, 3}), to.resolve("x")))
        .isInstanceOf(IOException.class);
  }

  private static byte[] packed(Path tree) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Parcel.pack(tree, bytes);
    return bytes.toByteArray();
  }
}

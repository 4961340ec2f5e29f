package io.trainmaster.job.spark.ingest;

import static io.trainmaster.job.spark.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.data.Datasets;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesIngestTest {

  private final Path project;

  ImagesIngestTest(@TempDir Path project) {
    this.project = project;
  }

  @Test
  void readsIdxFilesOfOneSetOrBoth() throws Exception {
    write("m/train-images-idx3-ubyte.gz", images(6, 2, 3));
    write("m/train-labels-idx1-ubyte.gz", labels(6, 3));
    write("m/t10k-images-idx3-ubyte", images(4, 2, 3));
    write("m/t10k-labels-idx1-ubyte", labels(4, 2));

    RecordingContext train = context("m").with("set", "train").run(new ImagesIngest());
    Artifact all = context("m").run(new ImagesIngest()).artifact("out");

    assertThat(train.sources)
        .extracting(RecordingContext.RecordedSource::uri)
        .containsExactly("file:m");
    assertThat(train.artifact("out").properties())
        .containsEntry("rows", 6L)
        .containsEntry("width", 3L)
        .containsEntry("height", 2L)
        .containsEntry("channels", 1L)
        .containsEntry("classes", 3L)
        .containsEntry("labels", List.of("0", "1", "2"));
    assertThat(all.properties()).containsEntry("rows", 10L);
    assertThat(pixels(train.artifact("out")).get("[1, 1, 1, 1, 1, 1]")).isEqualTo("1");
  }

  @Test
  void readsTwoFilesByName() throws Exception {
    write("a.idx", images(3, 2, 2));
    write("b.idx", labels(3, 2));

    Artifact data =
        new RecordingContext(project)
            .with("set", "all")
            .with("channels", 3L)
            .with("width", 2L)
            .with("height", 2L)
            .with("images", "a.idx")
            .with("labels", "b.idx")
            .run(new ImagesIngest())
            .artifact("out");

    assertThat(pixels(data)).containsKey("[2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]");
  }

  @Test
  void readsAFolderForEachLabel() throws Exception {
    image("pets/cat/1.png", 4, 4, 0xFF0000);
    image("pets/cat/2.png", 8, 8, 0x00FF00);
    image("pets/dog/1.jpg", 4, 4, 0x000000);
    Files.writeString(project.resolve("pets/dog/notes.txt"), "no image");

    RecordingContext colour =
        context("pets")
            .with("channels", 3L)
            .with("width", 1L)
            .with("height", 1L)
            .run(new ImagesIngest());
    RecordingContext grey = context("pets").run(new ImagesIngest());

    assertThat(pixels(colour.artifact("out")))
        .containsExactly(
            Map.entry("[-1, 0, 0]", "cat"),
            Map.entry("[0, -1, 0]", "cat"),
            Map.entry("[0, 0, 0]", "dog"));
    assertThat(colour.sources).hasSize(1);
    assertThat(grey.artifact("out").properties())
        .containsEntry("width", 4L)
        .containsEntry("labels", List.of("cat", "dog"));
  }

  @Test
  void refusesIdxFilesThatDoNotBelongTogether() throws Exception {
    write("m/train-images-idx3-ubyte", images(6, 2, 2));
    write("m/train-labels-idx1-ubyte", labels(5, 2));

    TaskException failure = refused("m", TaskError.SOURCE_MALFORMED);

    assertThat(failure).hasMessage("There are not as many labels as images.");
    assertThat(failure.place()).contains("6 images").contains("5 labels");
  }

  @Test
  void refusesDamagedIdxFiles() throws Exception {
    byte[] good = images(6, 2, 2);
    write("m/train-labels-idx1-ubyte", labels(6, 2));
    write("m/train-images-idx3-ubyte", Arrays.copyOf(good, good.length - 1));
    assertThat(refused("m", TaskError.SOURCE_MALFORMED).getMessage()).contains("ends before");

    write("m/train-images-idx3-ubyte", Arrays.copyOf(good, good.length + 1));
    assertThat(refused("m", TaskError.SOURCE_MALFORMED).getMessage()).contains("goes on after");

    write("m/train-images-idx3-ubyte", labels(6, 2));
    assertThat(refused("m", TaskError.SOURCE_MALFORMED).getMessage())
        .contains("begins with 0x00000801, not 0x00000803");

    write("m/train-images-idx3-ubyte", images(0, 2, 2));
    refused("m", TaskError.SOURCE_EMPTY);

    Files.delete(project.resolve("m/train-labels-idx1-ubyte"));
    refused("m", TaskError.SOURCE_MISSING);
  }

  @Test
  void refusesAFileThatIsNoImage() throws Exception {
    image("pets/cat/1.png", 4, 4, 0xFF0000);
    Files.writeString(project.resolve("pets/cat/2.png"), "no image");

    assertThat(refused("pets", TaskError.SOURCE_MALFORMED).place()).isEqualTo("pets/cat/2.png");
  }

  @Test
  void refusesMoreLabelsThanClasses() throws Exception {
    write("m/train-images-idx3-ubyte", images(6, 2, 2));
    write("m/train-labels-idx1-ubyte", labels(6, 4));

    TaskException failure =
        failure(context("m").with("classes", 3L), new ImagesIngest(), TaskError.LABEL_UNUSABLE);

    assertThat(failure.place()).isEqualTo("4 labels (0, 1, 2, 3), classes: 3");
  }

  @Test
  void refusesFoldersWithoutImages() throws Exception {
    Files.createDirectories(project.resolve("empty/cat"));
    Files.writeString(project.resolve("file"), "x");

    refused("empty", TaskError.SOURCE_MISSING);
    refused("file", TaskError.SOURCE_MISSING);
    refused("none", TaskError.SOURCE_MISSING);
    failure(context("empty").with("set", "test"), new ImagesIngest(), TaskError.SOURCE_MISSING);
    failure(context("empty").with("images", "a"), new ImagesIngest(), TaskError.ARGUMENT_INVALID);
  }

  private TaskException refused(String path, TaskError error) {
    return failure(context(path), new ImagesIngest(), error);
  }

  private RecordingContext context(String path) {
    return new RecordingContext(project).with("path", path).with("set", "all").with("channels", 1L);
  }

  private static Map<String, String> pixels(Artifact data) {
    Map<String, String> labels = new TreeMap<>();
    for (Row row : Datasets.read(SharedSession.get(), data).collectAsList()) {
      labels.put(Arrays.toString(row.<byte[]>getAs(0)), row.getString(1));
    }
    return labels;
  }

  /** Image {@code i} has {@code i} everywhere. */
  private static byte[] images(int count, int height, int width) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    for (int value : new int[] {0x803, count, height, width}) {
      data.writeInt(value);
    }
    for (int i = 0; i < count * height * width; i++) {
      data.writeByte(i / (height * width));
    }
    return bytes.toByteArray();
  }

  private static byte[] labels(int count, int classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(0x801);
    data.writeInt(count);
    for (int i = 0; i < count; i++) {
      data.writeByte(i % classes);
    }
    return bytes.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      out.write(bytes);
    }
  }

  private void image(String name, int width, int height, int rgb) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    ImageIO.write(image, name.substring(name.length() - 3), file.toFile());
  }
}

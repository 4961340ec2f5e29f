package io.trainmaster.job.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.ArchitectureParser;
import io.trainmaster.job.network.Block;
import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.Shape;
import io.trainmaster.job.network.data.Encoder;
import io.trainmaster.job.network.data.Encoding;
import io.trainmaster.job.network.data.Target;
import io.trainmaster.job.network.data.TaskKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

  private static final float[] WEIGHTS = {1.5f, -0.25f, Float.MIN_VALUE, 1e30f};

  @Test
  void readsWhatItWrote(@TempDir Path folder) throws Exception {
    ModelFolder.Contents contents = images();
    write(folder.resolve("model"), contents);
    ModelFolder.Contents read = new ModelFolder(folder.resolve("model")).read();

    assertThat(read.network()).isEqualTo(contents.network());
    assertThat(read.weights()).isEqualTo(WEIGHTS);
    assertThat(read.encoding()).isEqualTo(contents.encoding());
    assertThat(read.target()).isEqualTo(contents.target());
  }

  @Test
  void readsWhatItWroteOfColumns(@TempDir Path folder) throws Exception {
    ModelFolder.Contents contents = columns();
    write(folder.resolve("model"), contents);
    ModelFolder.Contents read = new ModelFolder(folder.resolve("model")).read();

    assertThat(read.network()).isEqualTo(contents.network());
    assertThat(read.encoding()).isEqualTo(contents.encoding());
    assertThat(read.target()).isEqualTo(contents.target());
  }

  @Test
  void writesPlainFiles(@TempDir Path folder) throws Exception {
    write(folder.resolve("model"), columns());
    try (var files = Files.list(folder.resolve("model"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "model.json", "network.json", "weights.f32", "preprocessing.json", "history.json");
    }
    assertThat(folder.resolve("model/network.json"))
        .content()
        .isEqualToIgnoringWhitespace(
            """
            {
              "input": {"size": 4},
              "outputs": 1,
              "layers": [
                {"dense": {"units": 3, "activation": "tanh"}},
                {"dropout": {"rate": 0.5}},
                {"output": {"activation": "identity"}}
              ]
            }
            """);
    assertThat(folder.resolve("model/history.json"))
        .content()
        .isEqualToIgnoringWhitespace(
            """
            [
              {"series": "train.loss", "step": 1, "value": 0.5},
              {"series": "train.loss", "step": 2, "value": 0.25}
            ]
            """);
    assertThat(Files.readAllBytes(folder.resolve("model/weights.f32")))
        .hasSize(16)
        .startsWith(0, 0, (byte) 0xc0, 0x3f);
  }

  @Test
  void refusesAFolderThatIsNoModel(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> new ModelFolder(folder).read()).isInstanceOf(IOException.class);
    Path model = folder.resolve("model");
    write(model, columns());
    Files.writeString(model.resolve("network.json"), "{\"layers\": [{\"lstm\": {}}]}");
    assertThatThrownBy(() -> new ModelFolder(model).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("There is no layer lstm.");
  }

  private static void write(Path folder, ModelFolder.Contents contents) throws IOException {
    new ModelFolder(folder)
        .write(contents, Map.of("flavor", "dl4j"), Map.of("train.loss", List.of(0.5, 0.25)));
  }

  private static ModelFolder.Contents images() throws TaskException {
    Shape input = new Shape.Image(8, 9, 3);
    return new ModelFolder.Contents(
        NetworkDescription.of(
            input,
            ArchitectureParser.parse(
                new Block()
                    .layer("conv", "filters", 4L, "kernel", 3L, "stride", 2L, "padding", "same")
                    .pool("average", 2)
                    .layer("batch_norm")
                    .output("softmax")
                    .layers()),
            10),
        WEIGHTS,
        new Encoding(input, List.of(new Encoder.Pixels("pixels", 216))),
        new Target("label", TaskKind.MULTICLASS, List.of("0", "1", "10"), 0, 1));
  }

  private static ModelFolder.Contents columns() throws TaskException {
    Shape input = new Shape.Vector(4);
    return new ModelFolder.Contents(
        NetworkDescription.of(
            input,
            ArchitectureParser.parse(
                new Block()
                    .layer("dense", "units", 3L, "activation", "tanh", "dropout", 0.5)
                    .output("identity")
                    .layers()),
            1),
        WEIGHTS,
        new Encoding(
            input,
            List.of(
                new Encoder.Standardized("x", 0.1, 1.0 / 3),
                new Encoder.OneHot("color", List.of("blue", "red, \"dark\"")))),
        new Target("y", TaskKind.REGRESSION, List.of(), 12.5, 3));
  }
}

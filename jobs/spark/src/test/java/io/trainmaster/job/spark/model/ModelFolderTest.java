package io.trainmaster.job.spark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.report.TaskKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

  @TempDir Path root;

  private final ModelDescription description =
      new ModelDescription(
          "mllib",
          TaskKind.BINARY,
          Optional.of("churned"),
          List.of("no", "yes"),
          List.of("age", "plan"),
          Map.of("max_depth", 4),
          Map.of("encoding", "INDEXED"));

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ModelFolder folder = new ModelFolder(root.resolve("model"));
    Importance importance = new Importance("gain", Map.of("age", 0.25));
    History history =
        new History(List.of(new History.Series("train.loss", List.of(1.0, 0.1 + 0.2))));
    folder.write(description, importance, history);
    assertThat(folder.description().properties()).isEqualTo(description.properties());
    assertThat(folder.description().params()).isEqualTo(description.params());
    assertThat(folder.importance()).isEqualTo(importance);
    assertThat(folder.history()).isEqualTo(history);
    assertThat(folder.pipeline()).startsWith("file:").endsWith("/model/pipeline");
  }

  @Test
  void whatIsNotThereIsEmpty() throws IOException {
    ModelFolder folder = new ModelFolder(root);
    folder.write(description, Importance.NONE, History.NONE);
    assertThat(folder.importance()).isEqualTo(Importance.NONE);
    assertThat(folder.history().empty()).isTrue();
    assertThat(root.resolve("history.json")).doesNotExist();
  }

  @Test
  void aPositiveClassOutOfPlaceIsRefused() throws IOException {
    Files.writeString(
        root.resolve("model.json"),
        """
        {"flavor": "dl4j", "task": "binary", "label": "y", "classes": ["a", "b"],
         "positive": "a", "features": ["x"], "params": {}}
        """);
    assertThatThrownBy(() -> new ModelFolder(root).description())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aModelWithoutFeaturesIsNoModel() throws IOException {
    Files.writeString(root.resolve("model.json"), "{\"flavor\": \"dl4j\", \"task\": \"binary\"}");
    assertThatThrownBy(() -> new ModelFolder(root).description())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("classes");
  }
}

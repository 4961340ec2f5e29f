package io.trainmaster.job.spark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.ColumnKind;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.Feature;
import io.trainmaster.job.spark.features.FeaturePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureDetailsTest {

  @TempDir Path root;

  private static ModelDescription model(Map<String, Object> details) {
    return new ModelDescription(
        "mllib",
        TaskKind.CLUSTERING,
        Optional.empty(),
        List.of(),
        List.of("age", "plan"),
        Map.of(),
        details);
  }

  @Test
  void featuresSurviveTheFile() throws IOException {
    FeatureDetails details =
        new FeatureDetails(
            new FeaturePlan(
                List.of(
                    new Feature.Numeric("age", ColumnKind.NUMBER, 37, 0.1 + 0.2, 1e-300),
                    new Feature.Categorical("plan", List.of("basic", "it's \"odd\"", ""))),
                List.of()),
            Encoding.SCALED_ONE_HOT);
    ModelFolder folder = new ModelFolder(root);
    folder.write(model(details.json()), Importance.NONE, History.NONE);
    assertThat(FeatureDetails.of(folder.description())).isEqualTo(details);
  }

  @Test
  void aModelThatDoesNotDescribeItsFeaturesIsNotOurs() {
    assertThatThrownBy(() -> FeatureDetails.of(model(Map.of())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                FeatureDetails.of(
                    model(Map.of("encoding", "INDEXED", "columns", List.of(Map.of())))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

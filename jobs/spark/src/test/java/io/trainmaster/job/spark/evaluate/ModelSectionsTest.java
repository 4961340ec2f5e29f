package io.trainmaster.job.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.report.ReportData;
import io.trainmaster.job.report.Section;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.Importance;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSectionsTest {

  @TempDir Path root;

  private ReportData report(Importance importance, History history, Map<String, Object> properties)
      throws IOException {
    ModelFolder folder = new ModelFolder(root);
    folder.write(
        new ModelDescription(
            "mllib",
            TaskKind.REGRESSION,
            Optional.of("y"),
            List.of(),
            List.of("x"),
            Map.of(),
            Map.of()),
        importance,
        history);
    ReportData.Builder builder = ReportData.builder("y", TaskKind.REGRESSION);
    ModelSections.add(builder, folder, new Artifact("Model", "d", root, properties));
    return builder.build();
  }

  @Test
  void aModelThatSaysNothingHasNoSections() throws IOException {
    assertThat(report(Importance.NONE, History.NONE, Map.of()).sections()).isEmpty();
    assertThat(report(Importance.NONE, History.NONE, Map.of("search", List.of())).sections())
        .isEmpty();
  }

  @Test
  void learningCurvesCountFromOne() throws IOException {
    History history = new History(List.of(new History.Series("train.loss", List.of(0.5, 0.25))));
    Section.LearningCurves curves =
        report(Importance.NONE, history, Map.of())
            .section(Section.LearningCurves.class)
            .orElseThrow();
    assertThat(curves.series().get(0).points())
        .containsExactly(new Section.Point(1, 0.5), new Section.Point(2, 0.25));
  }

  @Test
  void importanceKeepsItsMeasure() throws IOException {
    Section.Importance importance =
        report(new Importance("gain", Map.of("x", 1.0)), History.NONE, Map.of())
            .section(Section.Importance.class)
            .orElseThrow();
    assertThat(importance.measure()).isEqualTo("gain");
    assertThat(importance.features()).containsExactly(new Section.Importance.Feature("x", 1.0));
  }

  @Test
  void theSearchIsATableOfItsTrials() throws IOException {
    List<Map<String, Object>> trials =
        List.of(
            Map.of("trial", 1L, "params", Map.of("max_depth", 3L), "metric", 0.7, "best", false),
            Map.of("trial", 2L, "params", Map.of("step_size", 0.1), "metric", 0.8, "best", true));
    Section.Search search =
        report(Importance.NONE, History.NONE, Map.of("search", trials))
            .section(Section.Search.class)
            .orElseThrow();
    assertThat(search.columns()).containsExactly("trial", "max_depth", "step_size", "metric");
    assertThat(search.rows())
        .containsExactly(Arrays.asList(1L, 3L, null, 0.7), Arrays.asList(2L, null, 0.1, 0.8));
    assertThat(search.best()).isEqualTo(1);
  }
}

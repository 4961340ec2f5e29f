package io.trainmaster.job.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ScoredTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FlavorScoringTest {

  /** More than two batches in a partition. */
  private static final Dataset<Row> ROWS =
      SharedSession.get()
          .range(0, 600, 1, 1)
          .selectExpr("cast(id % 100 as int) as age", "cast(id as string) as name");

  private static ModelDescription model(String flavor, TaskKind task) {
    List<String> classes = task == TaskKind.REGRESSION ? List.of() : List.of("no", "yes");
    return new ModelDescription(
        flavor, task, Optional.of("y"), classes, List.of("age"), Map.of(), Map.of());
  }

  @Test
  void everyRowKeepsItsColumnsAndGetsItsScore() throws TaskException {
    int closed = AgeFlavor.closed();
    List<Row> scored =
        FlavorScoring.score(Path.of("model"), model("age", TaskKind.BINARY), ROWS).collectAsList();
    assertThat(scored).hasSize(600);
    for (int i = 0; i < 600; i++) {
      Row row = scored.get(i);
      assertThat(row.getString(1)).isEqualTo(Integer.toString(i));
      Vector probabilities = row.getAs(ScoredTable.PROBABILITY);
      assertThat(probabilities.apply(1)).isEqualTo(i % 100 / 100.0);
      double prediction = row.getAs(ScoredTable.PREDICTION);
      // Of two equal probabilities the first class is predicted.
      assertThat(prediction).isEqualTo(i % 100 > 50 ? 1 : 0);
    }
    assertThat(AgeFlavor.closed()).isEqualTo(closed + 1);
  }

  @Test
  void aRegressionHasANumberAndNoProbabilities() throws TaskException {
    Row first =
        FlavorScoring.score(Path.of("model"), model("age", TaskKind.REGRESSION), ROWS).first();
    assertThat(first.<Double>getAs(ScoredTable.PREDICTION)).isEqualTo(1.0);
    assertThat(first.<Vector>getAs(ScoredTable.PROBABILITY)).isNull();
  }

  @Test
  void aFlavorThatNobodyOffersIsNamed() {
    assertThatThrownBy(
            () -> FlavorScoring.score(Path.of("model"), model("onnx", TaskKind.BINARY), ROWS))
        .isInstanceOfSatisfying(
            TaskException.class,
            error -> assertThat(error.place()).isEqualTo("model, of flavor onnx"));
  }
}

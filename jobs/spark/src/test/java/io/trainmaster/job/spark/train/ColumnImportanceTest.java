package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.features.DataProfile;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePlan;
import io.trainmaster.job.spark.features.FeaturePlanner;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.Importance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ColumnImportanceTest {

  private static TrainingRows rows(Encoding encoding) throws TaskException {
    // x is 0 to 3 in equal parts; t is a in half of the rows, b and missing in a quarter each.
    Dataset<Row> data =
        SharedSession.get()
            .range(8)
            .selectExpr(
                "cast(id % 4 as double) as x",
                "case when id < 4 then 'a' when id < 6 then 'b' end as t");
    DataProfile profile = DataProfile.of(data);
    FeaturePlan plan = new FeaturePlanner(data.schema(), profile, 10).plan(List.of(), Set.of());
    return new TrainingRows(
        data,
        Optional.empty(),
        new LabelColumn("y", TaskKind.REGRESSION, List.of()),
        plan,
        encoding,
        profile,
        new Arguments(Map.of(), List.of()));
  }

  @Test
  void aTreesGainsBelongToTheirColumns() throws TaskException {
    Importance importance =
        ColumnImportance.ofTrees(rows(Encoding.INDEXED), Vectors.dense(0.25, 0.75));
    assertThat(importance.columns()).containsExactly(Map.entry("t", 0.75), Map.entry("x", 0.25));
  }

  @Test
  void aLinearModelsSlotsAreWeighedByHowMuchTheyVary() throws TaskException {
    Importance importance =
        ColumnImportance.ofCoefficients(rows(Encoding.ONE_HOT), new double[] {2, 1, 1, 1});
    double quarter = Math.sqrt(0.25 * 0.75);
    assertThat(importance.columns().get("x")).isCloseTo(2 * Math.sqrt(1.25), offset(1e-12));
    assertThat(importance.columns().get("t")).isCloseTo(0.5 + 2 * quarter, offset(1e-12));
    assertThat(importance.columns().keySet()).containsExactly("x", "t");
  }
}

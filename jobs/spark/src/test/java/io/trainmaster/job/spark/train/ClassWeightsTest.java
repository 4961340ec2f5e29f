package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.features.DataProfile;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.features.LabelPlanner;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassWeightsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if(id < 10, 'rare', 'common')",
        "id < 10",
        "cast(if(id < 10, 7, 8) as int)",
        "if(id < 10, 0.5D, 1.5D)",
        "case when id < 10 then 'a' when id < 30 then 'b' else 'c' end"
      })
  void everyClassWeighsTheSameAndTheMeanIsOne(String label) throws TaskException {
    Dataset<Row> rows = SharedSession.get().range(100).selectExpr(label + " as y");
    DataProfile profile = DataProfile.of(rows);
    LabelColumn plan =
        LabelPlanner.plan(rows.schema(), profile, "y", Optional.empty(), Optional.empty());
    Dataset<Row> weighted =
        rows.select(plan.index(rows.schema()).as(LabelColumn.LABEL))
            .withColumn(TrainingRows.WEIGHT, ClassWeights.balanced(plan, profile));
    double share = 100.0 / plan.classes().size();
    for (Row sum : weighted.groupBy(LabelColumn.LABEL).sum(TrainingRows.WEIGHT).collectAsList()) {
      assertThat(sum.getDouble(1)).isCloseTo(share, offset(1e-9));
    }
  }
}

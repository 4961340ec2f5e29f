package io.trainmaster.job.spark.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.features.LabelColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ScoredTableTest {

  private static final StructType SCHEMA =
      new StructType()
          .add("y", DataTypes.StringType)
          .add("group", DataTypes.StringType)
          .add(ScoredTable.PREDICTION, DataTypes.DoubleType)
          .add(ScoredTable.PROBABILITY, SQLDataTypes.VectorType());

  private static Row row(String label, String group, double... probabilities) {
    double best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[(int) best] ? i : best;
    }
    return RowFactory.create(label, group, best, Vectors.dense(probabilities));
  }

  private static ScoredTable collect(TaskKind task, List<String> classes, List<Row> rows) {
    Dataset<Row> scored = SharedSession.get().createDataFrame(rows, SCHEMA);
    return ScoredTable.collect(
        scored,
        new LabelColumn("y", task, classes),
        List.of(functions.col("group")),
        List.of(functions.expr("coalesce(group = 'g1', false)")));
  }

  @Test
  void rowsWithoutAKnownLabelAreCountedApart() {
    ScoredTable table =
        collect(
            TaskKind.BINARY,
            List.of("no", "yes"),
            List.of(
                row("yes", "g1", 0.25, 0.75),
                row(null, "g1", 0.5, 0.5),
                row("perhaps", "g2", 0.5, 0.5),
                row("no", null, 0.875, 0.125)));
    assertThat(table.rows().actual()).containsExactly(1, 0);
    assertThat(table.rows().score()).containsExactly(0.75, 0.125);
    assertThat(table.rows().predicted()).containsExactly(1, 0);
    assertThat(table.extras().get(0)).containsExactly("g1", null);
    assertThat(table.flagged()).containsExactly(1);
    assertThat(table.unlabelled()).isEqualTo(1);
    assertThat(table.unknown()).isEqualTo(1);
    assertThat(table.unknownExample()).isEqualTo("perhaps");
  }

  @Test
  void ofSeveralClassesTheScoreIsTheActualOnes() {
    ScoredTable table =
        collect(
            TaskKind.MULTICLASS,
            List.of("a", "b", "c"),
            List.of(row("c", "g", 0.5, 0.25, 0.25), row("a", "g", 0.125, 0.75, 0.125)));
    assertThat(table.rows().score()).containsExactly(0.25, 0.125);
    assertThat(table.rows().predicted()).containsExactly(0, 1);
  }

  @Test
  void manyRowsKeepTheirOrder() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add(row(i % 3 == 0 ? "yes" : "no", "g" + i % 2, 1 - i / 3000.0, i / 3000.0));
    }
    ScoredTable table = collect(TaskKind.BINARY, List.of("no", "yes"), rows);
    assertThat(table.rows().size()).isEqualTo(3000);
    for (int i = 0; i < 3000; i++) {
      assertThat(table.rows().score()[i]).isEqualTo(i / 3000.0);
      assertThat(table.extras().get(0).get(i)).isEqualTo("g" + i % 2);
    }
    assertThat(table.flagged()).containsExactly(1500);
  }
}

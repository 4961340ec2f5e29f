package io.trainmaster.job.spark.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SharedSession;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FeaturePlannerTest {

  private static final String SCHEMA =
      "n INT, `odd.na``me` DOUBLE, t STRING, flag BOOLEAN, day DATE, at TIMESTAMP, empty DOUBLE,"
          + " same STRING, id STRING, raw BINARY, y STRING";

  private static Dataset<Row> table(Object[]... rows) {
    List<Row> list = new ArrayList<>();
    for (Object[] row : rows) {
      list.add(RowFactory.create(row));
    }
    return SharedSession.get().createDataFrame(list, StructType.fromDDL(SCHEMA));
  }

  private static Object[] row(Integer n, Double x, String t, String id) {
    return new Object[] {
      n,
      x,
      t,
      n != null && n > 2,
      Date.valueOf("1970-01-0" + (n == null ? 9 : n)),
      new Timestamp(n == null ? 0 : n * 1000L),
      null,
      "same",
      id,
      new byte[0],
      "y"
    };
  }

  private static final Dataset<Row> TABLE =
      table(
          row(1, 10.0, "a", "i1"),
          row(2, Double.NaN, "b", "i2"),
          row(3, 30.0, null, "i3"),
          row(4, 50.0, "a", "i4"),
          row(null, null, "c", "i5"));

  private static FeaturePlan plan(Dataset<Row> data, int categories, String... wanted)
      throws TaskException {
    return new FeaturePlanner(data.schema(), DataProfile.of(data), categories)
        .plan(List.of(wanted), Set.of("y"));
  }

  private static List<Vector> vectors(FeaturePlan plan, Encoding encoding, Dataset<Row> data) {
    return FeaturePipeline.model(plan, encoding)
        .transform(data)
        .select(FeaturePipeline.FEATURES)
        .collectAsList()
        .stream()
        .map(row -> (Vector) row.get(0))
        .toList();
  }

  @Test
  void takesWhatCanBeLearnedFromAndSaysWhatItLeftOut() throws TaskException {
    FeaturePlan plan = plan(TABLE, 4);
    assertThat(plan.columns()).containsExactly("n", "odd.na`me", "t", "flag", "day", "at");
    assertThat(plan.notes())
        .anyMatch(note -> note.contains("empty") && note.contains("no value"))
        .anyMatch(note -> note.contains("same") && note.contains("are the same"))
        .anyMatch(note -> note.contains("id") && note.contains("nearly every row"))
        .anyMatch(note -> note.contains("raw") && note.contains("binary"));
  }

  @Test
  void fillsInTheMedianAndNumbersCategoriesByFrequency() throws TaskException {
    FeaturePlan plan = plan(TABLE, 4);
    List<Vector> vectors = vectors(plan, Encoding.INDEXED, TABLE);
    // Medians: n of 1 to 4 is 2.5, the other of 10, 30 and 50 is 30. Categories: a, b, c, missing.
    assertThat(vectors.get(0).toArray()).containsExactly(1, 10, 0, 0, 0, 1);
    assertThat(vectors.get(1).toArray()).containsExactly(2, 30, 1, 0, 1, 2);
    assertThat(vectors.get(2).toArray()).containsExactly(3, 30, 3, 1, 2, 3);
    assertThat(vectors.get(4).toArray()).containsExactly(2.5, 30, 2, 0, 8, 0);
  }

  @Test
  void aCategoryThatTrainingNeverSawHasAnIndexOfItsOwn() throws TaskException {
    FeaturePlan plan = plan(TABLE, 4, "t");
    Dataset<Row> fresh = table(row(1, 1.0, "zzz", "i"), row(1, 1.0, "a", "i"));
    assertThat(vectors(plan, Encoding.INDEXED, fresh).get(0).toArray()).containsExactly(4);
    assertThat(vectors(plan, Encoding.ONE_HOT, fresh).get(0).toArray()).containsExactly(0, 0, 0, 0);
    assertThat(vectors(plan, Encoding.ONE_HOT, fresh).get(1).toArray()).containsExactly(1, 0, 0, 0);
    assertThat(plan.largestCategorical()).isEqualTo(5);
    assertThat(plan.slots(Encoding.ONE_HOT))
        .extracting(FeaturePlan.Slot::name)
        .containsExactly("t=a", "t=b", "t=c", "t=(missing)");
  }

  @Test
  void scalesNumbersForDistances() throws TaskException {
    FeaturePlan plan = plan(TABLE, 4, "odd.na`me");
    double deviation = Math.sqrt((400 + 0 + 400) / 3.0);
    assertThat(vectors(plan, Encoding.SCALED_ONE_HOT, TABLE).get(3).apply(0))
        .isCloseTo(20 / deviation, offset(1e-12));
  }

  @Test
  void capsTheCategories() throws TaskException {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(row(1 + i % 4, 1.0 * i, "t" + i % 8, "i"));
    }
    FeaturePlan plan = plan(table(rows.toArray(new Object[0][])), 3, "t");
    assertThat(plan.categorical().get(0).categories()).containsExactly("t0", "t1", "t2");
    assertThat(plan.notes()).anyMatch(note -> note.contains("8 values"));
  }

  @Test
  void refusesInfinity() {
    Dataset<Row> data = table(row(1, Double.POSITIVE_INFINITY, "a", "i"), row(2, 1.0, "b", "i"));
    assertThatThrownBy(() -> plan(data, 4))
        .isInstanceOfSatisfying(
            TaskException.class,
            error -> {
              assertThat(error.error()).isEqualTo(TaskError.FEATURES_UNUSABLE);
              assertThat(error.place()).isEqualTo("column odd.na`me, 1 rows");
            });
  }

  @Test
  void refusesATypeThatWasAskedFor() {
    assertThatThrownBy(() -> plan(TABLE, 4, "raw"))
        .isInstanceOf(TaskException.class)
        .hasMessageContaining("binary");
  }

  @Test
  void suggestsTheColumnThatWasMeant() {
    assertThatThrownBy(() -> plan(TABLE, 4, "falg"))
        .isInstanceOfSatisfying(
            TaskException.class,
            error -> {
              assertThat(error.error()).isEqualTo(TaskError.COLUMN_MISSING);
              assertThat(error.mend()).startsWith("Did you mean `flag`?");
            });
  }

  @Test
  void nothingLeftIsRefusedWithTheReasons() {
    assertThatThrownBy(() -> plan(TABLE, 4, "empty", "same"))
        .isInstanceOfSatisfying(
            TaskException.class,
            error -> {
              assertThat(error.error()).isEqualTo(TaskError.FEATURES_UNUSABLE);
              assertThat(error.mend()).contains("empty").contains("same");
            });
  }

  @Test
  void aDescriptionOfAFeatureCanBeReadBack() throws TaskException {
    for (Feature feature : plan(TABLE, 4).features()) {
      assertThat(Feature.of(feature.description())).isEqualTo(feature);
    }
  }
}

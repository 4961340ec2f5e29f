package io.trainmaster.job.spark.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.SharedSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class LabelPlannerTest {

  private static Dataset<Row> column(String type, Object... values) {
    List<Row> rows = new ArrayList<>();
    for (Object value : values) {
      rows.add(RowFactory.create(value));
    }
    return SharedSession.get().createDataFrame(rows, StructType.fromDDL("y " + type));
  }

  private static LabelColumn plan(Dataset<Row> data) throws TaskException {
    return plan(data, Optional.empty(), Optional.empty());
  }

  private static LabelColumn plan(
      Dataset<Row> data, Optional<TaskKind> task, Optional<String> positive) throws TaskException {
    return LabelPlanner.plan(data.schema(), DataProfile.of(data), "y", task, positive);
  }

  private static List<Double> indices(LabelColumn label, Dataset<Row> data) {
    List<Double> indices = new ArrayList<>();
    for (Row row : data.select(label.index(data.schema())).collectAsList()) {
      indices.add(row.isNullAt(0) ? null : row.getDouble(0));
    }
    return indices;
  }

  private static void refused(Dataset<Row> data, Optional<TaskKind> task, String message) {
    assertThatThrownBy(() -> plan(data, task, Optional.empty()))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            TaskException.class,
            error -> {
              assertThat(error.error()).isEqualTo(TaskError.LABEL_UNUSABLE);
              assertThat(error.place()).isEqualTo("column y");
            });
  }

  @Test
  void textIsClassesInTheOrderOfTheirValues() throws TaskException {
    Dataset<Row> data =
        column("STRING", "yes", "no", "it's \\ odd", "yes", null, "no", "it's \\ odd");
    LabelColumn label = plan(data);
    assertThat(label.task()).isEqualTo(TaskKind.MULTICLASS);
    assertThat(label.classes()).containsExactly("it's \\ odd", "no", "yes");
    assertThat(indices(label, data)).isEqualTo(Arrays.asList(2.0, 1.0, 0.0, 2.0, null, 1.0, 0.0));
  }

  @Test
  void truthValuesAreTwoClasses() throws TaskException {
    Dataset<Row> data = column("BOOLEAN", true, false, true, false);
    LabelColumn label = plan(data);
    assertThat(label).isEqualTo(new LabelColumn("y", TaskKind.BINARY, List.of("false", "true")));
    assertThat(indices(label, data)).containsExactly(1.0, 0.0, 1.0, 0.0);
  }

  @Test
  void fewWholeNumbersAreClassesInTheOrderOfNumbers() throws TaskException {
    Dataset<Row> data = column("INT", 10, 9, 10, 9, 100, 100);
    LabelColumn label = plan(data);
    assertThat(label.classes()).containsExactly("9", "10", "100");
    assertThat(indices(label, data)).containsExactly(1.0, 0.0, 1.0, 0.0, 2.0, 2.0);
    // The same classes in a column of doubles, and one that is not known.
    assertThat(indices(label, column("DOUBLE", 100.0, 9.5))).containsExactly(2.0, -1.0);
  }

  @Test
  void manyNumbersAreARegression() throws TaskException {
    Object[] values = IntStream.range(0, 60).mapToObj(i -> (Object) (i % 30)).toArray();
    assertThat(plan(column("INT", values)).task()).isEqualTo(TaskKind.REGRESSION);
    assertThat(plan(column("DOUBLE", 0.5, 1.5, 2.5, 0.5)).task()).isEqualTo(TaskKind.REGRESSION);
  }

  @Test
  void anAskedTaskWins() throws TaskException {
    assertThat(
            plan(column("INT", 1, 2, 3, 1), Optional.of(TaskKind.REGRESSION), Optional.empty())
                .task())
        .isEqualTo(TaskKind.REGRESSION);
    refused(
        column("INT", 1, 2, 3, 1, 2, 3), Optional.of(TaskKind.BINARY), "where a binary task needs");
    refused(column("STRING", "a", "b", "a", "b"), Optional.of(TaskKind.REGRESSION), "is a number");
  }

  @Test
  void thePositiveClassIsTheLastOne() throws TaskException {
    Dataset<Row> data = column("STRING", "bad", "good", "bad", "good");
    assertThat(plan(data, Optional.empty(), Optional.of("bad")).classes())
        .containsExactly("good", "bad");
    assertThatThrownBy(() -> plan(data, Optional.empty(), Optional.of("ugly")))
        .isInstanceOf(TaskException.class)
        .hasMessageContaining("no value \"ugly\"");
  }

  @Test
  void aLabelThatSaysNothingIsRefused() {
    refused(column("STRING", "a", "a"), Optional.empty(), "same value");
    refused(column("DOUBLE", null, null), Optional.empty(), "null in every row");
    refused(column("DOUBLE", 1.0, Double.NaN, 2.0), Optional.empty(), "NaN or infinite in 1");
    refused(column("STRING", "a", "b", "c", "d"), Optional.empty(), "4 classes in 4 rows");
    refused(column("ARRAY<INT>", List.of(1), List.of(2)), Optional.empty(), "array<int>");
  }
}

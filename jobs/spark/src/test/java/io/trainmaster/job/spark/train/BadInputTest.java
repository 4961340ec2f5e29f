package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.Calls;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SampleData;
import io.trainmaster.job.spark.SharedSession;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of the data has one clear message, and nothing is written. */
class BadInputTest {

  @TempDir Path root;

  private static final Dataset<Row> ROWS = SampleData.customers(SharedSession.get(), 200, 3);

  private RecordingContext call(Dataset<Row> rows, String label) throws TaskException {
    return Calls.of(new TreeOperator(), root)
        .with("train", Calls.dataset(root, rows))
        .with("label", label);
  }

  private static TaskException refused(RecordingContext context, TaskError code) {
    return refused(context, new TreeOperator(), code);
  }

  private static TaskException refused(
      RecordingContext context, Operator operator, TaskError code) {
    try {
      context.run(operator);
    } catch (TaskException e) {
      assertThat(e.error()).isEqualTo(code);
      assertThat(e.getMessage()).endsWith(".");
      assertThat(context.artifacts).isEmpty();
      return e;
    } catch (Exception e) {
      throw new AssertionError("Not a failure that someone can mend", e);
    }
    throw new AssertionError("Not refused");
  }

  @Test
  void aLabelThatIsNotThereIsNamedWithASuggestion() throws Exception {
    TaskException error = refused(call(ROWS, "churn"), TaskError.COLUMN_MISSING);
    assertThat(error.place()).isEqualTo("label: churn");
    assertThat(error.mend()).startsWith("Did you mean `churned`?");
  }

  @Test
  void aFeatureThatIsNotThere() throws Exception {
    refused(
        call(ROWS, "churned").with("features", List.of("age", "tenur")), TaskError.COLUMN_MISSING);
    refused(call(ROWS, "churned").with("ignore", List.of("nothing")), TaskError.COLUMN_MISSING);
  }

  @Test
  void noRows() throws Exception {
    refused(call(ROWS.where("age < 0"), "churned"), TaskError.SOURCE_EMPTY);
    refused(
        Calls.of(new KMeansOperator(), root)
            .with("k", 2L)
            .with("train", Calls.dataset(root, ROWS.where("age < 0"))),
        new KMeansOperator(),
        TaskError.SOURCE_EMPTY);
  }

  @Test
  void aLabelWithOneValue() throws Exception {
    TaskException error =
        refused(call(ROWS.where("churned = 'yes'"), "churned"), TaskError.LABEL_UNUSABLE);
    assertThat(error.place()).isEqualTo("column churned");
  }

  @Test
  void moreClassesThanRowsCanTeach() throws Exception {
    Dataset<Row> rows = ROWS.withColumn("id", functions.expr("uuid()"));
    TaskException error = refused(call(rows, "id"), TaskError.LABEL_UNUSABLE);
    assertThat(error).hasMessageContaining("200 classes in 200 rows");
  }

  @Test
  void nothingToLearnFrom() throws Exception {
    TaskException error =
        refused(
            call(ROWS.selectExpr("churned", "cast(null as double) as x"), "churned"),
            TaskError.FEATURES_UNUSABLE);
    assertThat(error.mend()).contains("Column x is left out: it holds no value.");
  }

  @Test
  void infinity() throws Exception {
    Dataset<Row> rows =
        ROWS.withColumn("charges", functions.expr("if(age > 70, double('Infinity'), charges)"));
    assertThat(refused(call(rows, "churned"), TaskError.FEATURES_UNUSABLE).place())
        .startsWith("column charges, ");
    assertThat(refused(call(rows, "charges"), TaskError.LABEL_UNUSABLE))
        .hasMessageContaining("NaN or infinite");
  }

  @Test
  void validationDataOfAnotherShape() throws Exception {
    Artifact other = Calls.dataset(root, ROWS.drop("tenure"));
    TaskException error =
        refused(call(ROWS, "churned").with("validation", other), TaskError.COLUMN_MISSING);
    assertThat(error.place()).isEqualTo("validation: tenure");
  }

  @Test
  void aPositiveClassThatIsNone() throws Exception {
    refused(call(ROWS, "churned").with("positive", "maybe"), TaskError.ARGUMENT_INVALID);
    refused(call(ROWS, "segment").with("positive", "1"), TaskError.ARGUMENT_INVALID);
  }

  @Test
  void nanIsAMissingValueAndRowsWithoutALabelAreLeftOut() throws Exception {
    Dataset<Row> rows =
        ROWS.withColumn("tenure", functions.expr("if(age > 60, double('NaN'), tenure)"))
            .withColumn("churned", functions.expr("if(age < 20, null, churned)"));
    RecordingContext context = call(rows, "churned").run(new TreeOperator());
    assertThat(context.artifacts).containsKey("out");
    assertThat(context.log).anyMatch(line -> line.contains("without a label"));
  }

  @Test
  void aFoldWithoutEnoughRowsSaysSo() {
    assertThatThrownBy(
            () ->
                call(ROWS.limit(1), "churned")
                    .with("fold", 0L)
                    .with("folds", 2L)
                    .with("fold_seed", 1L)
                    .run(new TreeOperator()))
        .isInstanceOf(TaskException.class);
  }
}

package io.trainmaster.job.spark.prepare;

import static io.trainmaster.job.spark.Failures.failure;
import static io.trainmaster.job.spark.TestData.customers;
import static io.trainmaster.job.spark.TestData.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {

  private final Path project;

  ValidateTest(@TempDir Path project) {
    this.project = project;
  }

  @Test
  void givesGoodDataOnAsItStands() throws Exception {
    Artifact data = TestData.write(project, customers(2000, 2, 1));

    RecordingContext validate =
        context(data)
            .condition("rows", ">=", 1000L)
            .condition("rows", "in", new Arguments.Range(1L, 2000L, true))
            .condition("age", "in", new Arguments.Range(0L, 120L, true))
            .condition("plan", "in", List.of("basic", "plus"))
            .condition("joined", ">=", "2026-01-01")
            .condition("churned", "in", List.of(true, false))
            .entry("charges", nulls("<", 0.05))
            .entry("churned", nulls("==", 0.0))
            .entry("id", "unique")
            .entry("plan", new Arguments.Call("matches", List.of("[a-z]+"), Map.of()))
            .run(new Validate());

    assertThat(validate.artifact("out").digest()).isEqualTo(data.digest());
    assertThat(texts(validate.artifact("out"))).isEqualTo(texts(data));
    assertThat(validate.metric("expectations")).isEqualTo(10);
    assertThat(validate.metric("violations.charges nulls < 5%")).isEqualTo(40);
  }

  @Test
  void tellsEveryExpectationThatIsNotMet() throws Exception {
    Artifact data = TestData.write(project, customers(1000, 2, 1));

    TaskException failure =
        failure(
            context(data)
                .condition("rows", ">", 5000L)
                .condition("age", "in", new Arguments.Range(18L, 70L, false))
                .condition("plan", "==", "basic")
                .entry("charges", nulls("<", 0.01))
                .entry("age", "unique")
                .condition("churned", "in", List.of(true, false)),
            new Validate(),
            TaskError.EXPECTATION_FAILED);

    assertThat(failure).hasMessage("5 expectations are not met.");
    assertThat(failure.place().split("; "))
        .satisfiesExactly(
            rows -> assertThat(rows).isEqualTo("rows > 5000: there are 1000"),
            age ->
                assertThat(age)
                    .startsWith("age in 18..<70: not in ")
                    .endsWith(" of 1000 rows, such as 70 and 77"),
            plan ->
                assertThat(plan).startsWith("plan == \"basic\": not in ").endsWith("such as plus"),
            charges -> assertThat(charges).isEqualTo("charges nulls < 1%: 20 of 1000, 2%"),
            unique ->
                assertThat(unique).contains("age unique: not in 940 of 1000 rows, such as 18 ("));
  }

  @Test
  void warns() throws Exception {
    Artifact data = TestData.write(project, customers(100, 1, 1));

    RecordingContext validate =
        context(data).with("on_failure", "warn").condition("rows", ">", 5000L).run(new Validate());

    assertThat(validate.log).containsExactly("Expectation not met: rows > 5000: there are 100");
    assertThat(validate.metric("expectations_failed")).isEqualTo(1);
    assertThat(validate.artifact("out").digest()).isEqualTo(data.digest());
  }

  @Test
  void countsNotANumberAsOutOfRange() throws Exception {
    Artifact data =
        TestData.write(
            project, "x double", List.of(RowFactory.create(Double.NaN), RowFactory.create(1.0)));

    TaskException failure =
        failure(
            context(data).condition("x", "in", new Arguments.Range(0.0, 10.0, true)),
            new Validate(),
            TaskError.EXPECTATION_FAILED);

    assertThat(failure.place()).isEqualTo("x in 0.0..10.0: not in 1 of 2 rows, such as NaN");
  }

  @Test
  void refusesWhatItCantHoldDataAgainst() throws Exception {
    Artifact data = TestData.write(project, customers(100, 1, 1));

    assertThat(
            failure(
                    context(data).condition("agee", ">", 1L),
                    new Validate(),
                    TaskError.COLUMN_MISSING)
                .mend())
        .startsWith("Did you mean `age`?");
    failure(context(data).condition("age", "==", "x"), new Validate(), TaskError.ARGUMENT_INVALID);
    failure(context(data).entry("age", "odd"), new Validate(), TaskError.ARGUMENT_INVALID);
    failure(
        context(data).entry("age", nulls("<", 5.0)), new Validate(), TaskError.ARGUMENT_INVALID);
    failure(
        context(data).entry("plan", new Arguments.Call("matches", List.of("["), Map.of())),
        new Validate(),
        TaskError.ARGUMENT_INVALID);
  }

  private RecordingContext context(Artifact data) {
    return new RecordingContext(project).with("data", data).with("on_failure", "fail");
  }

  private static Arguments.Call nulls(String operator, double share) {
    return new Arguments.Call(operator, List.of("nulls", share), Map.of());
  }
}

package io.trainmaster.job.network.data;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Output;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetPlannerTest {

  @Test
  void ordersClassesByValue() throws TaskException {
    assertThat(plan(Columns.texts("y", "b", "a", "b", "a"), Output.SOFTMAX).classes())
        .containsExactly("a", "b");
    assertThat(plan(Columns.numbers("y", 10.0, 9.0, 2.0, 9.0, 2.0, 10.0), Output.SOFTMAX).classes())
        .containsExactly("2", "9", "10");
    assertThat(plan(new Column.Flags("y", new byte[] {1, 0, 1}), Output.SIGMOID).classes())
        .containsExactly("false", "true");
  }

  @Test
  void decidesTheTaskByTheLabelAndTheOutput() throws TaskException {
    Column two = Columns.numbers("y", 0.0, 1.0, 0.0, 1.0);
    Column many = Columns.numbers("y", 0.5, 1.25, 3.0, 4.0);
    assertThat(plan(two, Output.SIGMOID).task()).isEqualTo(TaskKind.BINARY);
    assertThat(plan(two, Output.SOFTMAX).task()).isEqualTo(TaskKind.BINARY);
    assertThat(plan(many, Output.IDENTITY).task()).isEqualTo(TaskKind.REGRESSION);
    assertThat(TargetPlanner.plan(two, Optional.of(TaskKind.REGRESSION), Output.IDENTITY).task())
        .isEqualTo(TaskKind.REGRESSION);
  }

  @Test
  void scalesANumberAndBack() throws TaskException {
    Target target =
        TargetPlanner.plan(
            Columns.numbers("y", 10.0, 30.0), Optional.of(TaskKind.REGRESSION), Output.IDENTITY);
    assertThat(target.mean()).isEqualTo(20);
    assertThat(target.deviation()).isEqualTo(10);
    assertThat(target.scale(40)).isEqualTo(2);
    assertThat(target.unscale(target.scale(37.5))).isCloseTo(37.5, within(1e-9));
    assertThat(target.units(false)).isEqualTo(1);
  }

  @Test
  void refusesALabelThatSaysNothing() {
    unusable(
        Columns.texts("y", "a", "a"), Output.SOFTMAX, "The label has the same value in every row.");
    unusable(Columns.texts("y", "a", null, "b"), Output.SOFTMAX, "The label is null in 1 rows.");
    unusable(Columns.numbers("y", null, null), Output.SOFTMAX, "The label is null in every row.");
    unusable(
        Columns.numbers("y", 1.0, Double.NaN, 2.0),
        Output.IDENTITY,
        "The label is NaN or infinite in 1 rows.");
    unusable(
        Columns.texts("y", "a", "b", "c"),
        Output.SOFTMAX,
        "The label has too many classes for its rows: 3 classes in 3 rows.");
    unusable(
        new Column.Binaries("y", new byte[][] {{1}, {2}}),
        Output.SOFTMAX,
        "Bytes can't be a label.");
  }

  @Test
  void refusesATaskThatTheLabelIsNotFor() {
    refused(
        () ->
            TargetPlanner.plan(
                Columns.texts("y", "a", "b", "c", "a", "b", "c"),
                Optional.of(TaskKind.BINARY),
                Output.SOFTMAX),
        TaskError.LABEL_UNUSABLE,
        "The label has 3 values where a binary task needs two.",
        "column y");
    refused(
        () ->
            TargetPlanner.plan(
                Columns.texts("y", "a", "b"), Optional.of(TaskKind.REGRESSION), Output.IDENTITY),
        TaskError.LABEL_UNUSABLE,
        "A regression needs a label that is a number.",
        "column y");
  }

  @Test
  void refusesAnOutputThatTheTaskIsNotFor() {
    refused(
        () -> plan(Columns.texts("y", "a", "b", "c", "a", "b", "c"), Output.SIGMOID),
        TaskError.NETWORK_INVALID,
        "A label with 3 classes needs output softmax.",
        "output");
    refused(
        () ->
            TargetPlanner.plan(
                Columns.numbers("y", 1.0, 2.0), Optional.of(TaskKind.REGRESSION), Output.SOFTMAX),
        TaskError.NETWORK_INVALID,
        "A regression needs output identity.",
        "output");
  }

  private static void unusable(Column column, Output output, String message) {
    refused(() -> plan(column, output), TaskError.LABEL_UNUSABLE, message, "column y");
  }

  private static Target plan(Column column, Output output) throws TaskException {
    return TargetPlanner.plan(column, Optional.empty(), output);
  }
}

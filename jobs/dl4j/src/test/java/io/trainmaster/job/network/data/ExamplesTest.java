package io.trainmaster.job.network.data;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final Encoding ENCODING =
      new Encoding(
          new Shape.Vector(3),
          List.of(new Encoder.Standardized("x", 1, 2), new Encoder.OneHot("t", List.of("a"))));
  private static final Target CLASSES =
      new Target("y", TaskKind.MULTICLASS, List.of("no", "maybe", "yes"), 0, 1);

  @Test
  void readsFeaturesAndAnswers() throws TaskException {
    Examples examples =
        Examples.of(
            table(
                Columns.texts("y", "yes", "no"),
                Columns.texts("t", "a", "z"),
                Columns.numbers("x", 5.0, null)),
            ENCODING,
            CLASSES);

    assertThat(examples.size()).isEqualTo(2);
    float[] numbers = new float[6];
    examples.features(0, numbers, 0);
    examples.features(1, numbers, 3);
    assertThat(numbers).containsExactly(2, 1, 0, 0, 0, 1);

    float[] answers = new float[6];
    examples.answer(0, 3, answers, 0);
    examples.answer(1, 3, answers, 3);
    assertThat(answers).containsExactly(0, 0, 1, 1, 0, 0);
    assertThat(examples.label(0)).isEqualTo(2);
  }

  @Test
  void aClassThatWasNotSeenIsNoClass() throws TaskException {
    Examples examples =
        Examples.of(
            table(Columns.texts("y", "never"), Columns.texts("t", "a"), Columns.numbers("x", 5.0)),
            ENCODING,
            CLASSES);
    assertThat(examples.label(0)).isEqualTo(-1);
  }

  @Test
  void answersWithOneNumber() throws TaskException {
    Table table =
        table(Columns.numbers("y", 7.0), Columns.texts("t", "a"), Columns.numbers("x", 5.0));
    float[] answer = new float[1];
    Examples.of(table, ENCODING, new Target("y", TaskKind.REGRESSION, List.of(), 5, 4))
        .answer(0, 1, answer, 0);
    assertThat(answer).containsExactly(0.5f);
    Examples.of(table, ENCODING, new Target("y", TaskKind.BINARY, List.of("3", "7"), 0, 1))
        .answer(0, 1, answer, 0);
    assertThat(answer).containsExactly(1);
  }

  @Test
  void refusesRowsThatDoNotFit() {
    refused(
        () -> Examples.of(table(Columns.texts("y", "no")), ENCODING, CLASSES),
        TaskError.COLUMN_MISSING,
        "The validation data has no column x.",
        "column x");
    refused(
        () ->
            Examples.of(
                table(
                    Columns.texts("y", "no"), Columns.texts("t", "a"), Columns.texts("x", "five")),
                ENCODING,
                CLASSES),
        TaskError.SCHEMA_MISMATCH,
        "Column x holds something else than numbers.",
        "row 1");
    refused(
        () ->
            Examples.of(
                table(
                    Columns.texts("y", (String) null),
                    Columns.texts("t", "a"),
                    Columns.numbers("x", 5.0)),
                ENCODING,
                CLASSES),
        TaskError.LABEL_UNUSABLE,
        "A row has no label.",
        "column y");
  }

  private static Table table(Column... columns) {
    return new Table(List.of(columns), columns[0].rows());
  }
}

package io.trainmaster.job.network.data;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncodingPlannerTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void standardizesNumbers() throws TaskException {
    Encoding encoding = plan(Columns.numbers("x", 1.0, 3.0, null, Double.NaN));

    assertThat(encoding.encoders()).containsExactly(new Encoder.Standardized("x", 2, 1));
    assertThat(encode(encoding, 4.0)).containsExactly(2);
    assertThat(encode(encoding, 2L)).containsExactly(0);
    assertThat(encode(encoding, (Object) null)).containsExactly(0);
    assertThat(encode(encoding, Double.POSITIVE_INFINITY)).containsExactly(0);
  }

  @Test
  void aColumnWithOneValueSaysNothing() throws TaskException {
    Encoding encoding = plan(Columns.numbers("x", 5.0, 5.0));
    assertThat(encode(encoding, 5.0)).containsExactly(0);
  }

  @Test
  void takesTruthValuesForNumbers() throws TaskException {
    Encoding encoding = plan(new Column.Flags("f", new byte[] {1, 0, -1, 1, 0}));

    assertThat(encoding.encoders()).containsExactly(new Encoder.Standardized("f", 0.5, 0.5));
    assertThat(encode(encoding, true)).containsExactly(1);
    assertThat(encode(encoding, false)).containsExactly(-1);
  }

  @Test
  void givesEachTextAPlace() throws TaskException {
    Encoding encoding = plan(Columns.texts("color", "red", null, "blue", "red"));

    assertThat(encoding.input()).isEqualTo(new Shape.Vector(3));
    assertThat(encode(encoding, "blue")).containsExactly(1, 0, 0);
    assertThat(encode(encoding, "red")).containsExactly(0, 1, 0);
    assertThat(encode(encoding, "green")).containsExactly(0, 0, 1);
    assertThat(encode(encoding, (Object) null)).containsExactly(0, 0, 1);
  }

  @Test
  void keepsTheMostFrequentOfManyTexts() throws TaskException {
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      values.addAll(Collections.nCopies(i < 3 ? 3 : 1, "v%04d".formatted(i)));
    }
    Encoding encoding = plan(Columns.texts("id", values.toArray(new String[0])));

    assertThat(encoding.input().size()).isEqualTo(1001);
    assertThat(((Encoder.OneHot) encoding.encoders().get(0)).values())
        .startsWith("v0000", "v0001", "v0002", "v0003")
        .endsWith("v0999");
    assertThat(log)
        .containsExactly(
            "Column id has 1500 values: all but the 1000 most frequent are taken as one.");
  }

  @Test
  void putsColumnsSideBySide() throws TaskException {
    Encoding encoding =
        EncodingPlanner.plan(
            table(
                Columns.numbers("x", 1.0, 3.0),
                Columns.texts("t", "a", "b"),
                Columns.numbers("label", 0.0, 1.0)),
            Optional.empty(),
            Set.of("label"),
            log::add);

    assertThat(encoding.columns()).containsExactly("x", "t");
    assertThat(encode(encoding, 3.0, "b")).containsExactly(1, 0, 1, 0);
  }

  @Test
  void leavesOutWhatNothingCanBeLearnedFrom() throws TaskException {
    Encoding encoding =
        plan(
            Columns.numbers("empty", null, Double.NaN),
            Columns.texts("silent", null, null),
            new Column.Binaries("bytes", new byte[][] {{1}, {2}}),
            Columns.numbers("x", 1.0, 3.0));

    assertThat(encoding.columns()).containsExactly("x");
    assertThat(log)
        .containsExactly(
            "Column empty is left out: it has no value in any row.",
            "Column silent is left out: it has no value in any row.",
            "Column bytes is left out: it holds bytes.");
    refused(
        () -> plan(Columns.numbers("empty", null, null)),
        TaskError.FEATURES_UNUSABLE,
        "No column besides the label can be learned from.",
        "train");
  }

  @Test
  void readsPixels() throws TaskException {
    Table table = table(new Column.Binaries("pixels", new byte[][] {{0, (byte) 255, 51, 0}}));
    Encoding encoding =
        EncodingPlanner.plan(
            table, Optional.of(new Shape.Image(2, 2, 1)), Set.of("label"), log::add);

    assertThat(encoding.input()).isEqualTo(new Shape.Image(2, 2, 1));
    assertThat(encode(encoding, (Object) new byte[] {0, (byte) 255, 51, 0}))
        .containsExactly(0, 1, 0.2f, 0);
    assertThatThrownBy(() -> encode(encoding, (Object) new byte[3]))
        .hasMessage("Column pixels holds something else than images of 4 bytes");
  }

  @Test
  void refusesImagesOfAnotherSize() {
    refused(
        () ->
            EncodingPlanner.plan(
                table(new Column.Binaries("pixels", new byte[][] {{1, 2, 3, 4}, {1, 2}})),
                Optional.of(new Shape.Image(2, 2, 1)),
                Set.of(),
                log::add),
        TaskError.SCHEMA_MISMATCH,
        "An image is not of 2×2×1 pixels.",
        "row 2");
    refused(
        () ->
            EncodingPlanner.plan(
                table(Columns.numbers("x", 1.0)),
                Optional.of(new Shape.Image(2, 2, 1)),
                Set.of(),
                log::add),
        TaskError.COLUMN_MISSING,
        "The images have no column pixels.",
        "train");
  }

  private Encoding plan(Column... columns) throws TaskException {
    return EncodingPlanner.plan(table(columns), Optional.empty(), Set.of(), log::add);
  }

  private static Table table(Column... columns) {
    return new Table(List.of(columns), columns[0].rows());
  }

  private static float[] encode(Encoding encoding, @Nullable Object... values) {
    float[] numbers = new float[encoding.input().size()];
    encoding.encode(values, numbers, 0);
    return numbers;
  }
}

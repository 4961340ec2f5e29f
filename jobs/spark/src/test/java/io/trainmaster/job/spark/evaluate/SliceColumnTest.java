package io.trainmaster.job.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SliceColumnTest {

  private static final SliceColumn NUMBER = new SliceColumn("n", true);
  private static final SliceColumn TEXT = new SliceColumn("t", false);

  private static Map<String, int[]> slices(SliceColumn column, Object... values) {
    return column.rows(new ArrayList<>(Arrays.asList(values)));
  }

  @Test
  void manyNumbersAreCutAtTheirQuartiles() {
    Object[] values = IntStream.range(0, 100).mapToObj(i -> (Object) (double) i).toArray();
    Map<String, int[]> slices = slices(NUMBER, values);
    assertThat(slices.keySet())
        .containsExactly("0 to under 25", "25 to under 50", "50 to under 75", "75 to 99");
    assertThat(slices.get("25 to under 50")).containsExactly(IntStream.range(25, 50).toArray());
  }

  @Test
  void fewNumbersAreSlicesThemselves() {
    Map<String, int[]> slices = slices(NUMBER, 2.5, 1.0, 2.5, null, 1.0, -3.0, Double.NaN);
    assertThat(slices.keySet()).containsExactly("-3", "1", "2.5", "(missing)");
    assertThat(slices.get("2.5")).containsExactly(0, 2);
    assertThat(slices.get("(missing)")).containsExactly(3, 6);
  }

  @Test
  void lopsidedNumbersHaveFewerRanges() {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      values.add(0.0);
    }
    for (int i = 1; i <= 10; i++) {
      values.add((double) i);
    }
    Map<String, int[]> slices = NUMBER.rows(new ArrayList<>(values));
    assertThat(slices.keySet()).containsExactly("0 to 10");
    assertThat(slices.get("0 to 10")).hasSize(100);
  }

  @Test
  void textsComeByFrequencyAndTheRestTogether() {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j <= i; j++) {
        values.add("v%02d".formatted(i));
      }
    }
    Map<String, int[]> slices = TEXT.rows(new ArrayList<>(values));
    assertThat(slices).hasSize(21);
    assertThat(slices.keySet()).startsWith("(other)", "v29", "v28");
    assertThat(slices.get("(other)")).hasSize(55);
    assertThat(slices.values().stream().mapToInt(rows -> rows.length).sum())
        .isEqualTo(values.size());
  }

  @Test
  void missingTextIsASlice() {
    assertThat(slices(TEXT, "b", null, "a").keySet()).containsExactly("(missing)", "a", "b");
  }

  @Test
  void onlyNumbersAreNumeric() {
    StructType schema = StructType.fromDDL("i INT, d DOUBLE, s STRING, b BOOLEAN, day DATE");
    assertThat(SliceColumn.of(List.of("i", "d", "s", "b", "day"), schema))
        .extracting(SliceColumn::numeric)
        .containsExactly(true, true, false, false, false);
  }
}

package io.trainmaster.job.spark.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnProfileTest {

  private static ColumnProfile numbers(double... values) {
    ColumnProfile profile = new ColumnProfile(ColumnKind.NUMBER);
    for (double value : values) {
      profile.add(value);
    }
    return profile;
  }

  @Test
  void nanIsMissingAndInfinityIsNeither() {
    ColumnProfile profile =
        numbers(1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3);
    profile.addNull();
    assertThat(profile.present()).isEqualTo(2);
    assertThat(profile.missing()).isEqualTo(2);
    assertThat(profile.notNumbers()).isEqualTo(1);
    assertThat(profile.infinite()).isEqualTo(2);
    assertThat(profile.mean()).isEqualTo(2);
    assertThat(profile.median()).isEqualTo(2);
  }

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(numbers(5, 1, 9).median()).isEqualTo(5);
    assertThat(numbers(5, 1, 9, 9).median()).isEqualTo(7);
    assertThat(numbers(-0.0, 0.0, 0.0).distinct()).isEqualTo(1);
    assertThat(numbers().median()).isNaN();
  }

  @Test
  void mergedPartsAreTheWhole() {
    Random random = new Random(1);
    double[] values = random.doubles(1000).map(v -> Math.round(v * 50)).toArray();
    ColumnProfile whole = numbers(values);
    ColumnProfile merged = numbers(Arrays.copyOfRange(values, 0, 300));
    merged.merge(numbers());
    merged.merge(numbers(Arrays.copyOfRange(values, 300, 1000)));
    assertThat(merged.numbers()).isEqualTo(whole.numbers());
    assertThat(merged.median()).isEqualTo(whole.median());
    assertThat(merged.mean()).isCloseTo(whole.mean(), offset(1e-12));
    assertThat(merged.deviation()).isCloseTo(whole.deviation(), offset(1e-12));
    assertThat(merged.constant()).isFalse();
  }

  @Test
  void aSampleOfManyValuesIsTheSameHoweverTheyWereSpread() {
    double[] values = new Random(2).doubles(50_000).toArray();
    ColumnProfile whole = numbers(values);
    ColumnProfile merged = numbers(Arrays.copyOfRange(values, 30_000, 50_000));
    merged.merge(numbers(Arrays.copyOfRange(values, 0, 100)));
    merged.merge(numbers(Arrays.copyOfRange(values, 100, 30_000)));
    assertThat(whole.countedAll()).isFalse();
    assertThat(whole.distinct()).isEqualTo(DistinctSample.LIMIT);
    assertThat(merged.numbers()).isEqualTo(whole.numbers());
    // The standard error of the median of 4096 uniform values is 0.008.
    assertThat(whole.median()).isCloseTo(0.5, offset(0.03));
  }

  @Test
  void hashesCanBeUndone() {
    new Random(3)
        .longs(1000)
        .forEach(
            bits -> assertThat(DistinctSample.unmix(DistinctSample.mix(bits))).isEqualTo(bits));
  }

  @Test
  void textsAreOrderedByFrequencyThenValue() {
    ColumnProfile profile = new ColumnProfile(ColumnKind.TEXT);
    for (String text : List.of("b", "a", "c", "c", "b", "d")) {
      profile.add(text);
    }
    assertThat(profile.texts()).extracting(Map.Entry::getKey).containsExactly("b", "c", "a", "d");
    assertThat(profile.constant()).isFalse();
  }

  @Test
  void tooManyTextsAreNotCounted() {
    ColumnProfile profile = new ColumnProfile(ColumnKind.TEXT);
    for (int i = 0; i <= ColumnProfile.TEXT_LIMIT; i++) {
      profile.add("t" + i);
    }
    assertThat(profile.countedAll()).isFalse();
    assertThat(profile.constant()).isFalse();
    ColumnProfile other = new ColumnProfile(ColumnKind.TEXT);
    other.add("x");
    other.merge(profile);
    assertThat(other.countedAll()).isFalse();
    assertThat(other.present()).isEqualTo(ColumnProfile.TEXT_LIMIT + 2L);
  }
}

package io.trainmaster.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

  private static final int DRAWS = 200_000;

  @Test
  void givesTheSameNumbersForEver() {
    SeededRandom random = SeededRandom.ofRow(42, 7);

    assertThat(random.bits()).isEqualTo(SeededRandom.ofRow(42, 7).bits());
    assertThat(Long.toHexString(SeededRandom.ofRow(42, 7).bits())).isEqualTo("714b7856c46b65de");
    assertThat(SeededRandom.ofRow(42, 7).normal()).isEqualTo(1.012819002850488);
  }

  @Test
  void givesOtherNumbersForAnotherSeedOrRow() {
    long bits = SeededRandom.ofRow(42, 7).bits();

    assertThat(SeededRandom.ofRow(43, 7).bits()).isNotEqualTo(bits);
    assertThat(SeededRandom.ofRow(42, 8).bits()).isNotEqualTo(bits);
    assertThat(SeededRandom.ofRow(7, 42).bits()).isNotEqualTo(bits);
  }

  @Test
  void drawsFromTheDistributionsItNames() {
    SeededRandom random = SeededRandom.ofRow(1, 0);

    assertThat(mean(random::uniform)).isCloseTo(0.5, within(0.003));
    assertThat(mean(random::normal)).isCloseTo(0, within(0.01));
    assertThat(mean(() -> square(random.normal()))).isCloseTo(1, within(0.02));
    assertThat(mean(() -> random.exponential(16))).isCloseTo(16, within(0.2));
    assertThat(mean(() -> random.poisson(2.6))).isCloseTo(2.6, within(0.02));
    assertThat(mean(() -> random.below(10))).isCloseTo(4.5, within(0.03));
    assertThat(mean(() -> random.chance(0.3) ? 1 : 0)).isCloseTo(0.3, within(0.005));
  }

  @Test
  void choosesByWeight() {
    SeededRandom random = SeededRandom.ofRow(1, 0);
    String[] choices = {"a", "b", "c"};

    assertThat(mean(() -> random.choose(choices, 0.5, 0.3).equals("c") ? 1 : 0))
        .isCloseTo(0.2, within(0.005));
  }

  @Test
  void keepsWithinLimits() {
    SeededRandom random = SeededRandom.ofRow(1, 0);

    for (int i = 0; i < 10_000; i++) {
      assertThat(random.normal(46, 17, 18, 96)).isBetween(18.0, 96.0);
      assertThat(random.uniform(-2, 3)).isBetween(-2.0, 3.0);
    }
  }

  private static double mean(DoubleSupplier draw) {
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += draw.getAsDouble();
    }
    return sum / DRAWS;
  }

  private static double square(double value) {
    return value * value;
  }
}

package io.trainmaster.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.87794512 | 0.8779",
        "0.889999999 | 0.8900",
        "0.5 | 0.5",
        "0.03 | 0.03",
        "61.2 | 61.2",
        "3 | 3",
        "-2.5 | -2.5",
        "0 | 0",
        "9999 | 9,999",
        "47213.55 | 47,210",
        "47000 | 47,000",
        "1234567 | 1,235,000",
        "0.00012345678 | 0.0001235",
        "0.0000123 | 1.230e-05",
        "9.5e15 | 9.500e+15",
        "99.999 | 100.0",
        "NaN | n/a",
        "Infinity | infinity",
        "-Infinity | -infinity",
      })
  void showsFourSignificantDigits(double value, String shown) {
    assertThat(Numbers.shown(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0.851, 85.1%", "0, 0%", "1, 100.0%", "0.00312, 0.31%", "0.09999, 10.0%", "NaN, n/a"})
  void showsShares(double share, String shown) {
    assertThat(Numbers.percent(share)).isEqualTo(shown);
  }

  @Test
  void showsAMetricInItsFormat() {
    assertThat(Numbers.shown(Metric.Format.NUMBER, 0.91237)).isEqualTo("0.9124");
    assertThat(Numbers.shown(Metric.Format.PERCENT, 0.91237)).isEqualTo("91.2%");
    assertThat(Numbers.shown(Metric.Format.COUNT, 12_345)).isEqualTo("12,345");
  }

  @Test
  void showsCellsOfAnyType() {
    assertThat(Numbers.shown((Object) null)).isEmpty();
    assertThat(Numbers.shown((Object) 12_345L)).isEqualTo("12345");
    assertThat(Numbers.shown((Object) 0.123456)).isEqualTo("0.1235");
    assertThat(Numbers.shown((Object) "text")).isEqualTo("text");
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Numbers.shown(1234.56)).isEqualTo("1,235");
      assertThat(Numbers.percent(0.5)).isEqualTo("50.0%");
    } finally {
      Locale.setDefault(before);
    }
  }
}

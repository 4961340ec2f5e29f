package io.trainmaster.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.time.CronExpression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "0 2 * * *",
        "*/15 0-6,22 1,15 jan-mar MON-fri",
        " 59 23\t31 12 7 ",
        "0-59/5 * * * 0"
      })
  void accepts(String expression) {
    assertThat(CronExpression.fault(expression)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "5-1 * * * *",
        "*/0 * * * *",
        "5/2 * * * *",
        "a * * * *",
        "1,,2 * * * *",
        "1-2-3 * * * *",
        "* * * foo *"
      })
  void refuses(String expression) {
    assertThat(CronExpression.fault(expression)).isPresent();
  }
}

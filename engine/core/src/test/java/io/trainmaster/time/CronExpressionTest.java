package io.trainmaster.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {

  @Test
  void readsListsRangesStepsAndNames() {
    CronExpression cron = CronExpression.parse("*/20 8-12/2,22 1,31 JAN-mar,12 Sun,5-7");

    assertThat(cron.minutes().values()).containsExactly(0, 20, 40);
    assertThat(cron.hours().values()).containsExactly(8, 10, 12, 22);
    assertThat(cron.days().values()).containsExactly(1, 31);
    assertThat(cron.months().values()).containsExactly(1, 2, 3, 12);
    assertThat(cron.weekdays().values()).containsExactly(0, 5, 6);
    assertThat(cron.minutes().star()).isTrue();
    assertThat(cron.hours().star()).isFalse();
  }

  @Test
  void sundayIsZeroAndSeven() {
    assertThat(CronExpression.parse("* * * * 7").weekdays().values()).containsExactly(0);
    assertThat(CronExpression.parse("* * * * */7").weekdays().values()).containsExactly(0);
    assertThat(CronExpression.parse("* * * * *").weekdays().size()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * *            | 0  | 7  | A cron expression has five fields",
        "60 * * * *         | 0  | 2  | `60` is no minute: those go from 0 to 59.",
        "* 1,24 * * *       | 4  | 6  | `24` is no hour: those go from 0 to 23.",
        "* * 0 * *          | 4  | 5  | `0` is no day of the month",
        "* * * foo *        | 6  | 9  | `foo` is no month",
        "* * * * 1,,2       | 8  | 12 | Before or after a comma, a day of the week is missing.",
        "*/0 * * * *        | 0  | 3  | `*/0` has no step: those go from 1 to 59 here.",
        "5/2 * * * *        | 0  | 3  | A step needs a range or a star: `5-59/2`.",
        "* 5-1 * * *        | 2  | 5  | `5-1` goes from late to early",
        "0 0 30 2 *         | 4  | 8  | No month of these has a day 30",
        "0 0 31 2,4 */2     | 4  | 10 | No month of these has a day 31"
      })
  void saysWhatIsWrongAndWhere(String text, int start, int end, String sentence) {
    CronFault fault = CronExpression.fault(text).orElseThrow();

    assertThat(fault.sentence()).startsWith(sentence);
    assertThat(List.of(fault.start(), fault.end())).isEqualTo(List.of(start, end));
  }

  @Test
  void throwsTheFault() {
    assertThatThrownBy(() -> CronExpression.parse("x * * * *"))
        .isInstanceOf(CronFormatException.class)
        .hasMessage("`x` is no minute: those go from 0 to 59.");
    assertThat(CronExpression.parse("0 0 30 2 *").isNever()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"* * * * *", "0 0 30 2 mon", "0 0 29 2 *", "0 0 31 */11 *"})
  void isFine(String text) {
    assertThat(CronExpression.fault(text)).isEmpty();
  }

  @Test
  void anyTextIsReadOrRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String letters = "0123456789*/-, \tjanmofrisu\u00e9?L#W\n";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(i % 2 == 0 ? "" : "1 2 3 4 ");
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      CronExpression.fault(text.toString())
          .ifPresent(
              fault ->
                  assertThat(fault.start())
                      .as("`%s`, seed %d", text, seed)
                      .isBetween(0, fault.end()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Both fields of days, neither with a star: either is enough.
    "0 0 13 * fri,   2026-02-13T00:00, true",
    "0 0 13 * fri,   2026-02-20T00:00, true",
    "0 0 13 * fri,   2026-01-13T00:00, true",
    "0 0 13 * fri,   2026-01-14T00:00, false",
    // One begins with a star: both are needed.
    "0 0 */2 * fri,  2026-02-13T00:00, true",
    "0 0 */2 * fri,  2026-02-20T00:00, false",
    "0 0 1-7 * */7,  2026-02-01T00:00, true",
    "0 0 1-7 * */7,  2026-02-08T00:00, false",
    "0 0 1-31 * fri, 2026-02-12T00:00, true",
    "0 0 * * fri,    2026-02-12T00:00, false"
  })
  void daysGoTogetherAsInVixieCron(String text, LocalDateTime time, boolean matches) {
    assertThat(CronExpression.parse(text).matches(time)).isEqualTo(matches);
    assertThat(new SlowCron(text).matches(time)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *          | true",
        "5 */1 * * *        | true",
        "5 0-23 * * *       | true",
        "5 0-11,12-23 * * * | true",
        "* 0-22 * * *       | false",
        "0 */2 * * *        | false"
      })
  void aWildcardIsAllHours(String text, boolean wildcard) {
    assertThat(CronExpression.parse(text).hasWildcardHour()).isEqualTo(wildcard);
  }
}

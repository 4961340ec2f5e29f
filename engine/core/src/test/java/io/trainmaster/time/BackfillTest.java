package io.trainmaster.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackfillTest {

  private static final Timetable NIGHTLY =
      new CronTimetable(CronExpression.parse("30 2 * * *"), ZoneId.of("America/New_York"));
  private static final Instant FROM = Instant.parse("2026-03-07T07:30:00Z");
  private static final Instant UNTIL = Instant.parse("2026-03-10T06:30:00Z");

  private static List<Occurrence> occurrences(
      Instant from, Instant until, Backfill.Order order, int limit) {
    return new Backfill(new TriggerId("nightly"), NIGHTLY, from, until, order, limit, 3)
        .occurrences();
  }

  private static List<String> days(Backfill.Order order, int limit) {
    return occurrences(FROM, UNTIL, order, limit).stream()
        .map(one -> one.from() + " " + one.until())
        .toList();
  }

  @Test
  void hasWhatIsDueFromTheFirstInstantUntilBeforeTheLast() {
    assertThat(days(Backfill.Order.OLDEST_FIRST, 100))
        .containsExactly(
            "2026-03-06T07:30:00Z 2026-03-07T07:30:00Z",
            "2026-03-07T07:30:00Z 2026-03-08T07:00:00Z",
            "2026-03-08T07:00:00Z 2026-03-09T06:30:00Z");
    assertThat(occurrences(FROM, UNTIL, Backfill.Order.OLDEST_FIRST, 1).get(0).key())
        .isEqualTo(new Occurrence.Key(new TriggerId("nightly"), FROM, 3));
  }

  @Test
  void theOrderSaysWhichOnesTheLimitLeaves() {
    assertThat(days(Backfill.Order.LATEST_FIRST, 2))
        .containsExactly(
            "2026-03-08T07:00:00Z 2026-03-09T06:30:00Z",
            "2026-03-07T07:30:00Z 2026-03-08T07:00:00Z");
    assertThat(days(Backfill.Order.OLDEST_FIRST, 1))
        .containsExactly("2026-03-06T07:30:00Z 2026-03-07T07:30:00Z");
  }

  @Test
  void takesAnyRange() {
    for (Backfill.Order order : Backfill.Order.values()) {
      assertThat(occurrences(UNTIL, FROM, order, 10)).isEmpty();
      assertThat(occurrences(FROM, FROM, order, 10)).isEmpty();
      assertThat(occurrences(Instant.MIN, Instant.MAX, order, 10)).hasSize(10);
      assertThat(occurrences(Instant.MAX, Instant.MIN, order, 10)).isEmpty();
    }
    assertThatThrownBy(() -> days(Backfill.Order.LATEST_FIRST, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package io.trainmaster.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Trigger.Misfire;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MisfiresTest {

  private static final TriggerId NIGHTLY = new TriggerId("nightly");
  private static final Timetable HOURLY = cron("0 * * * *", "UTC");
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Cursor DONE = Cursor.at(MIDNIGHT);

  private static Timetable cron(String cron, String zone) {
    return new CronTimetable(CronExpression.parse(cron), ZoneId.of(zone));
  }

  private static Misfires misfires(Timetable timetable, Misfire rule) {
    return new Misfires(NIGHTLY, timetable, rule, Optional.empty(), Misfires.GRACE);
  }

  private static Misfires atMost(Timetable timetable, int max) {
    return new Misfires(NIGHTLY, timetable, Misfire.ALL, Optional.of(max), Misfires.GRACE);
  }

  private static Instant hour(double hours) {
    return MIDNIGHT.plusSeconds(Math.round(hours * 3600));
  }

  /** Intervals as text: the ends, the second of which is the nominal time. */
  private static List<String> intervals(Misfires.Due due) {
    return due.occurrences().stream()
        .map(one -> one.from() + " " + one.until())
        .map(text -> text.replace(":00Z", "").replace("2026-", ""))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Misfire.class)
  void nothingIsDueWhereNothingWasMissed(Misfire rule) {
    Misfires misfires = misfires(HOURLY, rule);

    assertThat(misfires.due(DONE, hour(0.99))).isEqualTo(new Misfires.Due(List.of(), DONE, false));
    assertThat(misfires.due(DONE, hour(0))).isEqualTo(new Misfires.Due(List.of(), DONE, false));
  }

  @ParameterizedTest
  @EnumSource(Misfire.class)
  void whatIsOnTimeIsDueByEveryRule(Misfire rule) {
    for (Instant now : List.of(hour(1), hour(1).plusSeconds(1), hour(1).plusSeconds(60))) {
      Misfires.Due due = misfires(HOURLY, rule).due(DONE, now);

      assertThat(intervals(due)).containsExactly("01-01T00:00 01-01T01:00");
      assertThat(due.occurrences().get(0).key()).isEqualTo(new Occurrence.Key(NIGHTLY, hour(1), 0));
      assertThat(due.cursor()).isEqualTo(Cursor.at(hour(1)));
    }
  }

  @ParameterizedTest
  @EnumSource(Misfire.class)
  void oneMissed(Misfire rule) {
    Misfires.Due due = misfires(HOURLY, rule).due(DONE, hour(1).plusSeconds(61));

    assertThat(intervals(due))
        .isEqualTo(rule == Misfire.SKIP ? List.of() : List.of("01-01T00:00 01-01T01:00"));
    assertThat(due.cursor()).isEqualTo(Cursor.at(hour(1)));
  }

  @Test
  void tenMissed() {
    Instant now = hour(10.5);

    assertThat(intervals(misfires(HOURLY, Misfire.SKIP).due(DONE, now))).isEmpty();
    assertThat(intervals(misfires(HOURLY, Misfire.LATEST).due(DONE, now)))
        .containsExactly("01-01T09:00 01-01T10:00");
    assertThat(intervals(misfires(HOURLY, Misfire.MERGE).due(DONE, now)))
        .containsExactly("01-01T00:00 01-01T10:00");
    assertThat(intervals(misfires(HOURLY, Misfire.ALL).due(DONE, now)))
        .containsExactly(
            "01-01T00:00 01-01T01:00",
            "01-01T01:00 01-01T02:00",
            "01-01T02:00 01-01T03:00",
            "01-01T03:00 01-01T04:00",
            "01-01T04:00 01-01T05:00",
            "01-01T05:00 01-01T06:00",
            "01-01T06:00 01-01T07:00",
            "01-01T07:00 01-01T08:00",
            "01-01T08:00 01-01T09:00",
            "01-01T09:00 01-01T10:00");
    assertThat(intervals(atMost(HOURLY, 3).due(DONE, now)))
        .containsExactly(
            "01-01T07:00 01-01T08:00", "01-01T08:00 01-01T09:00", "01-01T09:00 01-01T10:00");
    assertThat(intervals(atMost(HOURLY, 11).due(DONE, now))).hasSize(10);
    for (Misfire rule : Misfire.values()) {
      assertThat(misfires(HOURLY, rule).due(DONE, now).cursor()).isEqualTo(Cursor.at(hour(10)));
    }
  }

  @Test
  void whatIsOnTimeComesAfterWhatWasMissed() {
    Instant now = hour(3).plusSeconds(30);

    assertThat(intervals(misfires(HOURLY, Misfire.SKIP).due(DONE, now)))
        .containsExactly("01-01T02:00 01-01T03:00");
    assertThat(intervals(misfires(HOURLY, Misfire.LATEST).due(DONE, now)))
        .containsExactly("01-01T01:00 01-01T02:00", "01-01T02:00 01-01T03:00");
    assertThat(intervals(misfires(HOURLY, Misfire.MERGE).due(DONE, now)))
        .containsExactly("01-01T00:00 01-01T02:00", "01-01T02:00 01-01T03:00");
    assertThat(intervals(atMost(HOURLY, 1).due(DONE, now)))
        .containsExactly("01-01T01:00 01-01T02:00", "01-01T02:00 01-01T03:00");
  }

  @Test
  void tenThousandMissed() {
    Timetable timetable = cron("* * * * *", "Europe/Vilnius");
    Instant last = MIDNIGHT.plus(Duration.ofMinutes(10_000));
    Instant now = last.plusSeconds(59 + 2);
    List<Occurrence> all = new ArrayList<>();
    for (int i = 1; i <= 10_000; i++) {
      Instant nominal = MIDNIGHT.plus(Duration.ofMinutes(i));
      all.add(new Occurrence(new Occurrence.Key(NIGHTLY, nominal, 0), nominal.minusSeconds(60)));
    }
    Occurrence onTime = new Occurrence(new Occurrence.Key(NIGHTLY, last.plusSeconds(60), 0), last);
    Occurrence merged = new Occurrence(new Occurrence.Key(NIGHTLY, last, 0), MIDNIGHT);

    assertThat(misfires(timetable, Misfire.SKIP).due(DONE, now).occurrences())
        .containsExactly(onTime);
    assertThat(misfires(timetable, Misfire.LATEST).due(DONE, now).occurrences())
        .containsExactly(all.get(9_999), onTime);
    assertThat(misfires(timetable, Misfire.MERGE).due(DONE, now).occurrences())
        .containsExactly(merged, onTime);
    assertThat(atMost(timetable, 2).due(DONE, now).occurrences())
        .containsExactly(all.get(9_998), all.get(9_999), onTime);
    all.add(onTime);
    assertThat(misfires(timetable, Misfire.ALL).due(DONE, now))
        .isEqualTo(new Misfires.Due(all, Cursor.at(last.plusSeconds(60)), false));
  }

  @Test
  void moreThanABatchComesInSeveral() {
    Timetable second = new IntervalTimetable(Duration.ofSeconds(1), IntervalTimetable.ANCHOR);
    int missed = 2 * Misfires.BATCH + 500;
    Instant now = MIDNIGHT.plusSeconds(missed);
    for (Misfires misfires : List.of(misfires(second, Misfire.ALL), atMost(second, missed))) {
      List<Integer> sizes = new ArrayList<>();
      Instant end = MIDNIGHT;
      Misfires.Due due = misfires.due(DONE, now);
      while (!due.occurrences().isEmpty()) {
        sizes.add(due.occurrences().size());
        assertThat(due.occurrences().get(0).from()).isEqualTo(end);
        end = due.cursor().decided();
        assertThat(due.more()).isEqualTo(end.isBefore(now));
        due = misfires.due(due.cursor(), now);
      }
      assertThat(sizes).containsExactly(Misfires.BATCH, Misfires.BATCH, 500);
    }
  }

  @Test
  void downOverAChangeOfTheClocks() {
    Timetable nightly = cron("30 2 * * *", "America/New_York");
    Cursor done = Cursor.at(Instant.parse("2026-03-06T07:30:00Z"));
    Instant now = Instant.parse("2026-03-09T12:00:00Z");

    assertThat(intervals(misfires(nightly, Misfire.ALL).due(done, now)))
        .containsExactly(
            "03-06T07:30 03-07T07:30", "03-07T07:30 03-08T07:00", "03-08T07:00 03-09T06:30");
    assertThat(intervals(misfires(nightly, Misfire.MERGE).due(done, now)))
        .containsExactly("03-06T07:30 03-09T06:30");

    Timetable hourly = cron("30 * * * *", "America/New_York");
    Cursor before = Cursor.at(Instant.parse("2026-11-01T04:30:00Z"));
    assertThat(
            intervals(
                misfires(hourly, Misfire.ALL).due(before, Instant.parse("2026-11-01T07:45:00Z"))))
        .containsExactly(
            "11-01T04:30 11-01T05:30", "11-01T05:30 11-01T06:30", "11-01T06:30 11-01T07:30");
  }

  @Test
  void anotherZoneLeavesNothingOutAndCoversNothingTwice() {
    Timetable tokyo = cron("0 9 * * *", "Asia/Tokyo");
    Timetable lisbon = cron("0 9 * * *", "Europe/Lisbon");
    Cursor done = Cursor.activated(tokyo, Instant.parse("2026-01-05T01:00:00Z"));
    assertThat(done.covered()).isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));

    // Lisbon's nine o'clock of the day is over when the zone is changed, and so it is not due.
    Cursor changed = done.changed(Instant.parse("2026-01-05T12:00:00Z"));
    Misfires misfires = misfires(lisbon, Misfire.ALL);
    assertThat(intervals(misfires.due(changed, Instant.parse("2026-01-05T12:00:01Z")))).isEmpty();
    assertThat(intervals(misfires.due(changed, Instant.parse("2026-01-07T09:00:00Z"))))
        .containsExactly("01-05T00:00 01-06T09:00", "01-06T09:00 01-07T09:00");
    assertThat(
            intervals(
                misfires(lisbon, Misfire.MERGE)
                    .due(changed, Instant.parse("2026-01-07T12:00:00Z"))))
        .containsExactly("01-05T00:00 01-07T09:00");
  }

  @Test
  void aClockThatGoesBackMakesNothingDueAgain() {
    Misfires misfires = misfires(HOURLY, Misfire.ALL);
    Cursor cursor = misfires.due(DONE, hour(5.5)).cursor();

    assertThat(misfires.due(cursor, hour(3.5)).occurrences()).isEmpty();
    assertThat(misfires.due(cursor, hour(3.5)).cursor()).isEqualTo(cursor);
    assertThat(intervals(misfires.due(cursor, hour(6)))).containsExactly("01-01T05:00 01-01T06:00");
    assertThat(cursor.changed(hour(2))).isEqualTo(cursor);
  }

  @Test
  void activationMakesNothingDueThatWas() {
    Cursor cursor = Cursor.activated(HOURLY, hour(4.5));

    assertThat(misfires(HOURLY, Misfire.ALL).due(cursor, hour(4.9)).occurrences()).isEmpty();
    assertThat(intervals(misfires(HOURLY, Misfire.ALL).due(cursor, hour(5))))
        .containsExactly("01-01T04:00 01-01T05:00");
    assertThat(Cursor.activated(HOURLY, hour(4))).isEqualTo(Cursor.at(hour(4)));
    assertThat(Cursor.activated(cron("0 0 30 2 *", "UTC"), hour(4))).isEqualTo(Cursor.at(hour(4)));
  }

  @Test
  void hasAnAnswerForEveryInstant() {
    for (Misfire rule : Misfire.values()) {
      Misfires misfires = new Misfires(NIGHTLY, HOURLY, rule, Optional.of(5), Duration.ofDays(1));
      assertThat(misfires.due(DONE, Instant.MIN).occurrences()).isEmpty();
      assertThat(misfires.due(DONE, Instant.MAX).cursor().decided()).isAfter(MIDNIGHT);
      assertThat(misfires.due(Cursor.at(Instant.MIN), Instant.MAX).more()).isFalse();
      assertThat(misfires.due(Cursor.at(Instant.MAX), Instant.MAX).occurrences()).isEmpty();
    }
  }
}

package io.trainmaster.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTimetableTest {

  private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

  private static Timetable every(Duration interval) {
    return new IntervalTimetable(interval, IntervalTimetable.ANCHOR);
  }

  @Test
  void isDueOnBothSidesOfItsAnchor() {
    Timetable timetable = new IntervalTimetable(Duration.ofMinutes(7), NOON);

    assertThat(timetable.next(NOON)).contains(NOON.plusSeconds(420));
    assertThat(timetable.next(NOON.minusNanos(1))).contains(NOON);
    assertThat(timetable.previous(NOON)).contains(NOON.minusSeconds(420));
    assertThat(timetable.next(NOON.minusSeconds(421))).contains(NOON.minusSeconds(420));
    assertThat(timetable.previous(NOON.plusNanos(1))).contains(NOON);
  }

  @Test
  void theUsualAnchorIsAMondayAtMidnight() {
    assertThat(every(Duration.ofMinutes(15)).next(NOON.plusSeconds(1)))
        .contains(NOON.plusSeconds(900));
    assertThat(every(Duration.ofDays(7)).next(NOON))
        .contains(Instant.parse("2026-03-30T00:00:00Z"));
  }

  @Test
  void hasAnAnswerForEveryIntervalAndInstant() {
    for (Duration interval :
        new Duration[] {
          Duration.ofNanos(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)
        }) {
      Timetable timetable = every(interval);
      assertThat(timetable.next(Instant.MAX)).isEmpty();
      assertThat(timetable.previous(Instant.MIN)).isEmpty();
      assertThat(timetable.next(Instant.MIN)).isPresent();
      assertThat(timetable.previous(Instant.MAX)).isPresent();
    }
    assertThatThrownBy(() -> every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isMonotoneAndGoesBackTheWayItCame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Duration interval = Duration.ofNanos(1 + (random.nextLong() >>> 1 + random.nextInt(62)));
      Timetable timetable = every(interval);
      Instant at =
          Instant.ofEpochSecond(random.nextLong(-(1L << 35), 1L << 35), random.nextInt(1 << 29));
      String what = interval + " at " + at + ", seed " + seed;
      Instant next = timetable.next(at).orElseThrow();
      Instant previous = timetable.previous(at).orElseThrow();
      assertThat(next).as(what).isAfter(at);
      assertThat(previous).as(what).isBefore(at);
      assertThat(timetable.previous(next)).as(what).contains(next.minus(interval));
      assertThat(timetable.next(previous)).as(what).contains(previous.plus(interval));
      assertThat(Duration.between(previous, next))
          .as(what)
          .isIn(interval, interval.multipliedBy(2));
    }
  }

  /** Near to the anchor it counts in another way than far from it. */
  @Test
  void isTheSameNearTheAnchorAndFarFromIt() {
    for (Duration interval : List.of(Duration.ofSeconds(7), Duration.ofNanos(999_999_937))) {
      Timetable timetable = every(interval);
      for (long seconds : new long[] {-6_000_000_000L, 6_000_000_000L}) {
        Instant at = IntervalTimetable.ANCHOR.plusSeconds(seconds).minusSeconds(60);
        Instant end = at.plusSeconds(120);
        for (Instant next = at; next.isBefore(end); ) {
          Instant before = next;
          next = timetable.next(next).orElseThrow();
          assertThat(timetable.next(next.minusNanos(1))).contains(next);
          assertThat(timetable.previous(next.plusNanos(1))).contains(next);
          assertThat(before.equals(at) || next.equals(before.plus(interval))).isTrue();
        }
      }
    }
  }

  @Test
  void isMadeOfASchedule() {
    Trigger.Schedule nightly = schedule(new Trigger.Cron("0 2 * * *"), Optional.of("Asia/Tokyo"));
    Trigger.Schedule unzoned = schedule(new Trigger.Cron("0 2 * * *"), Optional.empty());
    Trigger.Schedule every = schedule(new Trigger.Every(Duration.ofHours(1)), Optional.empty());

    assertThat(Timetable.of(nightly, ZoneOffset.UTC))
        .isEqualTo(new CronTimetable(CronExpression.parse("0 2 * * *"), ZoneId.of("Asia/Tokyo")));
    assertThat(Timetable.of(unzoned, ZoneOffset.UTC))
        .isEqualTo(new CronTimetable(CronExpression.parse("0 2 * * *"), ZoneOffset.UTC));
    assertThat(Timetable.of(every, ZoneOffset.UTC)).isEqualTo(every(Duration.ofHours(1)));
  }

  private static Trigger.Schedule schedule(Trigger.Timing timing, Optional<String> zone) {
    return new Trigger.Schedule(
        1, timing, zone, Trigger.Misfire.LATEST, Optional.empty(), Trigger.Overlap.QUEUE);
  }
}

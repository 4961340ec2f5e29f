package io.trainmaster.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimetableTest {

  private static final List<String> ZONES =
      List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));

  private final long seed = Long.getLong("trainmaster.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);

  private static Timetable timetable(String cron, String zone) {
    return new CronTimetable(CronExpression.parse(cron), ZoneId.of(zone));
  }

  /** The next few, with the offset that the clocks have. */
  private static List<String> next(String cron, String zone, String after, int number) {
    List<String> all = new ArrayList<>();
    Timetable timetable = timetable(cron, zone);
    Instant last = LocalDateTime.parse(after).atZone(ZoneId.of(zone)).toInstant();
    for (int i = 0; i < number; i++) {
      last = timetable.next(last).orElseThrow();
      all.add(OffsetDateTime.ofInstant(last, ZoneId.of(zone)).toString());
    }
    return all;
  }

  @Test
  void aFixedTimeInAGapIsDueAfterIt() {
    assertThat(next("30 2 * * *", "America/New_York", "2026-03-07T00:00", 3))
        .containsExactly(
            "2026-03-07T02:30-05:00", "2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00");
    assertThat(next("45 1 * * *", "Australia/Lord_Howe", "2026-10-03T00:00", 2))
        .containsExactly("2026-10-03T01:45+10:30", "2026-10-04T01:45+10:30");
    assertThat(next("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00", 1))
        .containsExactly("2026-10-04T02:30+11:00");
    assertThat(next("0 0 * * *", "Asia/Beirut", "2026-03-28T12:00", 2))
        .containsExactly("2026-03-29T01:00+03:00", "2026-03-30T00:00+03:00");
  }

  @Test
  void aFixedTimeInAnOverlapIsDueTheFirstTime() {
    assertThat(next("30 1 * * *", "America/New_York", "2026-10-31T00:00", 3))
        .containsExactly(
            "2026-10-31T01:30-04:00", "2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00");
    assertThat(next("*/30 1,3 * * *", "America/New_York", "2026-11-01T00:00", 4))
        .containsExactly(
            "2026-11-01T01:00-04:00",
            "2026-11-01T01:30-04:00",
            "2026-11-01T03:00-05:00",
            "2026-11-01T03:30-05:00");
  }

  @Test
  void fixedTimesThatComeToTheSameInstantAreOne() {
    assertThat(next("*/15 2,3 * * *", "Europe/Brussels", "2026-03-29T00:00", 3))
        .containsExactly(
            "2026-03-29T03:00+02:00", "2026-03-29T03:15+02:00", "2026-03-29T03:30+02:00");
  }

  @Test
  void aStepOfHoursIsAListOfTimes() {
    assertThat(next("0 */2 * * *", "Europe/Brussels", "2026-03-29T00:00", 3))
        .containsExactly(
            "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00", "2026-03-29T06:00+02:00");
    assertThat(next("0 */2 * * *", "Europe/Brussels", "2026-10-25T00:00", 2))
        .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T04:00+01:00");
  }

  @Test
  void aWildcardIsDueWheneverTheClockShowsIt() {
    assertThat(next("30 * * * *", "Europe/Brussels", "2026-03-29T00:00", 3))
        .containsExactly(
            "2026-03-29T00:30+01:00", "2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00");
    assertThat(next("30 * * * *", "Europe/Brussels", "2026-10-25T02:00", 3))
        .containsExactly(
            "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-25T03:30+01:00");
  }

  @ParameterizedTest
  @CsvSource({"America/New_York, 2026-03-08", "America/New_York, 2026-11-01"})
  void everyFiveMinutesIsEveryFiveMinutes(String zone, String date) {
    Timetable timetable = timetable("*/5 * * * *", zone);
    Instant last = Instant.parse(date + "T00:00:00Z");
    for (int i = 0; i < 288; i++) {
      assertThat(timetable.next(last)).contains(last.plusSeconds(300));
      last = last.plusSeconds(300);
    }
  }

  @Test
  void aDateThatWasLeftOutIsAGap() {
    assertThat(next("30 2 * * *", "Pacific/Apia", "2011-12-28T12:00", 4))
        .containsExactly(
            "2011-12-29T02:30-10:00",
            "2011-12-31T00:00+14:00",
            "2011-12-31T02:30+14:00",
            "2012-01-01T02:30+14:00");
    assertThat(next("*/30 * 30 12 *", "Pacific/Apia", "2011-12-28T12:00", 1))
        .containsExactly("2012-12-30T00:00+14:00");
  }

  @Test
  void looksFarAhead() {
    assertThat(next("0 0 29 2 *", "UTC", "2096-03-01T00:00", 2))
        .containsExactly("2104-02-29T00:00Z", "2108-02-29T00:00Z");
    assertThat(next("0 * 29 2 */7", "Europe/Vilnius", "2088-03-01T00:00", 1))
        .containsExactly("2128-02-29T00:00+02:00");
    assertThat(timetable("0 0 29 2 *", "UTC").previous(Instant.parse("2104-02-29T00:00:00Z")))
        .contains(Instant.parse("2096-02-29T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "* * 31 2,4,6,9,11 *", "5 4 31 4 */3"})
  void whatNeverComesIsNeverDue(String cron) {
    Timetable timetable = timetable(cron, "Europe/Vilnius");

    assertThat(timetable.next(Instant.EPOCH)).isEmpty();
    assertThat(timetable.previous(Instant.EPOCH)).isEmpty();
  }

  @Test
  void hasAnAnswerForEveryInstant() {
    for (String cron : List.of("* * * * *", "0 2 * * *", "0 0 29 2 */7")) {
      for (String zone : List.of("UTC", "Pacific/Kiritimati", "America/Adak")) {
        Timetable timetable = timetable(cron, zone);
        assertThat(timetable.next(Instant.MAX)).isEmpty();
        assertThat(timetable.previous(Instant.MIN)).isEmpty();
        assertThat(timetable.next(Instant.MIN).orElseThrow()).isAfter(Bounds.FIRST.minusNanos(1));
        assertThat(timetable.previous(Instant.MAX).orElseThrow()).isBefore(Bounds.LAST);
      }
    }
  }

  /** Over all years, so among clocks as odd as those of the nineteenth century. */
  @Test
  void isMonotoneAndGoesBackTheWayItCame() {
    for (int i = 0; i < 20_000; i++) {
      Timetable timetable = timetable(cron(), zone());
      Instant at =
          i % 2 == 0
              ? Instant.ofEpochSecond(random.nextLong(Bounds.FIRST.getEpochSecond(), 1L << 37))
              : Instant.ofEpochSecond(random.nextLong(-(1L << 32), 1L << 32));
      String what = timetable + " at " + at + ", seed " + seed;
      Optional<Instant> next = timetable.next(at);
      Optional<Instant> previous = timetable.previous(at);
      next.ifPresent(
          instant -> {
            assertThat(instant).as(what).isAfter(at);
            assertThat(timetable.previous(instant))
                .as(what)
                .isEqualTo(timetable.previous(at.plusNanos(1)));
            assertThat(timetable.previous(instant.plusNanos(1))).as(what).contains(instant);
            assertThat(timetable.next(instant.minusNanos(1))).as(what).contains(instant);
          });
      previous.ifPresent(
          instant -> {
            assertThat(instant).as(what).isBefore(at);
            assertThat(timetable.next(instant))
                .as(what)
                .isEqualTo(timetable.next(at.minusNanos(1)));
          });
    }
  }

  @Test
  void isDueWhenLookingAtEachMinuteSaysSo() {
    for (int i = 0; i < 300; i++) {
      String cron = cron();
      String zone = zone();
      Instant from =
          Instant.ofEpochSecond(60 * random.nextLong(100_000_000 / 60, 13_000_000_000L / 60));
      Instant until = from.plus(Duration.ofHours(24 + random.nextInt(24 * 6)));
      List<Instant> expected =
          new SlowCron(cron).due(new SlowCron.Clocks(ZoneId.of(zone).getRules(), from, until));
      String what = cron + " in " + zone + " from " + from + ", seed " + seed;
      assertThat(TransitionsTest.forward(timetable(cron, zone), from, until))
          .as(what)
          .isEqualTo(expected);
      assertThat(TransitionsTest.backward(timetable(cron, zone), from, until))
          .as(what)
          .isEqualTo(expected);
    }
  }

  private String zone() {
    return ZONES.get(random.nextInt(ZONES.size()));
  }

  /** An expression that now and then has what a change of clocks makes difficult. */
  private String cron() {
    boolean everyDay = random.nextBoolean();
    return String.join(
        " ",
        field(0, 59),
        random.nextBoolean() ? field(0, 4) : field(0, 23),
        everyDay ? "*" : field(1, 31),
        random.nextInt(3) > 0 ? "*" : field(1, 12),
        everyDay && random.nextBoolean() ? "*" : field(0, 7));
  }

  private String field(int from, int to) {
    int first = from + random.nextInt(to - from);
    int last = first + 1 + random.nextInt(to - first);
    return switch (random.nextInt(6)) {
      case 0 -> "*";
      case 1 -> "*/" + (1 + random.nextInt(to - from));
      case 2 -> first + "-" + last;
      case 3 -> first + "-" + last + "/" + (1 + random.nextInt(3));
      case 4 -> first + "," + last;
      default -> Integer.toString(last);
    };
  }

  @Test
  void equalsByWhatItSays() {
    assertThat(timetable("0 2 * * *", "UTC"))
        .isEqualTo(timetable("0 2 * * *", "UTC"))
        .hasSameHashCodeAs(timetable("0 2 * * *", "UTC"))
        .hasToString("0 2 * * * UTC");
    assertThat(Stream.of(timetable("0 2 * * *", "Asia/Tokyo"), timetable("0 3 * * *", "UTC")))
        .doesNotContain(timetable("0 2 * * *", "UTC"));
  }
}

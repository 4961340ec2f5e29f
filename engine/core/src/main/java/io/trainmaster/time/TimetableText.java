package io.trainmaster.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Timetables in words, for people: {@code at 02:30 every day, Europe/Vilnius}. What is said is what
 * is due, not how it was written, so that two expressions that mean the same read the same.
 */
public final class TimetableText {

  private static final int HOUR_SECONDS = 3_600;
  private static final List<Instant> WINTER_AND_SUMMER =
      List.of(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z"));

  private TimetableText() {}

  /** The words, with the zone where it makes a difference. */
  public static String of(Timetable timetable) {
    if (timetable instanceof IntervalTimetable equal) {
      return "every " + interval(equal.interval());
    }
    CronTimetable cron = (CronTimetable) timetable;
    String words = of(cron.cron());
    return cron.cron().isNever() || isSameEverywhere(cron)
        ? words
        : words + ", " + cron.zone().getId();
  }

  /** The words of an expression, without a zone. */
  public static String of(CronExpression cron) {
    if (cron.isNever()) {
      return "never";
    }
    String days = DayText.of(cron);
    if (cron.hasWildcardHour() && days.startsWith(DayText.EVERY_DAY)) {
      days = days.substring(DayText.EVERY_DAY.length()).strip();
    }
    return (TimeText.of(cron) + " " + days).strip();
  }

  /** Minutes of the hour are the same wherever clocks differ by hours alone. */
  private static boolean isSameEverywhere(CronTimetable timetable) {
    CronExpression cron = timetable.cron();
    boolean hours =
        WINTER_AND_SUMMER.stream()
            .map(timetable.zone().getRules()::getOffset)
            .allMatch(offset -> offset.getTotalSeconds() % HOUR_SECONDS == 0);
    return hours && cron.hasWildcardHour() && DayText.of(cron).equals(DayText.EVERY_DAY);
  }

  /**
   * A length of time in the largest unit that has no rest, such as {@code hour} or {@code 2 hours};
   * a day only from two on, as one may not have 24 hours.
   */
  public static String interval(Duration interval) {
    if (interval.getNano() != 0) {
      return interval.getNano() % 1_000_000 == 0
          ? count(interval.toMillis(), "millisecond")
          : interval.toString();
    }
    long seconds = interval.getSeconds();
    if (seconds % 86_400 == 0 && seconds > 86_400) {
      return count(seconds / 86_400, "day");
    } else if (seconds % 3_600 == 0) {
      return count(seconds / 3_600, "hour");
    }
    return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
  }

  /** {@code hour}, {@code 2 hours}. */
  private static String count(long number, String unit) {
    return number == 1 ? unit : number + " " + unit + "s";
  }
}

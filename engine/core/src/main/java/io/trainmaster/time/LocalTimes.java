package io.trainmaster.time;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The local times that match a cron expression, in order, from the year 1 to the year 9999. The
 * search goes field by field and jumps over what can't match; the longest distance that it crosses
 * is the 40 years between two 29ths of February on the same day of the week around a year such as
 * 2100.
 */
final class LocalTimes {

  static final int FIRST_YEAR = 1;
  static final int LAST_YEAR = 9999;

  private static final int DECEMBER = 12;
  private static final int LAST_HOUR = 23;
  private static final int LAST_MINUTE = 59;

  private final CronExpression cron;

  LocalTimes(CronExpression cron) {
    this.cron = cron;
  }

  /** The first that is not before a time. */
  Optional<LocalDateTime> firstFrom(LocalDateTime time) {
    LocalDateTime from = time.truncatedTo(ChronoUnit.MINUTES);
    from = from.isBefore(time) ? from.plusMinutes(1) : from;
    Optional<LocalDate> day = firstDay(from.toLocalDate());
    if (day.isPresent() && day.get().equals(from.toLocalDate())) {
      Optional<LocalTime> rest = firstOfDay(from.getHour(), from.getMinute());
      if (rest.isPresent()) {
        return rest.map(day.get()::atTime);
      }
      day = firstDay(day.get().plusDays(1));
    }
    return day.flatMap(date -> firstOfDay(0, 0).map(date::atTime));
  }

  /** The last that is before a time. */
  Optional<LocalDateTime> lastBefore(LocalDateTime time) {
    LocalDateTime until = time.minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
    Optional<LocalDate> day = lastDay(until.toLocalDate());
    if (day.isPresent() && day.get().equals(until.toLocalDate())) {
      Optional<LocalTime> rest = lastOfDay(until.getHour(), until.getMinute());
      if (rest.isPresent()) {
        return rest.map(day.get()::atTime);
      }
      day = lastDay(day.get().minusDays(1));
    }
    return day.flatMap(date -> lastOfDay(LAST_HOUR, LAST_MINUTE).map(date::atTime));
  }

  private Optional<LocalTime> firstOfDay(int hour, int minute) {
    if (cron.hours().contains(hour) && cron.minutes().atLeast(minute) >= 0) {
      return Optional.of(LocalTime.of(hour, cron.minutes().atLeast(minute)));
    }
    int next = cron.hours().atLeast(hour + 1);
    return next < 0 ? Optional.empty() : Optional.of(LocalTime.of(next, cron.minutes().first()));
  }

  private Optional<LocalTime> lastOfDay(int hour, int minute) {
    if (cron.hours().contains(hour) && cron.minutes().atMost(minute) >= 0) {
      return Optional.of(LocalTime.of(hour, cron.minutes().atMost(minute)));
    }
    int previous = cron.hours().atMost(hour - 1);
    return previous < 0
        ? Optional.empty()
        : Optional.of(LocalTime.of(previous, cron.minutes().last()));
  }

  private Optional<LocalDate> firstDay(LocalDate from) {
    int year = Math.max(from.getYear(), FIRST_YEAR);
    int month = year == from.getYear() ? from.getMonthValue() : 1;
    long rest = year == from.getYear() ? -1L << from.getDayOfMonth() : -1;
    while (year <= LAST_YEAR && !cron.isNever()) {
      long days = cron.months().contains(month) ? cron.daysOf(year, month) & rest : 0;
      if (days != 0) {
        return Optional.of(LocalDate.of(year, month, Long.numberOfTrailingZeros(days)));
      }
      rest = -1;
      month = cron.months().atLeast(month + 1);
      if (month < 0) {
        month = cron.months().first();
        year++;
      }
    }
    return Optional.empty();
  }

  private Optional<LocalDate> lastDay(LocalDate until) {
    int year = Math.min(until.getYear(), LAST_YEAR);
    int month = year == until.getYear() ? until.getMonthValue() : DECEMBER;
    long rest = year == until.getYear() ? (1L << until.getDayOfMonth() + 1) - 1 : -1;
    while (year >= FIRST_YEAR && !cron.isNever()) {
      long days = cron.months().contains(month) ? cron.daysOf(year, month) & rest : 0;
      if (days != 0) {
        return Optional.of(LocalDate.of(year, month, 63 - Long.numberOfLeadingZeros(days)));
      }
      rest = -1;
      month = cron.months().atMost(month - 1);
      if (month < 0) {
        month = cron.months().last();
        year--;
      }
    }
    return Optional.empty();
  }
}

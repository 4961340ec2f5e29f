package io.trainmaster.time;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.util.List;
import java.util.Optional;

/**
 * A five-field Unix cron expression: minute, hour, day of the month, month, day of the week. A
 * field is a list of values, ranges and stars, the last two perhaps with a step ({@code 8-18/2});
 * months and days of the week have English names of three letters, and 0 and 7 are both Sunday.
 *
 * <p>The two fields of days go together as in Paul Vixie's cron: where one of them begins with a
 * star, a day must match both; where neither does, either.
 *
 * <p>Immutable. Two are equal that were written alike.
 */
public final class CronExpression {

  private static final int HOURS = 24;
  private static final int LAST_DAY = 31;
  private static final int DAYS_OF_WEEK = 7;

  private final String text;
  private final CronField minutes;
  private final CronField hours;
  private final CronField days;
  private final CronField months;
  private final CronField weekdays;
  private final boolean never;

  private CronExpression(String text, List<CronField> fields) {
    this.text = text;
    minutes = fields.get(0);
    hours = fields.get(1);
    days = fields.get(2);
    months = fields.get(3);
    weekdays = fields.get(4);
    never = needsBothDays() && days.first() > longest(months);
  }

  /**
   * Reads an expression.
   *
   * @throws CronFormatException where it is none
   */
  public static CronExpression parse(String text) {
    return new CronExpression(text, new CronParser(text).parse());
  }

  /**
   * What is wrong with a text: that it can't be parsed, or that no day matches it, ever; empty
   * where nothing is.
   */
  public static Optional<CronFault> fault(String text) {
    try {
      CronParser parser = new CronParser(text);
      CronExpression cron = new CronExpression(text, parser.parse());
      String never =
          "No month of these has a day " + cron.days.first() + ", so that it would never fire.";
      return cron.isNever() ? Optional.of(parser.faultOfDate(never)) : Optional.empty();
    } catch (CronFormatException e) {
      return Optional.of(e.fault());
    }
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** The minutes of the hour, from 0 to 59. */
  public CronField minutes() {
    return minutes;
  }

  /** The hours of the day, from 0 to 23. */
  public CronField hours() {
    return hours;
  }

  /** The days of the month, from 1 to 31. */
  public CronField days() {
    return days;
  }

  /** The months, from 1 to 12. */
  public CronField months() {
    return months;
  }

  /** The days of the week, from 0, Sunday, to 6. */
  public CronField weekdays() {
    return weekdays;
  }

  /**
   * Whether all 24 hours are allowed, however that is written: {@code *}, {@code *}{@code /1} and
   * {@code 0-23} are the same. Such an expression is about the minutes that pass, and every other
   * about times of day; a change of the clocks treats the two differently, see {@link
   * CronTimetable}.
   */
  public boolean hasWildcardHour() {
    return hours.size() == HOURS;
  }

  /** Whether a day must match both fields of days, and not only one of them. */
  public boolean needsBothDays() {
    return days.star() || weekdays.star();
  }

  /** Whether no date matches, such as the 30th of February. */
  public boolean isNever() {
    return never;
  }

  private static int longest(CronField months) {
    int longest = 0;
    for (int month : months.values()) {
      longest = Math.max(longest, Month.of(month).maxLength());
    }
    return longest;
  }

  /** Whether a local time, cut to the minute, matches. */
  public boolean matches(LocalDateTime time) {
    return minutes.contains(time.getMinute())
        && hours.contains(time.getHour())
        && months.contains(time.getMonthValue())
        && (daysOf(time.getYear(), time.getMonthValue()) >>> time.getDayOfMonth() & 1) != 0;
  }

  /** The days of a month that match: bit {@code n} is day {@code n}. The month is not looked at. */
  long daysOf(int year, int month) {
    LocalDate first = LocalDate.of(year, month, 1);
    int before = first.getDayOfWeek().getValue() % DAYS_OF_WEEK;
    long week = (weekdays.bits() >>> before | weekdays.bits() << DAYS_OF_WEEK - before) & 0x7F;
    long byWeekday = 0;
    for (int day = 1; day <= LAST_DAY; day += DAYS_OF_WEEK) {
      byWeekday |= week << day;
    }
    long all = needsBothDays() ? days.bits() & byWeekday : days.bits() | byWeekday;
    return all & ((1L << first.lengthOfMonth() + 1) - 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronExpression cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.trainmaster.time;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fields of the day, the month and the day of the week in words. */
final class DayText {

  static final String EVERY_DAY = "every day";

  private static final int LAST_DAY = 31;
  private static final int DAYS_OF_WEEK = 7;
  private static final int DECEMBER = 12;

  private DayText() {}

  static String of(CronExpression cron) {
    boolean allDays = cron.days().covers(1, LAST_DAY);
    boolean allWeek = cron.weekdays().covers(0, DAYS_OF_WEEK - 1);
    boolean either = !cron.needsBothDays();
    String inMonths = months(cron).map(months -> " in " + months).orElse("");
    if (allDays && allWeek || either && (allDays || allWeek)) {
      return EVERY_DAY + inMonths;
    } else if (allDays) {
      return onWeekdays(cron) + inMonths;
    }
    String onDays =
        "on " + days(cron.days().values()) + " of " + months(cron).orElse("every month");
    if (allWeek) {
      return onDays;
    } else if (either) {
      return onDays + " and also " + onWeekdays(cron) + inMonths;
    }
    String weekdays = Words.list(week(cron).stream().map(day -> name(day, "")).toList());
    return onDays + " if that is a " + weekdays.replace(" and ", " or ");
  }

  private static Optional<String> months(CronExpression cron) {
    return cron.months().covers(1, DECEMBER)
        ? Optional.empty()
        : Optional.of(
            Words.values(
                cron.months().values(),
                month -> Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
  }

  private static String days(List<Integer> days) {
    Optional<Integer> step = Words.progression(days);
    if (step.isPresent()) {
      return "every "
          + Words.ordinal(step.get())
          + " day from "
          + days.get(0)
          + " through "
          + days.get(days.size() - 1);
    }
    return (days.size() == 1 ? "day " : "days ") + Words.values(days, Integer::toString);
  }

  /** From 1, Monday, to 7, Sunday. */
  private static List<Integer> week(CronExpression cron) {
    return IntStream.rangeClosed(1, DAYS_OF_WEEK)
        .filter(day -> cron.weekdays().contains(day % DAYS_OF_WEEK))
        .boxed()
        .toList();
  }

  private static String onWeekdays(CronExpression cron) {
    List<Integer> week = week(cron);
    boolean range = week.size() > 2 && Words.step(week).orElse(0) == 1;
    return range
        ? "from " + Words.values(week, day -> name(day, ""))
        : "on " + Words.values(week, day -> name(day, "s"));
  }

  private static String name(int day, String ending) {
    return DayOfWeek.of(day).getDisplayName(TextStyle.FULL, Locale.ENGLISH) + ending;
  }
}

package io.trainmaster.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cron expressions, slow and obviously right: every minute is looked at. It shares nothing with the
 * code under test, and asks the tz database for nothing but the offset at an instant. For zones
 * whose offsets are whole minutes, as all are since 1973.
 */
final class SlowCron {

  private static final String[] NAMES = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
  };
  private static final String[] WEEKDAYS = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  private static final int DAY = 24 * 60;

  private final boolean[] timeOfDay = new boolean[DAY];
  private final boolean wildcard;
  private final Set<Integer> days;
  private final Set<Integer> months;
  private final Set<Integer> weekdays;
  private final boolean both;
  private final Map<Long, Boolean> known = new HashMap<>();

  SlowCron(String expression) {
    String[] fields = expression.strip().toLowerCase(Locale.ROOT).split("\\s+");
    Set<Integer> hours = values(fields[1], 0, 23);
    for (int hour : hours) {
      for (int minute : values(fields[0], 0, 59)) {
        timeOfDay[hour * 60 + minute] = true;
      }
    }
    wildcard = hours.size() == 24;
    days = values(fields[2], 1, 31);
    months = values(named(fields[3], NAMES, 1), 1, 12);
    weekdays = values(named(fields[4], WEEKDAYS, 0), 0, 7);
    both = fields[2].startsWith("*") || fields[4].startsWith("*");
  }

  private static String named(String field, String[] names, int first) {
    String result = field;
    for (int i = 0; i < names.length; i++) {
      result = result.replace(names[i], Integer.toString(first + i));
    }
    return result;
  }

  private static Set<Integer> values(String field, int from, int to) {
    Set<Integer> values = new TreeSet<>();
    for (String item : field.split(",")) {
      String[] step = item.split("/");
      String[] ends = step[0].equals("*") ? new String[] {from + "", to + ""} : step[0].split("-");
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      int every = step.length == 2 ? Integer.parseInt(step[1]) : 1;
      for (int value = first; value <= last; value++) {
        if ((value - first) % every == 0) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private boolean day(LocalDate date) {
    boolean byDay = days.contains(date.getDayOfMonth());
    int weekday = date.getDayOfWeek().getValue();
    boolean byWeekday = weekdays.contains(weekday) || weekday == 7 && weekdays.contains(0);
    return months.contains(date.getMonthValue())
        && (both ? byDay && byWeekday : byDay || byWeekday);
  }

  boolean matches(LocalDateTime time) {
    return timeOfDay[time.getHour() * 60 + time.getMinute()] && day(time.toLocalDate());
  }

  private boolean matches(long localMinute) {
    return timeOfDay[(int) Math.floorMod(localMinute, (long) DAY)]
        && known.computeIfAbsent(
            Math.floorDiv(localMinute, (long) DAY),
            epochDay -> day(LocalDate.ofEpochDay(epochDay)));
  }

  /**
   * The instants that are due in the minutes of a window. A wildcard is due whenever the clock
   * shows a matching time; a fixed time when the clock first shows it or something later.
   */
  List<Instant> due(Clocks clocks) {
    List<Instant> due = new ArrayList<>();
    long reached = clocks.shown[0];
    for (int i = 0; i < clocks.shown.length; i++) {
      long shown = clocks.shown[i];
      boolean fires = wildcard && matches(shown);
      for (long time = reached + 1; !wildcard && time <= shown; time++) {
        fires |= matches(time);
      }
      reached = Math.max(reached, shown);
      if (fires && i >= Clocks.WARM_UP) {
        due.add(Instant.ofEpochSecond((clocks.first + i) * 60));
      }
    }
    return due;
  }

  /** What the clocks of a zone show in each minute of a window, and for two days before it. */
  static final class Clocks {
    private static final int WARM_UP = 2 * DAY;

    private final long first;
    private final long[] shown;

    /**
     * @param from the window's first instant, a whole minute
     * @param until the instant after its last minute
     */
    Clocks(ZoneRules rules, Instant from, Instant until) {
      first = from.getEpochSecond() / 60 - WARM_UP;
      shown = new long[(int) (until.getEpochSecond() / 60 - first)];
      for (int i = 0; i < shown.length; i++) {
        ZoneOffset offset = rules.getOffset(Instant.ofEpochSecond((first + i) * 60));
        if (offset.getTotalSeconds() % 60 != 0) {
          throw new IllegalArgumentException("An offset with seconds: " + offset);
        }
        shown[i] = first + i + offset.getTotalSeconds() / 60;
      }
    }
  }
}

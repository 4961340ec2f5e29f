package io.trainmaster.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of the minute and the hour in words. */
final class TimeText {

  private static final int MINUTES = 60;

  /** More times of day than these are not listed. */
  private static final int LISTED = 4;

  private TimeText() {}

  static String of(CronExpression cron) {
    List<Integer> minutes = cron.minutes().values();
    List<Integer> hours = cron.hours().values();
    if (cron.hasWildcardHour()) {
      return wildcard(minutes);
    }
    int first = hours.get(0) * MINUTES + minutes.get(0);
    int last = hours.get(hours.size() - 1) * MINUTES + minutes.get(minutes.size() - 1);
    String span = " from " + clock(first) + " through " + clock(last);
    Optional<String> rate = rate(minutes);
    boolean neighbours = hours.size() == 1 || Words.step(hours).orElse(0) == 1;
    if (minutes.size() * hours.size() <= LISTED) {
      return "at " + Words.list(clocks(hours, minutes));
    } else if (minutes.size() == 1 && neighbours) {
      return "every hour" + span;
    } else if (minutes.size() == 1 && Words.progression(hours).isPresent()) {
      return "every " + Words.progression(hours).get() + " hours" + span;
    } else if (rate.isPresent() && neighbours) {
      return rate.get() + span;
    }
    return rate.map(every -> every + " in ").orElseGet(() -> minutes(minutes) + " past ")
        + hours(hours);
  }

  private static String wildcard(List<Integer> minutes) {
    if (minutes.equals(List.of(0))) {
      return "every hour";
    }
    return rate(minutes).orElseGet(() -> minutes(minutes) + " past every hour");
  }

  /** {@code every 15 minutes}, where that goes on from hour to hour. */
  private static Optional<String> rate(List<Integer> minutes) {
    if (minutes.size() == MINUTES) {
      return Optional.of("every minute");
    }
    return Words.step(minutes)
        .filter(step -> minutes.get(0) == 0 && step * minutes.size() == MINUTES)
        .map(step -> "every " + step + " minutes");
  }

  private static String minutes(List<Integer> minutes) {
    Optional<Integer> step = Words.progression(minutes);
    String ends = minutes.get(0) + " through " + minutes.get(minutes.size() - 1);
    if (step.isPresent()) {
      return "every " + step.get() + " minutes from minute " + ends;
    }
    return "at minute" + (minutes.size() == 1 ? " " : "s ") + Words.values(minutes, i -> "" + i);
  }

  private static String hours(List<Integer> hours) {
    Optional<Integer> step = Words.progression(hours);
    String ends = hours.get(0) + " through " + hours.get(hours.size() - 1);
    return step.isPresent()
        ? "every " + Words.ordinal(step.get()) + " hour from " + ends
        : "hour" + (hours.size() == 1 ? " " : "s ") + Words.values(hours, i -> "" + i);
  }

  private static List<String> clocks(List<Integer> hours, List<Integer> minutes) {
    List<String> clocks = new ArrayList<>();
    for (int hour : hours) {
      minutes.forEach(minute -> clocks.add(clock(hour * MINUTES + minute)));
    }
    return clocks;
  }

  private static String clock(int minuteOfDay) {
    return String.format(Locale.ROOT, "%02d:%02d", minuteOfDay / MINUTES, minuteOfDay % MINUTES);
  }
}

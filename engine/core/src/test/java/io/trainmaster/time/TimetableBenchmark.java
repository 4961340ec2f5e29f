package io.trainmaster.time;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures how long it takes to find the next and the previous nominal time: from the last one
 * found, as a scheduler does. The best of some rounds, after some that are not counted.
 */
public final class TimetableBenchmark {

  private static final int CALLS = 20_000;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 5;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private TimetableBenchmark() {}

  /** Prints the figures. */
  public static void main(String[] arguments) {
    System.out.printf("%-20s %-20s %10s %10s%n", "expression", "zone", "next us", "previous us");
    for (String zone : List.of("UTC", "America/New_York", "Africa/Casablanca")) {
      for (String cron :
          List.of(
              "* * * * *",
              "*/5 * * * *",
              "30 2 * * *",
              "0 9-17 * * 1-5",
              "0 0 1 1 *",
              "0 0 29 2 *",
              "0 * 29 2 *",
              "0 0 29 2 */7",
              "0 * 29 2 */7",
              "0 0 30 2 *")) {
        Timetable timetable = new CronTimetable(CronExpression.parse(cron), ZoneId.of(zone));
        System.out.printf(
            Locale.ROOT,
            "%-20s %-20s %10.2f %10.2f%n",
            cron,
            zone,
            best(timetable, true),
            best(timetable, false));
      }
    }
  }

  private static double best(Timetable timetable, boolean forward) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      long start = System.nanoTime();
      walk(timetable, forward);
      double micros = (System.nanoTime() - start) / 1e3 / CALLS;
      best = i < WARM_UP ? best : Math.min(best, micros);
    }
    return best;
  }

  private static void walk(Timetable timetable, boolean forward) {
    Instant at = START;
    for (int i = 0; i < CALLS; i++) {
      Optional<Instant> found = forward ? timetable.next(at) : timetable.previous(at);
      at = found.orElse(START);
    }
  }
}

package io.trainmaster.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Around each change of the clocks in the tz database from 2000 to 2037, forty expressions are due
 * at the same instants as {@link SlowCron} says. Zones whose clocks were the same throughout are
 * computed once. A run takes the hard ones and a sample; {@code -Dtrainmaster.transitions=all}
 * takes all of them.
 */
class TransitionsTest {

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2038-01-01T00:00:00Z");
  private static final Duration AROUND = Duration.ofHours(36);
  private static final int SAMPLE = 150;

  private static final List<String> EXPRESSIONS =
      List.of(
          "* * * * *",
          "*/5 * * * *",
          "*/30 * * mar,nov *",
          "*/20 * * * sun",
          "5 * * * *",
          "0 0-23 * * *",
          "0 0 * * *",
          "30 0 * * *",
          "0 1 * * *",
          "45 1 * * *",
          "0 2 * * *",
          "15 2 * * *",
          "30 2 * * *",
          "50 3 * 1-6 *",
          "0 4 * * *",
          "0 13 * * *",
          "59 23 * * *",
          "0,59 23 * * *",
          "* 2 * * *",
          "*/15 2 * * *",
          "29-31 2 * * *",
          "*/7 1,2,3 * * *",
          "*/10 0-5 * * *",
          "17 1-3 * * *",
          "0 22-23,0-1 * * *",
          "0 */2 * * *",
          "0 */6 * * *",
          "30 */3 * * 1-5",
          "0 0 * * 0",
          "0 3 * * sun",
          "2 0 * * 6",
          "0 0 1 * *",
          "30 1 1-7 * *",
          "30 23 31 12 *",
          "30 2 30 12 *",
          "0 2 */2 * *",
          "0 2 */2 * mon",
          "0 2 1,15 * fri",
          "0 0 29 2 *",
          "0 0 30 2 *");

  private final Map<String, SlowCron> slow = new LinkedHashMap<>();

  TransitionsTest() {
    EXPRESSIONS.forEach(expression -> slow.put(expression, new SlowCron(expression)));
  }

  private record Window(String zone, Instant middle) {}

  @ParameterizedTest
  @CsvSource({
    "America/New_York,    2026-03-08",
    "America/New_York,    2026-11-01",
    "Europe/Brussels,     2026-03-29",
    "Europe/Brussels,     2026-10-25",
    "Australia/Sydney,    2026-04-04",
    "Australia/Sydney,    2026-10-03",
    "America/Santiago,    2026-04-05",
    "America/Santiago,    2026-09-06",
    "Australia/Lord_Howe, 2026-04-04",
    "Australia/Lord_Howe, 2026-10-03",
    "Africa/Casablanca,   2026-02-15",
    "Africa/Casablanca,   2026-03-22",
    "Africa/Cairo,        2010-08-10",
    "Africa/Cairo,        2014-05-15",
    "Asia/Beirut,         2026-03-28",
    "Asia/Beirut,         2026-10-24",
    "America/Havana,      2026-11-01",
    "Pacific/Apia,        2011-12-30",
    "America/Caracas,     2007-12-09",
    "Asia/Pyongyang,      2018-05-04",
    "Antarctica/Troll,    2026-03-29",
    "Asia/Kathmandu,      2026-03-29",
    "UTC,                 2026-03-29"
  })
  void hardOnes(String zone, String date) {
    check(new Window(zone, Instant.parse(date + "T12:00:00Z")));
  }

  @Test
  void allOrASample() {
    List<List<String>> alike = alike();
    List<Window> windows = new ArrayList<>();
    long ofAllZones = 0;
    for (List<String> zones : alike) {
      List<Instant> transitions =
          transitions(zones.get(0)).stream().map(ZoneOffsetTransition::getInstant).toList();
      ofAllZones += (long) transitions.size() * zones.size();
      transitions.forEach(instant -> windows.add(new Window(zones.get(0), instant)));
      if (transitions.isEmpty()) {
        windows.add(new Window(zones.get(0), Instant.parse("2026-03-29T01:00:00Z")));
      }
    }
    boolean all = System.getProperty("trainmaster.transitions", "").equals("all");
    long seed = Long.getLong("trainmaster.fuzz.seed", System.nanoTime());
    if (!all) {
      Collections.shuffle(windows, new Random(seed));
    }
    List<Window> chosen = all ? windows : windows.subList(0, SAMPLE);
    long due = 0;
    for (Window window : chosen) {
      due += check(window);
    }
    System.out.printf(
        "%d zones, %d of them different, %d transitions; %d of %d windows x %d expressions,"
            + " %d times due; seed %d%n",
        alike.stream().mapToInt(List::size).sum(),
        alike.size(),
        ofAllZones,
        chosen.size(),
        windows.size(),
        EXPRESSIONS.size(),
        due,
        seed);
  }

  /** The zones of the tz database, those together whose clocks are the same throughout. */
  private static List<List<String>> alike() {
    Map<String, List<String>> zones = new LinkedHashMap<>();
    for (String zone : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      String clocks =
          ZoneId.of(zone).getRules().getOffset(FIRST.minus(AROUND.multipliedBy(4)))
              + transitions(zone).toString();
      zones.computeIfAbsent(clocks, none -> new ArrayList<>()).add(zone);
    }
    return List.copyOf(zones.values());
  }

  private static List<ZoneOffsetTransition> transitions(String zone) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    List<ZoneOffsetTransition> all = new ArrayList<>();
    ZoneOffsetTransition next = rules.nextTransition(FIRST.minus(AROUND.multipliedBy(4)));
    while (next != null && next.getInstant().isBefore(LAST)) {
      all.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    return all;
  }

  /** Instants on both sides of a change and at it: on the minute, and between two minutes. */
  private static List<Instant> asked(Window window) {
    List<Instant> asked = new ArrayList<>();
    for (int minutes = -150; minutes <= 150; minutes += 15) {
      Instant at = window.middle().plusSeconds(minutes * 60L);
      asked.addAll(List.of(at, at.plusNanos(1), at.plusSeconds(7 * 60 + 30)));
    }
    return asked;
  }

  private long check(Window window) {
    ZoneId zone = ZoneId.of(window.zone());
    Instant from = window.middle().minus(AROUND).truncatedTo(ChronoUnit.MINUTES);
    Instant until = from.plus(AROUND.multipliedBy(2));
    SlowCron.Clocks clocks = new SlowCron.Clocks(zone.getRules(), from, until);
    List<Instant> asked = asked(window);
    long due = 0;
    for (String expression : EXPRESSIONS) {
      List<Instant> expected = slow.get(expression).due(clocks);
      Timetable timetable = new CronTimetable(CronExpression.parse(expression), zone);
      String what = expression + " in " + window;
      assertThat(forward(timetable, from, until)).as(what).isEqualTo(expected);
      assertThat(backward(timetable, from, until)).as(what).isEqualTo(expected);
      NavigableSet<Instant> sorted = new TreeSet<>(expected);
      for (Instant at : asked) {
        assertThat(timetable.next(at).filter(until::isAfter))
            .as("%s, after %s", what, at)
            .isEqualTo(Optional.ofNullable(sorted.higher(at)));
        assertThat(timetable.previous(at).filter(before -> !before.isBefore(from)))
            .as("%s, before %s", what, at)
            .isEqualTo(Optional.ofNullable(sorted.lower(at)));
      }
      due += expected.size();
    }
    return due;
  }

  static List<Instant> forward(Timetable timetable, Instant from, Instant until) {
    List<Instant> due = new ArrayList<>();
    Optional<Instant> next = timetable.next(from.minusNanos(1));
    while (next.isPresent() && next.get().isBefore(until)) {
      due.add(next.get());
      next = timetable.next(next.get());
    }
    return due;
  }

  static List<Instant> backward(Timetable timetable, Instant from, Instant until) {
    List<Instant> due = new ArrayList<>();
    Optional<Instant> previous = timetable.previous(until);
    while (previous.isPresent() && !previous.get().isBefore(from)) {
      due.add(previous.get());
      previous = timetable.previous(previous.get());
    }
    Collections.reverse(due);
    return due;
  }
}

package io.trainmaster.time;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A cron expression on the clocks of a time zone.
 *
 * <p>Where the zone's clocks change, what counts is the field of the hour, by the values that it
 * allows and not by how they are written:
 *
 * <ul>
 *   <li><b>Wildcard</b>: all 24 hours are allowed ({@code *}, {@code *}{@code /1}, {@code 0-23}).
 *       It is due at every instant at which the clock shows a matching time, whatever the fields of
 *       the minute and the days are. What a gap skips is not due, as that time never was; what an
 *       overlap repeats is due twice. So {@code *}{@code /5 * * * *} is due every five minutes of
 *       real time throughout.
 *   <li><b>Fixed</b>: everything else. A list, a range or a step of hours ({@code 2,14}, {@code
 *       8-18}, {@code *}{@code /6}) is the list of the times of day that its hours and minutes
 *       make, each of which is due once on each local date that matches. A time that lies in a gap
 *       is due at the first instant after the gap, and one that lies in an overlap at the first of
 *       its two instants. In other words: a time is due when the clock first shows it or has jumped
 *       over it.
 * </ul>
 *
 * <p>Times that come to the same instant are one: of {@code *}{@code /15 2 * * *}, the four times
 * of a night on which the clocks go from 02:00 to 03:00 are due once, at 03:00. A date that a zone
 * left out, such as 30 December 2011 in Apia, is a gap as any other: its times are due once, at
 * midnight after it.
 *
 * <p>These are the rules of Paul Vixie's cron for jobs of fixed and wildcard times, but for two
 * things: it goes by the first character of a field, so that {@code *}{@code /6} is a wildcard and
 * {@code 0-23} is not, and it takes a star in the field of the minute for a wildcard too.
 */
public final class CronTimetable implements Timetable {

  private final CronExpression cron;
  private final ZoneId zone;
  private final LocalClock clock;

  /** An expression in a zone. */
  public CronTimetable(CronExpression cron, ZoneId zone) {
    this.cron = cron;
    this.zone = zone;
    LocalTimes times = new LocalTimes(cron);
    clock =
        cron.hasWildcardHour()
            ? new WildcardTimes(times, zone.getRules())
            : new FixedTimes(times, zone.getRules());
  }

  /** The expression. */
  public CronExpression cron() {
    return cron;
  }

  /** The zone. */
  public ZoneId zone() {
    return zone;
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return clock.next(Bounds.after(after)).filter(Bounds::contain);
  }

  @Override
  public Optional<Instant> previous(Instant before) {
    return clock.previous(Bounds.before(before)).filter(Bounds::contain);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronTimetable that && that.cron.equals(cron) && that.zone.equals(zone);
  }

  @Override
  public int hashCode() {
    return 31 * cron.hashCode() + zone.hashCode();
  }

  /** Such as {@code 0 2 * * * Europe/Vilnius}. */
  @Override
  public String toString() {
    return cron + " " + zone;
  }
}

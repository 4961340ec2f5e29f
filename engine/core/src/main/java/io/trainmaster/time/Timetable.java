package io.trainmaster.time;

import io.trainmaster.model.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The instants that something is due at, its nominal times. They lie between the years 1 and 9999;
 * beyond, nothing is due. Immutable.
 */
public sealed interface Timetable permits CronTimetable, IntervalTimetable {

  /** The first instant that is after another; empty where nothing is due any more. */
  Optional<Instant> next(Instant after);

  /** The last instant that is before another; empty where nothing was due yet. */
  Optional<Instant> previous(Instant before);

  /**
   * The timetable of a schedule.
   *
   * @param zone the zone of a cron expression whose schedule names none
   * @throws CronFormatException where its cron expression is none
   * @throws java.time.DateTimeException where there is no such zone
   */
  static Timetable of(Trigger.Schedule schedule, ZoneId zone) {
    return schedule.timing() instanceof Trigger.Every every
        ? new IntervalTimetable(every.interval(), IntervalTimetable.ANCHOR)
        : new CronTimetable(
            CronExpression.parse(((Trigger.Cron) schedule.timing()).expression()),
            schedule.zone().map(ZoneId::of).orElse(zone));
  }
}

package io.trainmaster.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * How much work the runs of a call may take in a time; where it is used up, the call is skipped.
 *
 * @param device whose time is counted
 * @param work how long it may have devices, summed over all of them: two CPUs for an hour are two
 *     hours
 */
public record Budget(Device device, Duration work, Period per) {

  /** What does the work. */
  public enum Device {
    CPU,
    GPU
  }

  /** The calendar time after which a budget begins anew, in UTC. */
  public enum Period {
    DAY,
    WEEK,
    MONTH;

    /**
     * When that began which an instant is in: a day, a week on its Monday, a month on its first.
     */
    public Instant start(Instant instant) {
      return first(instant).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** When that ends which an instant is in, and the next begins. */
    public Instant end(Instant instant) {
      LocalDate first = first(instant);
      LocalDate next =
          switch (this) {
            case DAY -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
          };
      return next.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private LocalDate first(Instant instant) {
      LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
      return switch (this) {
        case DAY -> day;
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> day.withDayOfMonth(1);
      };
    }
  }
}

package io.trainmaster.time;

import java.time.Instant;
import java.util.Optional;

/** Local times as instants, by one of the two rules for changes of the clocks. */
sealed interface LocalClock permits FixedTimes, WildcardTimes {

  /** The first instant that is after another. */
  Optional<Instant> next(Instant after);

  /** The last instant that is before another. */
  Optional<Instant> previous(Instant before);
}

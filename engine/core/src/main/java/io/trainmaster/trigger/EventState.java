package io.trainmaster.trigger;

import io.trainmaster.model.Value;
import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored of an event's trigger between two causes.
 *
 * @param paused whether somebody has stopped it for a while; what happens meanwhile is missed
 * @param seen how what it is about was found last; empty before the first look
 * @param changes how many times that has changed
 * @param covered where the interval begins that the next run is about
 * @param noticed when the last cause was; or when it became active
 * @param ran when its last run was made, which a cooldown begins with
 * @param waiting the cause whose run is made when the cooldown is over
 */
public record EventState(
    TriggerId id,
    boolean paused,
    Optional<Seen> seen,
    long changes,
    Instant covered,
    Instant noticed,
    Optional<Instant> ran,
    Optional<Waiting> waiting) {

  /**
   * How something was found.
   *
   * @param value what tells it from how it is later
   * @param hint what spares whoever looks from looking closely again; or empty
   */
  public record Seen(String value, String hint) {}

  /**
   * A cause that waits for its run.
   *
   * @param event what {@code event} has
   */
  public record Waiting(Cause cause, Map<String, Value> event) {
    /** Copies the fields. */
    public Waiting {
      event = Collections.unmodifiableMap(new LinkedHashMap<>(event));
    }
  }

  /** That of a trigger which is active for the first time. */
  static EventState activated(TriggerId id, Optional<Seen> seen, Instant now) {
    return new EventState(id, false, seen, 0, now, now, Optional.empty(), Optional.empty());
  }

  /** The same after an absence: what it is about is looked at anew. */
  EventState back(Optional<Seen> found, Instant now) {
    Instant at = now.isAfter(noticed) ? now : noticed;
    return new EventState(id, paused, found, changes, covered, at, ran, Optional.empty());
  }

  EventState paused(boolean rests) {
    return new EventState(id, rests, seen, changes, covered, noticed, ran, waiting);
  }

  EventState seen(Seen found) {
    return new EventState(id, paused, Optional.of(found), changes, covered, noticed, ran, waiting);
  }

  /** After one more cause. */
  EventState noticed(Instant at) {
    return new EventState(id, paused, seen, changes + 1, covered, at, ran, waiting);
  }

  EventState waiting(Optional<Waiting> next) {
    return new EventState(id, paused, seen, changes, covered, noticed, ran, next);
  }

  /** After a run was made for a cause of an instant; nothing waits then. */
  EventState ran(Instant cause, Instant now) {
    return new EventState(
        id, paused, seen, changes, cause, noticed, Optional.of(now), Optional.empty());
  }

  /** The clock was set back: what is said to come later than now is taken to be now. */
  EventState notAfter(Instant now) {
    return ran.filter(now::isBefore).isEmpty()
        ? this
        : new EventState(id, paused, seen, changes, covered, noticed, Optional.of(now), waiting);
  }
}

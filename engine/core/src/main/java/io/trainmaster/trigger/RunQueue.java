package io.trainmaster.trigger;

import io.trainmaster.run.RunId;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.Overlaps;
import io.trainmaster.time.TriggerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The runs that wait for their turn, and those under way. Runs begin by priority, and those of one
 * priority in the order in which they were made, as many at once as the limit allows; those of one
 * trigger and generation, which share a <em>lane</em>, one after another: the next one's turn comes
 * after those that wait when the one before it ends, so that a long backfill doesn't keep all
 * others from beginning. Each call costs the same however many runs there are, but for {@link
 * #live}. For one thread at a time.
 */
public final class RunQueue {

  private final int limit;
  private final Map<RunId, Place> places = new HashMap<>();
  private final Map<Lane, Map<RunId, Place>> lanes = new HashMap<>();

  /** Runs whose lane is free, in order; those that have left the queue are passed over. */
  private final PriorityQueue<Turn> ready =
      new PriorityQueue<>(
          Comparator.<Turn>comparingInt(turn -> -turn.place.priority)
              .thenComparingLong(turn -> turn.number));

  private long turns;
  private int underWay;

  /**
   * An empty queue.
   *
   * @param limit the most runs under way at once, at least 1; runs that were under way when they
   *     came here, or were started past the queue, may exceed it
   */
  public RunQueue(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("At least one run must be allowed.");
    }
    this.limit = limit;
  }

  private record Lane(TriggerId trigger, int generation) {
    static Lane of(Occurrence.Key key) {
      return new Lane(key.trigger(), key.generation());
    }
  }

  private static final class Place {
    private final RunId run;
    private final Optional<Occurrence.Key> occurrence;
    private final int priority;
    private boolean begun;

    Place(RunId run, Optional<Occurrence.Key> occurrence, int priority) {
      this.run = run;
      this.occurrence = occurrence;
      this.priority = priority;
    }
  }

  /** A run's lane has become free before those with a higher number. */
  private record Turn(Place place, long number) {}

  /**
   * A run waits for its turn.
   *
   * @param occurrence why it exists, where a trigger made it
   * @param priority it goes before those of a lower one
   */
  public void add(RunId run, Optional<Occurrence.Key> occurrence, int priority) {
    Place place = new Place(run, occurrence, priority);
    if (enter(place)) {
      ready.add(new Turn(place, turns++));
    }
  }

  /** A run is under way without having waited here. */
  public void begun(RunId run, Optional<Occurrence.Key> occurrence) {
    Place place = new Place(run, occurrence, 0);
    place.begun = true;
    enter(place);
    underWay++;
  }

  /** Whether the place is the first of its lane. */
  private boolean enter(Place place) {
    if (places.putIfAbsent(place.run, place) != null) {
      throw new IllegalStateException(place.run + " is in the queue already");
    }
    if (place.occurrence.isEmpty()) {
      return true;
    }
    Map<RunId, Place> lane =
        lanes.computeIfAbsent(Lane.of(place.occurrence.get()), key -> new LinkedHashMap<>());
    lane.put(place.run, place);
    return lane.size() == 1;
  }

  /** Takes the run that is next, which is under way from now on; empty where none may begin. */
  public Optional<RunId> next() {
    while (underWay < limit && !ready.isEmpty()) {
      Place place = ready.remove().place;
      if (places.get(place.run) == place && !place.begun) {
        place.begun = true;
        underWay++;
        return Optional.of(place.run);
      }
    }
    return Optional.empty();
  }

  /** Whether a run waits or is under way. */
  public boolean contains(RunId run) {
    return places.containsKey(run);
  }

  /** Whether a run waits for its turn. */
  public boolean isWaiting(RunId run) {
    Place place = places.get(run);
    return place != null && !place.begun;
  }

  /** How many runs wait. */
  public int waiting() {
    return places.size() - underWay;
  }

  /** How many runs are under way. */
  public int underWay() {
    return underWay;
  }

  /** A run has ended, or waits no longer; the next of its lane may follow. */
  public void remove(RunId run) {
    Place place = places.remove(run);
    if (place == null) {
      return;
    }
    underWay -= place.begun ? 1 : 0;
    if (place.occurrence.isPresent()) {
      leave(Lane.of(place.occurrence.get()), run);
    }
  }

  private void leave(Lane key, RunId run) {
    Map<RunId, Place> lane = lanes.get(key);
    if (lane == null) {
      return;
    }
    boolean first = lane.keySet().iterator().next().equals(run);
    lane.remove(run);
    if (lane.isEmpty()) {
      lanes.remove(key);
    } else if (first) {
      // Where its turn had come before, it has begun or stands there already: next() looks again.
      ready.add(new Turn(lane.values().iterator().next(), turns++));
    }
  }

  /** The runs of a lane, in the order in which they were made. */
  public List<Overlaps.Live> live(TriggerId trigger, int generation) {
    List<Overlaps.Live> live = new ArrayList<>();
    lanes
        .getOrDefault(new Lane(trigger, generation), Map.of())
        .values()
        .forEach(
            place ->
                place.occurrence.ifPresent(key -> live.add(new Overlaps.Live(place.run, key))));
    return live;
  }
}

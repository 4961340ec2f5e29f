package io.trainmaster.sim;

import static io.trainmaster.sim.Oracle.require;

import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows which runs wait and which are under way: that no more are than may be, that those of one
 * trigger go one after another, and that whose turn came first begins first.
 */
final class Lanes {

  private final World world;
  private final Map<Lane, List<RunId>> lanes = new HashMap<>();
  private final Map<RunId, Waiting> waiting = new LinkedHashMap<>();

  /** Runs that somebody let go on, past the queue. */
  private final Set<RunId> resumed = new LinkedHashSet<>();

  private long turns;
  private long decided;
  private long epoch;
  private long transactions;
  private int underWay;

  Lanes(World world) {
    this.world = world;
  }

  private record Lane(TriggerId trigger, int generation) {
    static Lane of(Occurrence.Key key) {
      return new Lane(key.trigger(), key.generation());
    }
  }

  private static final class Waiting {
    final RunId run;
    @Nullable Lane lane;

    /** When its turn came, counted; 0 before that. */
    long turn;

    /** When that was decided. */
    long since;

    /** The transaction in which the run before it left its lane; 0 where it came by itself. */
    long freed;

    /** Whether a run that somebody let go on stands in its lane: then its turn isn't told. */
    boolean passed;

    Waiting(RunId run) {
      this.run = run;
    }

    void forget() {
      turn = 0;
      freed = 0;
    }

    /** Whether one transaction freed both their lanes: in which order doesn't show. */
    boolean isFreedWith(Waiting other) {
      return freed != 0 && freed == other.freed;
    }
  }

  /** What is written next was decided then. */
  void decided(long millis) {
    decided = millis;
  }

  /** A transaction of an epoch begins. Who leads anew takes up all that waits in its order. */
  void begins(long writing) {
    transactions++;
    if (writing != epoch) {
      epoch = writing;
      waiting.values().forEach(Waiting::forget);
      waiting.values().forEach(this::look);
    }
  }

  /** A run was made; one that a trigger made waits for its turn at once. */
  void created(RunId run) {
    waiting.put(run, new Waiting(run));
  }

  /** Who leads has heard of a run that somebody asked for. */
  void heard(RunId run) {
    Waiting one = waiting.get(run);
    if (one != null) {
      decided = world.time().now();
      look(one);
    }
  }

  /** A run was made for a reason. */
  void add(RunId run, Occurrence.Key key) {
    List<RunId> lane = lanes.computeIfAbsent(Lane.of(key), unused -> new ArrayList<>(2));
    lane.add(run);
    Waiting one = waiting.get(run);
    if (one != null) {
      one.lane = Lane.of(key);
      one.passed = lane.stream().anyMatch(resumed::contains);
      look(one);
    }
  }

  private void look(Waiting one) {
    if (one.turn == 0
        && (one.lane == null || runs(one.lane).stream().noneMatch(run -> isBefore(run, one)))) {
      one.turn = ++turns;
      one.since = decided;
    }
  }

  private boolean isBefore(RunId run, Waiting one) {
    return !run.equals(one.run)
        && (!waiting.containsKey(run)
            || runs(one.lane).indexOf(run) < runs(one.lane).indexOf(one.run));
  }

  private List<RunId> runs(@Nullable Lane lane) {
    return lanes.getOrDefault(lane, List.of());
  }

  /** A run moves. */
  void moves(RunId run, RunPhase from, RunPhase to) {
    boolean was = from == RunPhase.RUNNING || from == RunPhase.CANCELLING;
    boolean is = to == RunPhase.RUNNING || to == RunPhase.CANCELLING;
    underWay += (is ? 1 : 0) - (was ? 1 : 0);
    if (from == RunPhase.QUEUED) {
      if (to == RunPhase.RUNNING) {
        begins(Objects.requireNonNull(waiting.get(run)));
      }
      waiting.remove(run);
    }
    if (from.isEnd()) {
      resumed.add(run);
      world.store().run(run).reason.ifPresent(key -> passes(run, key));
    } else if (to.isEnd()) {
      resumed.remove(run);
      world.store().run(run).reason.ifPresent(key -> leave(run, Lane.of(key)));
    }
  }

  private void passes(RunId run, Occurrence.Key key) {
    add(run, key);
    for (RunId other : runs(Lane.of(key))) {
      Waiting one = waiting.get(other);
      if (one != null) {
        one.passed = true;
      }
    }
  }

  private void leave(RunId run, Lane lane) {
    List<RunId> runs = runs(lane);
    runs.remove(run);
    for (RunId next : runs) {
      Waiting one = waiting.get(next);
      if (one != null) {
        one.freed = transactions;
        look(one);
        return;
      }
    }
  }

  private void begins(Waiting one) {
    require(
        underWay <= world.limit(),
        "%s begins, and %d runs are under way, more than %d",
        one.run,
        underWay,
        world.limit());
    for (RunId other : runs(one.lane)) {
      require(
          other.equals(one.run) || waiting.containsKey(other) || resumed.contains(other),
          "%s begins while %s of the same trigger goes on",
          one.run,
          other);
    }
    for (Waiting other : waiting.values()) {
      require(
          other.turn == 0
              || other.turn >= one.turn
              || other.passed
              || one.passed
              || one.isFreedWith(other)
              || other.lane == null && other.since >= one.since,
          "%s begins before %s, whose turn came before",
          one.run,
          other.run);
    }
  }

  /** Whether no run of an occurrence's trigger waits or goes on. */
  boolean isFree(Occurrence.Key key) {
    return runs(Lane.of(key)).isEmpty();
  }

  /** Whether a run of the same trigger waits or goes on that was due later. */
  boolean hasNewer(Occurrence.Key key) {
    for (RunId run : runs(Lane.of(key))) {
      SimStore.StoredRun stored = world.store().run(run);
      if (stored != null
          && stored.reason.filter(other -> other.nominal().isAfter(key.nominal())).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The runs that an occurrence takes the place of. */
  List<RunId> older(Occurrence.Key key) {
    List<RunId> older = new ArrayList<>();
    for (RunId run : runs(Lane.of(key))) {
      SimStore.StoredRun stored = Objects.requireNonNull(world.store().run(run));
      if (stored.reason.filter(other -> other.nominal().isBefore(key.nominal())).isPresent()) {
        older.add(run);
      }
    }
    return older;
  }
}

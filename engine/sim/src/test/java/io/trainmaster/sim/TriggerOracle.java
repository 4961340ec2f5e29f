package io.trainmaster.sim;

import static io.trainmaster.sim.Oracle.require;

import io.trainmaster.model.Trigger;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.time.Cursor;
import io.trainmaster.time.Misfires;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.Timetable;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerPhase;
import io.trainmaster.trigger.TriggerState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what each trigger must decide. It looks at every time of a timetable one by one, and at
 * each transaction as a whole: what is due by then has one record in it, with its run or the reason
 * why there is none, and nothing else has.
 */
final class TriggerOracle {

  private final World world;
  private final Lanes lanes;
  private final EventOracle events;
  private final Map<TriggerId, Known> triggers = new LinkedHashMap<>();

  // Of the transaction that is being written.
  private Instant now = Instant.EPOCH;
  private final Map<Occurrence.Key, Instant> expected = new LinkedHashMap<>();
  private final Set<RunId> made = new HashSet<>();
  private final List<Occurrence.Key> gaveWay = new ArrayList<>();
  private final List<Occurrence.Key> replacing = new ArrayList<>();
  private final List<RunId> replaced = new ArrayList<>();

  TriggerOracle(World world, Lanes lanes) {
    this.world = world;
    this.lanes = lanes;
    this.events = new EventOracle(world);
  }

  EventOracle events() {
    return events;
  }

  private static final class Known {
    Trigger.@Nullable Schedule schedule;
    @Nullable Timetable times;
    @Nullable TriggerState state;
    @Nullable TriggerState awaited;
    boolean active;

    TriggerPhase phase() {
      boolean paused = state != null && state.paused();
      return active
          ? paused ? TriggerPhase.PAUSED : TriggerPhase.ACTIVE
          : paused ? TriggerPhase.SHELVED : TriggerPhase.INACTIVE;
    }

    Timetable times() {
      return Objects.requireNonNull(times);
    }

    TriggerState state() {
      return Objects.requireNonNull(state);
    }

    /** Whether something is due and has not been decided. */
    boolean isBehind(Instant now) {
      return phase() == TriggerPhase.ACTIVE
          && times().next(state().cursor().decided()).filter(at -> !at.isAfter(now)).isPresent();
    }
  }

  // Transactions.

  void begins(Instant decidedAt) {
    now = decidedAt;
    events.begins(decidedAt);
  }

  void made(RunId run) {
    made.add(run);
  }

  /** The transaction is complete. */
  void committed() {
    events.committed();
    if (!expected.isEmpty()) {
      throw new Violation(expected.keySet().iterator().next() + " was due and is lost");
    }
    for (Map.Entry<TriggerId, Known> known : triggers.entrySet()) {
      require(
          known.getValue().awaited == null, "how far %s has come is not written", known.getKey());
    }
    for (Occurrence.Key key : gaveWay) {
      require(
          replacing.stream().anyMatch(next -> isNewer(next, key)),
          "%s has no run, and nothing took its place",
          key);
    }
    for (RunId run : replaced) {
      RunPhase phase = Objects.requireNonNull(world.store().run(run)).summary.phase();
      require(
          phase.isEnd() || phase == RunPhase.CANCELLING, "%s was replaced and is %s", run, phase);
    }
    replaced.clear();
    for (RunId run : made) {
      boolean asked =
          Objects.requireNonNull(world.store().run(run)).summary.versionHash().isEmpty();
      require(asked, "%s was made without its reason", run);
    }
    made.clear();
    gaveWay.clear();
    replacing.clear();
  }

  private static boolean isNewer(Occurrence.Key one, Occurrence.Key other) {
    return one.trigger().equals(other.trigger()) && one.nominal().isAfter(other.nominal());
  }

  // What is written.

  void check(Change.WorkflowActivated change) {
    events.check(change);
    String prefix = change.activation().workflow() + "/";
    Set<TriggerId> before = new HashSet<>();
    triggers.forEach(
        (id, known) -> {
          if (known.active && id.value().startsWith(prefix)) {
            require(!known.isBehind(now), "%s is due and changes", id);
            before.add(id);
          }
        });
    int number = 0;
    for (Trigger.Schedule schedule :
        change.version().map(TriggerOracle::schedules).orElse(List.of())) {
      TriggerId id = new TriggerId(prefix + "schedule-" + ++number);
      activate(id, schedule, before.remove(id));
    }
    for (TriggerId id : before) {
      Known known = known(id);
      TriggerPhase from = known.phase();
      known.active = false;
      world.coverage().trigger(from, known.phase());
    }
  }

  private static List<Trigger.Schedule> schedules(WorkflowVersion version) {
    return version.graph().schedules();
  }

  private void activate(TriggerId id, Trigger.Schedule schedule, boolean wasActive) {
    Known known = known(id);
    TriggerPhase from = known.phase();
    Timetable times = Timetable.of(schedule, ZoneOffset.UTC);
    boolean same = wasActive && times.equals(known.times);
    TriggerState next;
    if (known.state == null) {
      next = new TriggerState(id, Cursor.activated(times, now), false);
    } else if (same) {
      next = known.state;
    } else {
      Cursor cursor = known.state.cursor();
      Instant decided = cursor.decided().isAfter(now) ? cursor.decided() : now;
      next = known.state.at(new Cursor(cursor.covered(), decided));
    }
    known.awaited = next.equals(known.state) ? null : next;
    known.schedule = schedule;
    known.times = times;
    known.active = true;
    if (!wasActive) {
      world.coverage().trigger(from, known.phase());
    }
  }

  void check(TriggerState state) {
    Known known = known(state.id());
    if (known.awaited != null) {
      require(state.equals(known.awaited), "%s begins at %s", state.id(), state.cursor());
      known.awaited = null;
      known.state = state;
      return;
    }
    TriggerState before = known.state;
    require(before != null && known.active, "%s moves and isn't active", state.id());
    Cursor cursor = known.state().cursor();
    require(
        !state.cursor().decided().isBefore(cursor.decided())
            && !state.cursor().covered().isBefore(cursor.covered()),
        "%s goes back",
        state.id());
    if (known.state().paused() != state.paused()) {
      require(state.cursor().equals(cursor), "%s moves as it rests", state.id());
      require(state.paused() ? !known.isBehind(now) : true, "%s is due and rests", state.id());
      TriggerPhase from = known.phase();
      known.state = state;
      world.coverage().trigger(from, known.phase());
    } else {
      require(!state.paused(), "%s rests and moves", state.id());
      expect(known, state.cursor());
      known.state = state;
    }
  }

  /** What is due after a cursor, up to now. */
  private void expect(Known known, Cursor next) {
    Cursor cursor = known.state().cursor();
    List<Instant> all = new ArrayList<>();
    Optional<Instant> nominal = known.times().next(cursor.decided());
    while (nominal.isPresent() && !nominal.get().isAfter(now)) {
      all.add(nominal.get());
      nominal = known.times().next(nominal.get());
    }
    TriggerId id = known.state().id();
    require(!all.isEmpty(), "%s moves though nothing is due", id);
    require(next.equals(Cursor.at(all.get(all.size() - 1))), "%s moves too far", id);
    Instant edge = now.minus(Misfires.GRACE);
    int missed = 0;
    while (missed < all.size() && all.get(missed).isBefore(edge)) {
      missed++;
    }
    Trigger.Schedule schedule = Objects.requireNonNull(known.schedule);
    int first =
        switch (schedule.misfire()) {
          case SKIP -> missed;
          case LATEST, MERGE -> Math.max(0, missed - 1);
          case ALL -> Math.max(0, missed - schedule.max().orElse(missed));
        };
    boolean merged = schedule.misfire() == Trigger.Misfire.MERGE && missed > 0;
    for (int i = first; i < all.size(); i++) {
      Instant from = i == 0 || merged && i == first ? cursor.covered() : all.get(i - 1);
      expected.put(new Occurrence.Key(id, all.get(i), 0), from);
    }
  }

  void check(OccurrenceRecord record) {
    Occurrence.Key key = record.occurrence().key();
    require(world.store().occurrence(key) == null, "%s is decided twice", key);
    if (!key.trigger().belongsToSchedule()) {
      events.check(record);
      record.run().ifPresent(run -> reasoned(run, key));
      return;
    }
    Trigger.Overlap overlap = Trigger.Overlap.QUEUE;
    if (key.generation() == 0) {
      Instant from = expected.remove(key);
      require(from != null, "%s is decided and isn't due", key);
      require(
          record.occurrence().from().equals(from),
          "%s begins at %s",
          key,
          record.occurrence().from());
      overlap = Objects.requireNonNull(known(key.trigger()).schedule).overlap();
    }
    require(
        record.run().isPresent() == record.reason().isEmpty(), "%s has no run and no reason", key);
    check(record, overlap);
    record.run().ifPresent(run -> reasoned(run, key));
  }

  private void reasoned(RunId run, Occurrence.Key key) {
    require(made.remove(run), "%s was made without its reason", run);
    lanes.add(run, key);
  }

  private void check(OccurrenceRecord record, Trigger.Overlap overlap) {
    Occurrence.Key key = record.occurrence().key();
    boolean runs = record.run().isPresent();
    switch (overlap) {
      case QUEUE -> require(runs, "%s has no run", key);
      case SKIP -> require(runs == lanes.isFree(key), "%s is wrongly run or left out", key);
      case REPLACE -> {
        if (runs) {
          require(!lanes.hasNewer(key), "%s takes the place of what is newer", key);
          replacing.add(key);
          replaced.addAll(lanes.older(key));
        } else if (!lanes.hasNewer(key)) {
          gaveWay.add(key);
        }
      }
    }
  }

  private Known known(TriggerId id) {
    return triggers.computeIfAbsent(id, key -> new Known());
  }

  // What is promised.

  /** Somebody was told that a version is the active one; by now it may be another. */
  void activated(Activation activation) {
    String workflow = activation.workflow();
    require(
        world.store().activations().stream().anyMatch(one -> one.workflow().equals(workflow)),
        "%s was said to be active and isn't",
        workflow);
  }

  /** Somebody was told that a trigger rests, or goes on. */
  void paused(TriggerId trigger, boolean paused) {
    TriggerState state = world.store().state(trigger);
    require(state != null && state.paused() == paused, "%s was to rest or go on", trigger);
  }

  /** The nominal times that a backfill is to have. */
  List<Instant> range(Timetable times, Message.Backfilled asked) {
    List<Instant> all = new ArrayList<>();
    Optional<Instant> nominal = times.next(asked.from().minusNanos(1));
    while (nominal.isPresent() && nominal.get().isBefore(asked.until())) {
      all.add(asked.forward() ? all.size() : 0, nominal.get());
      nominal = times.next(nominal.get());
    }
    return all.subList(0, Math.min(asked.limit(), all.size()));
  }

  /** Somebody was told the runs of a backfill. */
  void backfilled(List<Instant> nominal, List<RunId> runs) {
    require(
        runs.size() == nominal.size(), "a backfill has %d runs of %d", runs.size(), nominal.size());
    for (int i = 0; i < runs.size(); i++) {
      SimStore.StoredRun run = world.store().run(runs.get(i));
      Occurrence.Key key = run == null ? null : run.reason.orElse(null);
      require(
          key != null && key.generation() > 0 && key.nominal().equals(nominal.get(i)),
          "%s was said to be of a backfill",
          runs.get(i));
    }
  }

  /** Everything has been well for long: each trigger has decided what was due. */
  void healed(Instant trueNow) {
    events.healed(trueNow);
    Instant soon = trueNow.minus(Misfires.GRACE);
    triggers.forEach((id, known) -> require(!known.isBehind(soon), "%s stands still", id));
  }
}

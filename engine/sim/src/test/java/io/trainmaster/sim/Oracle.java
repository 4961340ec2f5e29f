package io.trainmaster.sim;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Machines;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.run.TransitionTable;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches what becomes durable, what is run and what is promised, and knows what never may be.
 *
 * @see Violation
 */
final class Oracle {

  private static final Map<TaskPhase, Set<TaskPhase>> TASK = pairs(Machines.TASK, TaskPhase.class);
  private static final Map<RunPhase, Set<RunPhase>> RUN = pairs(Machines.RUN, RunPhase.class);

  private final World world;
  private final Lanes lanes;
  private final SimEdits edits;
  private final TriggerOracle triggers;
  private final OutboxOracle outbox;
  private final CalledOracle called;
  private final RestraintOracle restraint;
  private final Set<RunId> promised = new HashSet<>();
  private final RoomOracle room = new RoomOracle();
  private long lastFence;

  Oracle(World world) {
    this.world = world;
    this.lanes = new Lanes(world);
    this.edits = new SimEdits(world);
    this.triggers = new TriggerOracle(world, lanes);
    this.outbox = new OutboxOracle(world);
    this.called = new CalledOracle(world);
    this.restraint = new RestraintOracle(world);
  }

  /** What is known of runs that wait. */
  Lanes lanes() {
    return lanes;
  }

  /** What is known of triggers. */
  TriggerOracle triggers() {
    return triggers;
  }

  /** What is known of what people are told. */
  OutboxOracle outbox() {
    return outbox;
  }

  /** What is known of what holds tasks back. */
  RestraintOracle restraint() {
    return restraint;
  }

  /** What is known of runs that tasks make. */
  CalledOracle called() {
    return called;
  }

  /** From which phase a table leads to which. */
  static <P extends Enum<P>, E extends Enum<E>> Map<P, Set<P>> pairs(
      TransitionTable<P, E> table, Class<P> phases) {
    Map<P, Set<P>> pairs = new EnumMap<>(phases);
    for (P phase : phases.getEnumConstants()) {
      pairs.put(phase, EnumSet.noneOf(phases));
    }
    table.transitions().forEach(row -> pairs.get(row.from()).add(row.to()));
    return pairs;
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation(what);
    }
  }

  static void require(boolean holds, String what, Object about) {
    if (!holds) {
      throw new Violation(what.formatted(about));
    }
  }

  static void require(boolean holds, String what, Object about, Object more) {
    if (!holds) {
      throw new Violation(what.formatted(about, more));
    }
  }

  static void require(boolean holds, String what, Object about, Object more, Object most) {
    if (!holds) {
      throw new Violation(what.formatted(about, more, most));
    }
  }

  static void require(boolean holds, String what, Object... about) {
    if (!holds) {
      throw new Violation(what.formatted(about));
    }
  }

  // What becomes durable.

  /** A transaction is about to be written. */
  void begins(SimServer writer, Instant now) {
    require(
        writer.epoch() == world.store().leadership().epoch(),
        "%s writes though another leads",
        writer.owner());
    lanes.begins(writer.epoch());
    triggers.begins(now);
    restraint.begins(now);
    outbox.begins();
  }

  /** All of it is written. */
  void committed() {
    triggers.committed();
    edits.committed();
    called.committed();
    outbox.committed();
  }

  /** Looks at a change before it is written. */
  void check(Change change) {
    if (change instanceof Change.RunCreated created) {
      require(run(created.run().id()) == null, "%s is created twice", created.run().id());
      called.created(created.run());
      if (created.run().caller().isEmpty()) {
        lanes.created(created.run().id());
      }
      triggers.made(created.run().id());
    } else if (change instanceof Change.RunChanged changed) {
      check(changed.run());
    } else if (change instanceof Change.TasksAdded added) {
      SimStore.StoredRun run = Objects.requireNonNull(run(added.run()));
      added.tasks().forEach(id -> edits.added(run, id));
    } else if (change instanceof Change.RunRevised revised) {
      edits.check(revised);
    } else if (change instanceof Change.TaskChanged changed) {
      check(changed);
    } else if (change instanceof Change.AttemptChanged changed) {
      check(changed.run(), changed.attempt());
    } else if (change instanceof Change.WorkflowActivated activated) {
      triggers.check(activated);
    } else if (change instanceof Change.TriggerChanged changed) {
      triggers.check(changed.state());
    } else if (change instanceof Change.EventTriggerChanged changed) {
      triggers.events().check(changed.state());
    } else if (change instanceof Change.CauseNoted noted) {
      triggers.events().check(noted.cause());
    } else if (change instanceof Change.OccurrenceDecided decided) {
      triggers.check(decided.occurrence());
    } else if (change instanceof Change.NotificationQueued queued) {
      outbox.check(queued.notification());
    } else if (change instanceof Change.DeliveryChanged changed) {
      outbox.check(changed.delivery());
    } else if (change instanceof Change.CallKeyed keyed) {
      world.store().calls().check(keyed);
    } else if (change instanceof Change.ArtifactPublished published) {
      RunId run = published.artifact().run();
      AttemptRecord last = task(run, published.artifact().task()).last();
      require(
          last != null
              && last.number() == published.artifact().attempt()
              && (isReused(run, last, published.artifact().artifact())
                  || isLive(last) && succeeded(run, last)),
          "an artifact of %s %s attempt %d is published though it isn't the one under way",
          run,
          published.artifact().task(),
          published.artifact().attempt());
    }
  }

  private void check(RunSummary next) {
    SimStore.StoredRun known = Objects.requireNonNull(run(next.id()));
    RunPhase before = known.summary.phase();
    require(
        before == next.phase() || RUN.get(before).contains(next.phase()),
        "%s goes from %s to %s",
        next.id(),
        before,
        next.phase());
    if (before != next.phase()) {
      world.coverage().run(before, next.phase());
      called.changes(next);
      if (next.caller().isEmpty()) {
        lanes.moves(next.id(), before, next.phase());
      }
    }
    if (next.phase().isEnd() && !before.isEnd()) {
      outbox.ends(next);
    }
    if (next.phase().isEnd() && before != RunPhase.QUEUED) {
      for (SimStore.StoredTask task : known.tasks()) {
        require(task.phase.isEnd(), "%s ends while %s is %s", next.id(), task.id, task.phase);
        require(
            next.phase() != RunPhase.SUCCEEDED
                || task.phase == TaskPhase.SUCCEEDED
                || task.phase == TaskPhase.OMITTED
                || task.id.value().contains("["),
            "%s succeeds though %s is %s",
            next.id(),
            task.id,
            task.phase);
      }
    }
  }

  private void check(Change.TaskChanged next) {
    SimStore.StoredRun run = Objects.requireNonNull(run(next.run()));
    SimStore.StoredTask known = task(next.run(), next.task());
    require(!run.summary.phase().isEnd(), "%s moves after the end of %s", next.task(), next.run());
    require(
        TASK.get(known.phase).contains(next.phase()),
        "%s %s goes from %s to %s",
        next.run(),
        next.task(),
        known.phase,
        next.phase());
    world.coverage().task(known.phase, next.phase());
    PlannedTask planned = world.store().planned(next.run(), next.task());
    if (planned == null) {
      return;
    }
    require(
        known.phase != TaskPhase.SUCCEEDED
            || planned.membership().cleanup()
            || edits.mayRepeat(next.run(), next.task()),
        "%s %s had succeeded and is begun again",
        next.run(),
        next.task());
    if (next.phase() == TaskPhase.QUEUED && known.phase == TaskPhase.WAITING) {
      for (TaskId id : planned.dependencies()) {
        TaskPhase phase = task(next.run(), id).phase;
        require(
            phase == TaskPhase.SUCCEEDED || planned.work().bears(id, phase),
            "%s %s is queued while %s is %s",
            next.run(),
            next.task(),
            id,
            phase);
      }
    }
    AttemptRecord last = known.last();
    if (next.phase() == TaskPhase.SUCCEEDED && planned.work() instanceof PlannedTask.Call) {
      if (next.message().startsWith("Held back")) {
        restraint.heldBack(next.run(), next.task());
        return;
      }
      require(
          last != null
              && last.phase() == AttemptPhase.SUCCEEDED
              && (isReused(next.run(), last, next.output().orElseThrow())
                  || succeeded(next.run(), last)),
          "%s %s succeeds though no attempt has",
          next.run(),
          next.task());
    }
  }

  private void check(RunId run, AttemptRecord next) {
    SimStore.StoredTask task = task(run, next.task());
    AttemptRecord last = task.last();
    if (called.isCall(run, next)) {
      called.attempted(run, next);
    }
    if (last == null || last.number() < next.number()) {
      int expected = last == null ? 1 : last.number() + 1;
      require(next.number() == expected, "%s gets attempt %d", next.task(), next.number());
      require(last == null || !isLive(last), "%s has two attempts under way", next.task());
      require(next.fence() > lastFence, "%s gets an old fence", next.task());
      lastFence = next.fence();
      room.takes(next);
      restraint.launched(run, next);
    } else {
      require(last.number() == next.number(), "%s goes back to an attempt", next.task());
      require(last.fence() == next.fence(), "%s changes its fence", next.task());
      require(isLive(last), "%s attempt %d ends twice", next.task(), next.number());
      world.coverage().attempt(last.phase(), next.phase());
      if (!isLive(next)) {
        room.leaves(last);
        restraint.ended(run, next);
      }
      require(
          next.phase() != AttemptPhase.SUCCEEDED || succeeded(run, next),
          "%s attempt %d is taken for succeeded",
          next.task(),
          next.number());
    }
  }

  private boolean isReused(RunId run, AttemptRecord attempt, Value output) {
    return attempt.isReused() && world.store().calls().isSame(run, attempt, output);
  }

  private boolean succeeded(RunId run, AttemptRecord attempt) {
    if (called.isCall(run, attempt)) {
      return called.succeeded(run, attempt);
    }
    SimWorker.Body body =
        world.worker().body(new SimWorker.Key(run, attempt.task(), attempt.number()));
    return body != null && body.succeeded() && body.fence == attempt.fence();
  }

  static boolean isLive(AttemptRecord attempt) {
    return attempt.phase() == AttemptPhase.LAUNCHED || attempt.phase() == AttemptPhase.STARTED;
  }

  // What is run.

  /** A server acts on the world. */
  void acts(SimServer server) {
    require(
        !world.isLeased() || server.epoch() == world.store().leadership().epoch(),
        "%s acts though another leads",
        server.owner());
  }

  /** A body is about to begin. */
  void began(SimWorker.Body body, SimWorker.@Nullable Body same) {
    SimWorker.Key key = body.key;
    require(same == null, "%s is begun twice", key);
    SimStore.StoredRun run = run(key.run());
    SimStore.StoredTask task = run == null ? null : run.task(key.task());
    AttemptRecord recorded =
        task == null
            ? null
            : task.attempts.stream()
                .filter(attempt -> attempt.number() == key.attempt())
                .findFirst()
                .orElse(null);
    require(
        recorded != null && recorded.fence() == body.fence,
        "%s begins before that is durable",
        key);
    require(isLive(Objects.requireNonNull(recorded)), "%s begins after its end", key);
  }

  // What is promised.

  /** Somebody was told that a run exists. */
  void submitted(RunId id) {
    require(run(id) != null, "%s was promised and isn't there", id);
    promised.add(id);
  }

  /** Somebody was told that a run will stop. */
  void cancelled(RunId id) {
    SimStore.StoredRun run = run(id);
    require(
        run == null || run.summary.phase() != RunPhase.RUNNING,
        "%s was to stop and is running",
        id);
  }

  /** Somebody was told that a run goes on. */
  void resumed(RunId id) {
    RunPhase phase = Objects.requireNonNull(run(id)).summary.phase();
    // By now it may have been asked to stop again.
    require(phase != RunPhase.QUEUED, "%s was to go on and is %s", id, phase);
  }

  /** Somebody was told that a run is over. */
  void finished(RunSummary summary) {
    SimStore.StoredRun run = run(summary.id());
    require(
        run != null && run.summary.phase() == summary.phase(),
        "%s was told to be %s and is not",
        summary.id(),
        summary.phase());
  }

  // The end.

  /** Everything has been well for long: what still goes on waits for a body that hangs. */
  void calm() {
    for (SimStore.StoredRun run : world.store().runs()) {
      require(
          run.summary.phase().isEnd() || world.worker().live() > 0,
          "%s hangs: it is %s",
          run.summary.id(),
          run.summary.phase());
    }
  }

  /** Everything has been well for long: what was promised must have come true. */
  void end() {
    for (RunId id : promised) {
      require(run(id) != null, "%s was promised and is lost", id);
    }
    for (SimStore.StoredRun run : world.store().runs()) {
      RunPhase phase = run.summary.phase();
      require(phase.isEnd(), "%s hangs: it is %s", run.summary.id(), phase);
    }
    for (SimWorker.Body body : world.worker().bodies()) {
      require(body.state == SimWorker.State.ENDED, "%s is left behind", body.key);
    }
    room.end();
    restraint.end();
    outbox.end();
  }

  private SimStore.@Nullable StoredRun run(RunId id) {
    return world.store().run(id);
  }

  private SimStore.StoredTask task(RunId run, TaskId task) {
    return Objects.requireNonNull(Objects.requireNonNull(run(run)).task(task));
  }
}

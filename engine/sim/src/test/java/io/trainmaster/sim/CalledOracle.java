package io.trainmaster.sim;

import static io.trainmaster.sim.Oracle.require;

import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.RunSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows which runs were made by tasks of others: that an attempt and its run are there together and
 * end together, that each attempt makes one, and that who stops a run stops those that it made.
 */
final class CalledOracle {

  private final World world;
  private final Map<Caller, RunId> made = new HashMap<>();
  private final Map<RunId, List<RunId>> byCaller = new HashMap<>();
  private final Set<Caller> touched = new LinkedHashSet<>();
  private final Set<RunId> stopped = new LinkedHashSet<>();
  private final Set<RunId> over = new LinkedHashSet<>();

  CalledOracle(World world) {
    this.world = world;
  }

  /** The run that an attempt made. */
  Optional<RunId> madeBy(Caller caller) {
    return Optional.ofNullable(made.get(caller));
  }

  /** A run is about to be created. */
  void created(RunSummary run) {
    run.caller()
        .ifPresent(
            caller -> {
              require(made.put(caller, run.id()) == null, "%s makes two runs", caller);
              byCaller.computeIfAbsent(caller.run(), key -> new ArrayList<>()).add(run.id());
              touched.add(caller);
            });
  }

  /** A run is about to change. */
  void changes(RunSummary run) {
    run.caller().ifPresent(touched::add);
    if (run.phase().isEnd()) {
      over.add(run.id());
    }
    if (run.phase() == RunPhase.CANCELLING) {
      stopped.add(run.id());
    }
  }

  /** Whether a task makes runs. */
  boolean isCall(RunId run, AttemptRecord attempt) {
    PlannedTask planned = world.store().planned(run, attempt.task());
    return planned != null
        && planned.work() instanceof PlannedTask.Call call
        && call.version().isPresent();
  }

  /** An attempt of a task that makes runs is about to begin or to change. */
  void attempted(RunId run, AttemptRecord attempt) {
    touched.add(new Caller(run, attempt.task(), attempt.number()));
  }

  /** Whether the run that an attempt made has ended well. */
  boolean succeeded(RunId run, AttemptRecord attempt) {
    RunId child = made.get(new Caller(run, attempt.task(), attempt.number()));
    RunPhase phase = child == null ? RunPhase.QUEUED : phase(child);
    return phase == RunPhase.SUCCEEDED || phase == RunPhase.SKIPPED;
  }

  /** All of the transaction is written. */
  void committed() {
    touched.forEach(this::check);
    touched.clear();
    stopped.forEach(this::checkStopped);
    stopped.clear();
  }

  private void check(Caller caller) {
    AttemptRecord attempt = attempt(caller);
    RunId child = made.get(caller);
    require(attempt != null, "%s is made by an attempt that isn't there", child);
    boolean live = Oracle.isLive(Objects.requireNonNull(attempt));
    boolean under = child != null && !phase(child).isEnd();
    require(!live || under, "%s goes on without a run of its own", caller);
    // A run that has ended may be gone on with later, which its caller hears nothing of.
    require(live || !under || over.contains(child), "%s has ended and %s goes on", caller, child);
  }

  private void checkStopped(RunId run) {
    for (RunId child : byCaller.getOrDefault(run, List.of())) {
      RunSummary summary = Objects.requireNonNull(world.store().run(child)).summary;
      Caller caller = summary.caller().orElseThrow();
      PlannedTask planned = world.store().planned(run, caller.task());
      AttemptRecord attempt = attempt(caller);
      if (planned != null
          && !planned.membership().cleanup()
          && attempt != null
          && Oracle.isLive(attempt)) {
        require(
            summary.phase() != RunPhase.RUNNING,
            "%s is to stop and %s, its own, is not",
            run,
            child);
      }
    }
  }

  private @Nullable AttemptRecord attempt(Caller caller) {
    SimStore.StoredRun run = world.store().run(caller.run());
    SimStore.StoredTask task = run == null ? null : run.task(caller.task());
    return task == null
        ? null
        : task.attempts.stream()
            .filter(one -> one.number() == caller.attempt())
            .findFirst()
            .orElse(null);
  }

  private RunPhase phase(RunId run) {
    return Objects.requireNonNull(world.store().run(run)).summary.phase();
  }
}

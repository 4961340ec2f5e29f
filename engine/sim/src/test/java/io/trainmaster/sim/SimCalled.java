package io.trainmaster.sim;

import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The runs that tasks of other runs have made, as the engine's {@code CalledRuns} knows them. */
final class SimCalled {

  private final World world;
  private final SimNames names;
  private final Map<Caller, RunId> underWay = new HashMap<>();

  SimCalled(World world, SimNames names) {
    this.world = world;
    this.names = names;
  }

  /** A run that was made, and its plan. */
  record Made(RunSummary run, RunPlan plan) {}

  static Caller caller(RunId run, AttemptRecord attempt) {
    return new Caller(run, attempt.task(), attempt.number());
  }

  Optional<RunId> find(Caller caller) {
    return Optional.ofNullable(underWay.get(caller));
  }

  void add(RunSummary run) {
    run.caller().ifPresent(caller -> underWay.put(caller, run.id()));
  }

  void remove(RunSummary run) {
    run.caller().ifPresent(underWay::remove);
  }

  Made make(Effect.Launch launch, SimBatch batch) {
    WorkflowGraph callee = world.callee(launch.version().orElseThrow());
    RunPlan plan = RunPlan.of(callee, Map.of(), Stories.BOUNDS);
    RunId id = names.name(callee.name());
    RunSummary run =
        new RunSummary(id, callee.name(), "", RunPhase.QUEUED, "", batch.now, Optional.empty())
            .calledBy(caller(launch.run(), launch.attempt()));
    batch.changes.add(
        new Change.RunCreated(run, SimRuns.unnamed(callee), Map.of(), Map.of(), plan.taskIds()));
    return new Made(run, plan);
  }

  static Input end(Caller caller, RunProgress run) {
    return new Input.Returned(caller.task(), caller.attempt(), run.run(), run.result());
  }

  /** How an attempt ended whose run had ended when a server took it up. */
  static Input end(Caller caller, RunSummary run) {
    return new Input.Returned(caller.task(), caller.attempt(), run, Value.ABSENT);
  }
}

package io.trainmaster.runtime;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The runs that tasks of other runs have made and that are under way. Each is made in the
 * transaction that records its attempt, and ends that attempt in the one that records its own end,
 * so that neither is ever without the other. For the engine's loop.
 */
final class CalledRuns {

  private final Engine engine;
  private final Map<Caller, RunId> underWay = new HashMap<>();

  CalledRuns(Engine engine) {
    this.engine = engine;
  }

  static Caller caller(RunId run, AttemptRecord attempt) {
    return new Caller(run, attempt.task(), attempt.number());
  }

  /** The run under way that an attempt made. */
  Optional<RunId> find(Caller caller) {
    return Optional.ofNullable(underWay.get(caller));
  }

  /** A run is under way. */
  void add(RunSummary run) {
    run.caller().ifPresent(caller -> underWay.put(caller, run.id()));
  }

  /** A run has ended. */
  void remove(RunSummary run) {
    run.caller().ifPresent(underWay::remove);
  }

  /**
   * Makes the run that an attempt stands for.
   *
   * @param caller the run that the attempt belongs to
   * @throws EngineException where its workflow can't be planned with what it is given, or it stands
   *     for one of a run that is reproduced and there was none
   */
  LiveRun make(RunSummary caller, String version, Effect.Launch launch, Batch batch, Instant now) {
    RunOptions options =
        caller
            .options()
            .reproduces()
            .map(before -> caller.options().reproducing(reproduced(before, launch.attempt())))
            .orElse(caller.options());
    RunMaker maker = engine.maker();
    WorkflowVersion callee = maker.version(version);
    RunPlan plan = maker.plan(callee, launch.arguments());
    RunId id = maker.name(callee.graph().name());
    Caller by = caller(caller.id(), launch.attempt());
    Change.RunCreated created = maker.createCalled(id, callee, plan, options, by, now);
    batch.add(created);
    batch.add(
        new Change.EventRecorded(
            caller.id(), now, "task.called", "%s runs as %s".formatted(by.task(), id)));
    LiveRun run = engine.made(created, Optional.empty());
    run.hold(plan.named(id));
    return run;
  }

  /** The last run that the same task made in the run that is reproduced. */
  private RunId reproduced(RunId before, AttemptRecord attempt) {
    return engine.runs().madeBy(before).stream()
        .filter(run -> run.caller().filter(by -> by.task().equals(attempt.task())).isPresent())
        .map(RunSummary::id)
        .reduce((first, last) -> last)
        .orElseThrow(
            () ->
                new EngineException(
                    EngineException.Reason.PLAN_IMPOSSIBLE,
                    "It made no run in %s, which is reproduced.".formatted(before)));
  }

  /** How the attempt ends whose run has just ended. */
  static Input end(Caller caller, RunProgress run) {
    return end(caller, run.run(), run::result);
  }

  /** How the attempt ends whose run had ended when it was looked for. */
  Input end(Caller caller, RunRecord run) {
    Map<TaskId, Value> outputs = new HashMap<>();
    run.tasks().forEach(task -> task.output().ifPresent(value -> outputs.put(task.id(), value)));
    WorkflowVersion version = engine.maker().version(run.summary().versionHash());
    Evaluator evaluator =
        new Evaluator(run.parameters(), task -> outputs.getOrDefault(task, Value.ABSENT));
    boolean gives = run.summary().phase() == RunPhase.SUCCEEDED;
    return end(
        caller,
        run.summary(),
        () ->
            version
                .graph()
                .result()
                .filter(value -> gives)
                .map(evaluator::evaluate)
                .orElse(Value.ABSENT));
  }

  private static Input end(Caller caller, RunSummary run, Supplier<Value> result) {
    try {
      return new Input.Returned(caller.task(), caller.attempt(), run, result.get());
    } catch (EvaluationException e) {
      String why = "What run %s gives can't be worked out: %s".formatted(run.id(), e.reason());
      RunSummary failed = run.failed(why, run.endedAt().orElseThrow());
      return new Input.Returned(caller.task(), caller.attempt(), failed, Value.ABSENT);
    }
  }

  static Input refused(AttemptRecord attempt, String why) {
    return new Input.Failed(
        attempt.task(), attempt.number(), attempt.fence(), Failure.of(Outcome.REFUSED, why), 0);
  }
}

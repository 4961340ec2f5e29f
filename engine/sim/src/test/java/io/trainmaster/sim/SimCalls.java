package io.trainmaster.sim;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.CallKey;
import io.trainmaster.track.Change;
import io.trainmaster.track.KeptResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What calls gave, as far as it is durable, and who asks for it. */
final class SimCalls {

  private final World world;
  private final Map<SimWorker.Key, String> keys = new HashMap<>();
  private final Map<String, KeptResult> results = new LinkedHashMap<>();

  /** What only a mistaken store takes for given. */
  private final Map<String, KeptResult> claimed = new HashMap<>();

  SimCalls(World world) {
    this.world = world;
  }

  // What becomes durable.

  /** Looks at a key before it is written: it is that of the task's own call. */
  void check(Change.CallKeyed keyed) {
    SimStore.StoredTask task = task(keyed.run(), keyed.task());
    AttemptRecord last = Objects.requireNonNull(task.last());
    String digest = keyed.key().digest();
    PlannedTask planned = world.store().planned(keyed.run(), keyed.task());
    if (planned != null) {
      CallKey own = key(keyed.run(), ((PlannedTask.Call) planned.work()).operator());
      Oracle.require(
          own.digest().equals(digest),
          "%s %s has the key of another call",
          keyed.run(),
          keyed.task());
    }
    Oracle.require(
        !last.isReused() || results.containsKey(digest),
        "%s %s reuses what nobody gave",
        keyed.run(),
        keyed.task());
  }

  private CallKey key(RunId run, TaskSpec.Operator operator) {
    Evaluator evaluator =
        new Evaluator(
            world.store().plan(run).parameters(),
            task -> task(run, task).output.orElse(Value.ABSENT));
    try {
      Map<String, Value> arguments = new HashMap<>(evaluator.evaluate(operator.arguments()));
      arguments.values().removeIf(Value.ABSENT::equals);
      return CallKey.of("", operator, arguments, List.of());
    } catch (EvaluationException e) {
      throw new Violation(run + " " + operator.id() + " is called before its arguments are there");
    }
  }

  /** Looks at the success of an attempt that used an earlier result: it is the same result. */
  boolean isSame(RunId run, AttemptRecord attempt, Value output) {
    KeptResult result = results.get(keys.get(key(run, attempt)));
    return attempt.phase() == AttemptPhase.SUCCEEDED
        && attempt.cpus() == 0
        && result != null
        && result.output().equals(output);
  }

  void apply(Change.CallKeyed keyed) {
    SimWorker.Key call = new SimWorker.Key(keyed.run(), keyed.task(), keyed.attempt());
    keys.put(call, keyed.key().digest());
    if (world.has(Bug.FAILED_RESULT_FOUND)) {
      Value output = new Value.Artifact("File", call.toString(), Map.of());
      claimed.putIfAbsent(keyed.key().digest(), result(call, output));
    }
  }

  void apply(Change.TaskChanged changed) {
    AttemptRecord last = task(changed.run(), changed.task()).last();
    if (changed.phase() == TaskPhase.SUCCEEDED && last != null && changed.output().isPresent()) {
      keep(changed.run(), changed.task(), last.number(), changed.output().get());
    }
  }

  private void keep(RunId run, TaskId task, int attempt, Value output) {
    String key = keys.get(new SimWorker.Key(run, task, attempt));
    if (key != null) {
      results.putIfAbsent(key, result(new SimWorker.Key(run, task, attempt), output));
    }
  }

  private static KeptResult result(SimWorker.Key call, Value output) {
    ArtifactRecord artifact =
        new ArtifactRecord(
            call.run(),
            call.task(),
            call.attempt(),
            "out",
            (Value.Artifact) output,
            1,
            Instant.EPOCH);
    return new KeptResult(
        call.run(),
        call.task(),
        call.attempt(),
        "",
        output,
        List.of(artifact),
        List.of(),
        Map.of(),
        List.of());
  }

  // Who asks.

  /** Answers a server after a while, perhaps twice; it may be gone by then. */
  void lookUp(SimServer server, Effect.LookUp ask) {
    if (world.has(Bug.LOOK_UP_LOST) && world.below(20) == 0) {
      return;
    }
    long after = world.below(world.strikes(Fault.LOOK_UP_SLOW, 10) ? 5_000 : 10);
    world.time().after(after, World.Event.LOOKED, () -> answer(server, ask));
    if (world.strikes(Fault.LOOK_UP_TOLD_TWICE, 10)) {
      long again = after + world.below(3_000);
      world.time().after(again, World.Event.LOOKED, () -> answer(server, ask));
    }
  }

  private void answer(SimServer server, Effect.LookUp ask) {
    KeptResult result = result(ask.key().digest());
    boolean gone = world.below(4) == 0;
    server.tell(
        ask.run(),
        result == null || gone
            ? new Input.NotFound(ask.task(), ask.key(), gone ? "It is gone." : "")
            : new Input.Found(ask.task(), ask.key(), result));
  }

  private @Nullable KeptResult result(String key) {
    if (world.has(Bug.ANOTHER_RESULT_FOUND) && !results.isEmpty()) {
      return results.values().iterator().next();
    }
    return claimed.getOrDefault(key, results.get(key));
  }

  private static SimWorker.Key key(RunId run, AttemptRecord attempt) {
    return new SimWorker.Key(run, attempt.task(), attempt.number());
  }

  private SimStore.StoredTask task(RunId run, TaskId task) {
    return Objects.requireNonNull(Objects.requireNonNull(world.store().run(run)).task(task));
  }
}

package io.trainmaster.sim;

import static io.trainmaster.sim.Oracle.require;

import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.track.AttemptRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Knows when calls with a cooldown were made and who has places of shared limits: that none is made
 * too soon or held back without a reason, and that no limit is passed.
 */
final class RestraintOracle {

  private final World world;
  private final Map<String, Integer> taken = new HashMap<>();

  /** Calls under a cooldown: those of a version without one may be written a little later. */
  private final SimPast known;

  private final Set<Held> heldBack = new HashSet<>();
  private Instant decidedAt = Instant.EPOCH;

  private record Held(RunId run, TaskId task) {}

  RestraintOracle(World world) {
    this.world = world;
    this.known = new SimPast(world);
  }

  /** A transaction is about to be written that was decided when the writer's clock showed this. */
  void begins(Instant now) {
    decidedAt = now;
    heldBack.clear();
  }

  /** A new attempt is about to be written. */
  void launched(RunId run, AttemptRecord attempt) {
    Policy policy = policy(run, attempt.task());
    if (attempt.isReused()) {
      return;
    }
    policy.limits().forEach((name, count) -> taken.merge(name, count, Integer::sum));
    taken.forEach(
        (name, count) ->
            require(
                count <= World.LIMITS.getOrDefault(name, 0),
                "%d places are taken of limit %s",
                count,
                name));
    if (policy.cooldown().isPresent() && attempt.number() == 1) {
      Instant allowed = allowed(known, run, attempt.task(), policy.cooldown().get());
      require(
          !attempt.launchedAt().isBefore(allowed),
          "%s %s is called again too soon, before %s",
          run,
          attempt.task(),
          allowed);
    }
    if (policy.cooldown().isPresent()) {
      known.note(world.store().summary(run).workflow(), run, attempt);
    }
  }

  /** An attempt that was under way is about to end. */
  void ended(RunId run, AttemptRecord attempt) {
    policy(run, attempt.task())
        .limits()
        .forEach((name, count) -> taken.merge(name, -count, Integer::sum));
  }

  /** A task is about to succeed without an attempt. */
  void heldBack(RunId run, TaskId task) {
    Policy policy = policy(run, task);
    require(
        policy.cooldown().isPresent()
            && allowed(world.store().past(), run, task, policy.cooldown().get()).isAfter(decidedAt),
        "%s %s is held back for no reason",
        run,
        task);
    heldBack.add(new Held(run, task));
  }

  /** Whether a task is held back in the transaction that is being written. */
  boolean isHeldBack(RunId run, TaskId task) {
    return heldBack.contains(new Held(run, task));
  }

  private Instant allowed(SimPast past, RunId run, TaskId task, Duration cooldown) {
    String workflow = world.store().summary(run).workflow();
    return past.recorded(workflow, task, run)
        .map(last -> last.at().plus(cooldown))
        .orElse(Instant.MIN);
  }

  /** Who waits for nothing takes nothing. */
  void end() {
    taken.forEach((name, count) -> require(count == 0, "%d places of %s stay", count, name));
  }

  private Policy policy(RunId run, TaskId task) {
    RunPlan plan = world.store().plan(run);
    PlannedTask planned = world.store().planned(plan, task);
    if (planned != null) {
      return planned.work() instanceof PlannedTask.Call call
          ? call.operator().policy()
          : Policy.DEFAULT;
    }
    return plan.workflow().tasks().stream()
        .filter(spec -> task.value().startsWith(spec.id() + "["))
        .filter(TaskSpec.ForEach.class::isInstance)
        .flatMap(spec -> ((TaskSpec.ForEach) spec).body().stream())
        .filter(spec -> task.value().endsWith("." + spec.id()))
        .map(spec -> ((TaskSpec.Operator) spec).policy())
        .findFirst()
        .orElse(Policy.DEFAULT);
  }
}

package io.trainmaster.schedule;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A task and where it stands.
 *
 * @param attempts how many attempts it has had
 * @param attempt the last of them, while it is under way
 * @param retries how many retries each outcome has cost since the run began or was resumed
 * @param dueAt when the next attempt may start, while it backs off; when the next of its requests
 *     is considered too, while it waits for room
 */
record TaskState(
    PlannedTask task,
    TaskPhase phase,
    String message,
    Optional<Value> output,
    int attempts,
    Optional<AttemptRecord> attempt,
    Map<Outcome, Integer> retries,
    Instant dueAt) {

  static TaskState of(PlannedTask task) {
    return new TaskState(
        task,
        TaskPhase.WAITING,
        "",
        Optional.empty(),
        0,
        Optional.empty(),
        Map.of(),
        Instant.EPOCH);
  }

  /** The same after so many attempts. */
  TaskState after(int count) {
    return new TaskState(task, phase, message, output, count, attempt, retries, dueAt);
  }

  /** The same task, planned anew: a loop whose items are known by now. */
  TaskState planned(PlannedTask anew) {
    return new TaskState(anew, phase, message, output, attempts, attempt, retries, dueAt);
  }

  /** The same elsewhere: only one that runs has an attempt under way. */
  TaskState in(TaskPhase next, String why) {
    Optional<AttemptRecord> current =
        next == TaskPhase.RUNNING ? attempt : Optional.<AttemptRecord>empty();
    return new TaskState(task, next, why, output, attempts, current, retries, dueAt);
  }

  TaskState giving(Value value) {
    return new TaskState(
        task, phase, message, Optional.of(value), attempts, attempt, retries, dueAt);
  }

  TaskState with(AttemptRecord next) {
    return new TaskState(
        task, phase, message, output, next.number(), Optional.of(next), retries, dueAt);
  }

  TaskState retriedFor(Outcome outcome, Instant due) {
    Map<Outcome, Integer> counted = new EnumMap<>(Outcome.class);
    counted.putAll(retries);
    counted.merge(outcome, 1, Integer::sum);
    return new TaskState(task, phase, message, output, attempts, attempt, counted, due);
  }

  /** The same with something due at another time. */
  TaskState due(Instant next) {
    return new TaskState(task, phase, message, output, attempts, attempt, retries, next);
  }

  TaskState afresh() {
    return new TaskState(
        task, phase, message, Optional.empty(), attempts, attempt, Map.of(), Instant.EPOCH);
  }
}

package io.trainmaster.schedule;

import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.Placement;
import io.trainmaster.placement.Placer;
import io.trainmaster.plan.Groups;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One cycle: the queued tasks, in the order of the plan, are placed as far as the node and their
 * groups have room.
 */
final class Dispatch {

  private final RunProgress run;
  private final List<TaskState> queue;
  private final Placer placer;
  private final Groups groups = new Groups();

  Dispatch(RunProgress run, Node node, Collection<TaskState> tasks) {
    this.run = run;
    List<TaskState> running = inPhase(tasks, TaskPhase.RUNNING).toList();
    queue = inPhase(tasks, TaskPhase.QUEUED).toList();
    running.forEach(state -> groups.enter(state.task()));
    placer =
        new Placer(
            node,
            node.cpus() - attempts(running).mapToInt(AttemptRecord::cpus).sum(),
            node.memoryBytes() - attempts(running).mapToLong(AttemptRecord::memoryBytes).sum());
  }

  void run(Instant now) {
    for (TaskState state : queue) {
      if (state.task().work() instanceof PlannedTask.Call call && groups.haveRoom(state.task())) {
        dispatch(state, call.operator(), now);
      }
    }
  }

  private void dispatch(TaskState state, TaskSpec.Operator operator, Instant now) {
    Optional<Duration> left =
        operator.policy().deadline().map(d -> Duration.between(now, run.startedAt().plus(d)));
    if (left.isPresent() && left.get().compareTo(Duration.ZERO) <= 0) {
      run.refuse(state, "Its deadline had passed before it could start.");
      return;
    }
    List<ResourceRequest> requests =
        operator.isolation() == TaskSpec.Isolation.ENGINE
            ? List.of(ResourceRequest.NOTHING)
            : RequestSizing.requests(operator.policy(), state.retries());
    Optional<String> refusal = placer.refusal(requests);
    if (refusal.isPresent()) {
      run.refuse(state, "No node can ever run it: " + refusal.get() + ".");
      return;
    }
    Optional<Placement> placement = placer.place(state.task().id(), requests);
    if (placement.isPresent()) {
      groups.enter(state.task());
      AttemptRecord attempt =
          Attempts.launched(
              run.run().id(), placement.get(), state.attempts() + 1, run.nextFence(), now);
      run.launch(state, attempt, timeout(operator.policy(), left));
    }
  }

  private static Optional<Duration> timeout(Policy policy, Optional<Duration> left) {
    return Stream.concat(policy.timeout().stream(), left.stream()).min(Duration::compareTo);
  }

  private static Stream<AttemptRecord> attempts(List<TaskState> running) {
    return running.stream().flatMap(state -> state.attempt().stream());
  }

  private static Stream<TaskState> inPhase(Collection<TaskState> tasks, TaskPhase phase) {
    return tasks.stream().filter(state -> state.phase() == phase);
  }
}

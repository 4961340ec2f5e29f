package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Several runs on one machine with four CPUs. */
class SchedulerTest {

  private final Scheduler scheduler =
      new Scheduler(new Node("here", 4, 64L << 30, 0), new AtomicLong()::incrementAndGet);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void runsShareTheMachineAndTheOlderIsServedFirst() {
    start("a", cpus("one", 3));
    assertThat(launched("a")).containsExactly("a one");
    start("b", cpus("one", 2), cpus("two", 1));
    assertThat(launched("b"))
        .as("a smaller task passes one that has no room")
        .containsExactly("b two");
    start("c", cpus("one", 2));
    assertThat(launched("c")).isEmpty();

    assertThat(succeed("a", "one", 1)).containsExactly("b one");
    assertThat(succeed("b", "two", 2)).containsExactly("c one");
    assertThat(succeed("b", "one", 3)).isEmpty();
  }

  @Test
  void aHigherPriorityIsServedBeforeAnOlderRun() {
    start("a", cpus("one", 4));
    assertThat(launched("a")).containsExactly("a one");
    start("b", cpus("one", 4));
    start(RunOptions.DEFAULT.withPriority(1), "c", cpus("one", 4));
    assertThat(launched("c")).isEmpty();

    assertThat(succeed("a", "one", 1)).containsExactly("c one");
    assertThat(succeed("c", "one", 2)).containsExactly("b one");
  }

  @Test
  void aRunThatHasEndedIsForgotten() {
    RunProgress run = start("a", cpus("one", 1));
    launched("a");
    assertThat(scheduler.isUnderWay(run.run().id())).isTrue();
    succeed("a", "one", 1);

    assertThat(run.run().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(scheduler.isUnderWay(run.run().id())).isFalse();
    assertThat(succeed("a", "one", 1)).as("late news").isEmpty();
  }

  @Test
  void aRunIsTakenInOnce() {
    start("a", cpus("one", 1));

    assertThatThrownBy(() -> start("a", cpus("one", 1))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void taskThatHasNoRoomUntilItsDeadlineFailsThen() {
    start("a", cpus("one", 4));
    launched("a");
    RunProgress late = start("b", deadline("one", Duration.ofMinutes(5)));
    assertThat(launched("b")).isEmpty();
    assertThat(scheduler.nextAlarm()).contains(now.plus(Duration.ofMinutes(5)));

    now = now.plus(Duration.ofMinutes(5));
    scheduler.tick(now);

    assertThat(late.run().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(late.run().message())
        .isEqualTo("Task one failed: Its deadline had passed before it could start.");
  }

  private RunProgress start(String id, TaskSpec... tasks) {
    return start(RunOptions.DEFAULT, id, tasks);
  }

  private RunProgress start(RunOptions options, String id, TaskSpec... tasks) {
    WorkflowGraph graph = new WorkflowGraph(id, "", List.of(), List.of(tasks), Optional.empty());
    RunSummary summary =
        new RunSummary(new RunId(id), id, "", RunPhase.QUEUED, "", now, Optional.empty(), options);
    return scheduler.start(summary, RunPlan.of(graph, Map.of(), new PlanBounds(10, 10)));
  }

  private List<String> launched(String run) {
    return names(scheduler.handle(new RunId(run), new Input.Tick(), now));
  }

  private List<String> succeed(String run, String task, long fence) {
    Input end = new Input.Succeeded(new TaskId(task), 1, fence, Value.ABSENT, List.of(), 0);
    return names(scheduler.handle(new RunId(run), end, now));
  }

  private static List<String> names(Decision decision) {
    List<String> names = new ArrayList<>();
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch) {
        names.add(launch.run() + " " + launch.attempt().task());
      }
    }
    return names;
  }

  private static TaskSpec cpus(String id, int cpus) {
    return operator(id, cpus, Optional.empty());
  }

  private static TaskSpec deadline(String id, Duration deadline) {
    return operator(id, 1, Optional.of(deadline));
  }

  private static TaskSpec operator(String id, int cpus, Optional<Duration> deadline) {
    Policy policy =
        new Policy(
            List.of(ResourceRequest.cpus(cpus, cpus, 1L << 30)),
            List.of(),
            Optional.empty(),
            deadline);
    return new TaskSpec.Operator(
        new TaskId(id), 1, Set.of(), "op", Map.of(), List.of(), policy, TaskSpec.Isolation.SHARED);
  }
}

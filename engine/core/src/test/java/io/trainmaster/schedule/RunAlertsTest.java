package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Alert;
import io.trainmaster.model.Automation;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.outbox.Notification;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.SharedLimits;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whom a run's workflow names is told in the decision that makes it true. */
class RunAlertsTest {

  private static final Set<Alert.Cause> ALL = EnumSet.allOf(Alert.Cause.class);

  private Optional<RunPhase> before = Optional.empty();
  private Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private final Scheduler scheduler =
      new Scheduler(
          List.of(new Node("here", 2, 16L << 30, 0)),
          SharedLimits.unbounded(),
          new AtomicLong()::incrementAndGet,
          "",
          new Past() {
            @Override
            public Optional<RunPhase> lastOutcome(String workflow) {
              return before;
            }
          });
  private final List<Notification> told = new ArrayList<>();
  private List<Change> last = List.of();

  @Test
  void thatARunHasFailedIsPartOfTheDecisionThatEndsIt() {
    RunProgress run = start("w-1", workflow(ALL));
    fail(run);

    assertThat(told).hasSize(1);
    Notification failed = told.get(0);
    assertThat(failed.id()).isEqualTo("w-1/alert/failed/1/2");
    assertThat(failed.subject()).isEqualTo("w-1 failed");
    assertThat(failed.text()).isEqualTo("Task t failed: It broke.");
    assertThat(failed.severity()).isEqualTo(Notification.Severity.CRITICAL);
    assertThat(failed.to()).isEqualTo("team");
    assertThat(last).anyMatch(change -> isEnd(change, RunPhase.FAILED));
  }

  @Test
  void whoWantsToKnowSomethingElseIsNotTold() {
    fail(start("w-1", workflow(Set.of(Alert.Cause.LATE))));
    succeed(start("w-2", workflow(Set.of(Alert.Cause.FAILED))));

    assertThat(told).isEmpty();
  }

  @Test
  void eachAlertIsTold() {
    List<Alert> alerts =
        List.of(
            new Alert(1, "team", Set.of(Alert.Cause.FAILED)),
            new Alert(2, "boss", Set.of(Alert.Cause.RECOVERED)),
            new Alert(3, "pager", Set.of(Alert.Cause.LATE, Alert.Cause.FAILED)));
    fail(start("w-1", workflow(alerts, Optional.empty())));
    succeed(start("w-2", workflow(alerts, Optional.empty())));

    assertThat(told).extracting(Notification::to).containsExactly("team", "pager", "boss");
    assertThat(told).extracting(Notification::id).doesNotHaveDuplicates();
  }

  @Test
  void aRunThatSucceedsAfterOneThatFailedHasRecovered() {
    succeed(start("w-1", workflow(ALL)));
    fail(start("w-2", workflow(ALL)));
    RunProgress stopped = start("w-3", workflow(ALL));
    handle(stopped, new Input.Cancel(true));
    handle(stopped, failed(stopped, Outcome.CANCELLED));
    succeed(start("w-4", workflow(ALL)));
    succeed(start("w-5", workflow(ALL)));

    assertThat(kinds()).containsExactly("failed w-2", "recovered w-4");
  }

  @Test
  void whatIsRecordedOfEarlierRunsCounts() {
    before = Optional.of(RunPhase.FAILED);
    succeed(start("w-1", workflow(ALL)));
    succeed(start("w-2", workflow(ALL)));

    assertThat(kinds()).containsExactly("recovered w-1");
  }

  @Test
  void aRunThatOnlyReproducesAnotherTellsNobodyAndCountsForNothing() {
    RunOptions again = RunOptions.DEFAULT.reproducing(new RunId("w-1"));
    fail(start("w-2", workflow(ALL), again));
    succeed(start("w-3", workflow(ALL)));

    assertThat(told).isEmpty();
  }

  @Test
  void aRunIsLateWhenATaskHasNotEndedByItsDeadline() {
    Duration minute = Duration.ofMinutes(1);
    RunProgress run = start("w-1", workflow(List.of(alert(ALL)), Optional.of(minute)));
    assertThat(scheduler.nextAlarm()).contains(now.plus(minute));
    now = now.plus(minute);
    tick();
    tick();

    assertThat(kinds()).containsExactly("late w-1");
    assertThat(told.get(0).id()).isEqualTo("w-1/alert/late/1");
    assertThat(told.get(0).text())
        .isEqualTo("Task t has not ended by its deadline, 1m 0s after the run began.");
    fail(run);
    assertThat(kinds()).containsExactly("late w-1", "failed w-1");
  }

  @Test
  void aRunThatEndsInTimeIsNotLate() {
    Duration minute = Duration.ofMinutes(1);
    succeed(start("w-1", workflow(List.of(alert(ALL)), Optional.of(minute))));
    now = now.plus(minute);
    tick();

    assertThat(told).isEmpty();
  }

  @Test
  void aRunThatHasNotBegunInTimeIsLate() {
    WorkflowGraph workflow = workflow(ALL);
    Instant by = now.plusSeconds(60);
    scheduler.await(summary("w-1", RunOptions.DEFAULT), workflow, by);
    scheduler.await(summary("w-2", RunOptions.DEFAULT), workflow, by);
    scheduler.await(summary("w-3", RunOptions.DEFAULT), workflow(Set.of(Alert.Cause.FAILED)), by);
    assertThat(scheduler.nextAlarm()).contains(by);
    start("w-1", workflow);
    tick();
    assertThat(told).isEmpty();
    now = by;
    tick();
    tick();

    assertThat(kinds()).containsExactly("late w-2");
    assertThat(told.get(0).text()).isEqualTo("It was to have begun by 2026-05-01T12:01:00Z.");
  }

  @Test
  void aRunThatCanNotBeginHasFailed() {
    Decision decision =
        scheduler.refuse(summary("w-1", RunOptions.DEFAULT), workflow(ALL), "Too many.", now);
    take(decision);

    assertThat(kinds()).containsExactly("failed w-1");
    assertThat(told.get(0).text()).isEqualTo("Too many.");
    assertThat(decision.effects()).hasSize(1);
  }

  @Test
  void whoeverTakesARunUpSaysTheSame() {
    Duration minute = Duration.ofMinutes(1);
    WorkflowGraph workflow = workflow(List.of(alert(ALL)), Optional.of(minute));
    RunProgress run = start("w-1", workflow);
    now = now.plus(minute);
    tick();
    Notification first = told.get(0);

    Scheduler next =
        new Scheduler(new Node("here", 2, 16L << 30, 0), new AtomicLong(99)::incrementAndGet);
    next.restore(
        new io.trainmaster.track.RunRecord(
            run.run(),
            Map.of(),
            Map.of(),
            List.of(
                new io.trainmaster.track.TaskRecord(
                    new TaskId("t"),
                    io.trainmaster.run.TaskPhase.RUNNING,
                    "",
                    Optional.empty(),
                    List.of(run.liveAttempts().get(0)))),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of()),
        plan(workflow));
    now = now.plusSeconds(5);
    take(next.tick(now));

    assertThat(told).hasSize(2);
    assertThat(told.get(1).id()).isEqualTo(first.id());
  }

  private List<String> kinds() {
    return told.stream().map(one -> one.kind().word() + " " + one.run()).toList();
  }

  private RunProgress start(String id, WorkflowGraph workflow) {
    return start(id, workflow, RunOptions.DEFAULT);
  }

  private RunProgress start(String id, WorkflowGraph workflow, RunOptions options) {
    RunProgress run = scheduler.start(summary(id, options), plan(workflow));
    tick();
    return run;
  }

  private static RunPlan plan(WorkflowGraph workflow) {
    return RunPlan.of(workflow, Map.of(), new PlanBounds(10, 10));
  }

  private RunSummary summary(String id, RunOptions options) {
    return new RunSummary(
        new RunId(id), "w", "", RunPhase.QUEUED, "", now, Optional.empty(), options);
  }

  private void succeed(RunProgress run) {
    AttemptRecord attempt = run.liveAttempts().get(0);
    handle(
        run,
        new Input.Succeeded(
            attempt.task(), attempt.number(), attempt.fence(), new Value.Int(1), List.of(), 0));
  }

  private void fail(RunProgress run) {
    handle(run, failed(run, Outcome.ERROR));
  }

  private static Input failed(RunProgress run, Outcome outcome) {
    AttemptRecord attempt = run.liveAttempts().get(0);
    return new Input.Failed(
        attempt.task(), attempt.number(), attempt.fence(), Failure.of(outcome, "It broke."), 0);
  }

  private void handle(RunProgress run, Input input) {
    take(scheduler.handle(run.run().id(), input, now));
  }

  private void tick() {
    take(scheduler.tick(now));
  }

  private void take(Decision decision) {
    last = decision.changes();
    for (Change change : last) {
      if (change instanceof Change.NotificationQueued queued) {
        told.add(queued.notification());
      }
    }
  }

  private static boolean isEnd(Change change, RunPhase phase) {
    return change instanceof Change.RunChanged changed && changed.run().phase() == phase;
  }

  private static Alert alert(Set<Alert.Cause> causes) {
    return new Alert(1, "team", causes);
  }

  private static WorkflowGraph workflow(Set<Alert.Cause> causes) {
    return workflow(List.of(alert(causes)), Optional.empty());
  }

  private static WorkflowGraph workflow(List<Alert> alerts, Optional<Duration> deadline) {
    TaskSpec task =
        new TaskSpec.Operator(
            new TaskId("t"),
            1,
            Set.of(),
            "work",
            Map.of(),
            List.of(),
            new Policy(List.of(ResourceRequest.DEFAULT), List.of(), Optional.empty(), deadline),
            TaskSpec.Isolation.SHARED);
    return new WorkflowGraph(
        "w",
        "",
        List.of(),
        List.of(task),
        Optional.empty(),
        Optional.of(new Automation(List.of(), alerts)));
  }
}

package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Budget;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.SharedLimits;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.CallRecords;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What holds tasks back though there is room on the machine: cooldowns, budgets, shared limits. */
class RestraintTest {

  private static final TaskId TELL = new TaskId("tell");
  private static final TaskId AFTER = new TaskId("after");
  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<String, CallRecords.Launched> recorded = new HashMap<>();
  private final Map<Instant, Duration> work = new HashMap<>();
  private final Scheduler scheduler =
      new Scheduler(
          List.of(new Node("here", 8, 64L << 30, 0)),
          new SharedLimits(Map.of("warehouse", 2)),
          new AtomicLong()::incrementAndGet,
          "",
          new Past() {
            @Override
            public Optional<CallRecords.Launched> lastLaunch(
                String workflow, TaskId task, RunId besides) {
              return Optional.ofNullable(recorded.get(workflow + "/" + task))
                  .filter(last -> !last.run().equals(besides));
            }

            @Override
            public Duration work(String workflow, TaskId task, Instant since, Instant until) {
              return work.getOrDefault(since, Duration.ZERO);
            }
          });
  private Instant now = Instant.parse("2026-05-14T12:00:00Z");
  private final List<Change> changes = new ArrayList<>();

  @Test
  void aCallThatComesTooSoonGivesNothingAndWhatFollowsGoesOn() {
    recorded.put("w/tell", new CallRecords.Launched(new RunId("w-1"), now.minusSeconds(60)));
    RunProgress run = start("w-2", cooldown(), Optional.empty());

    assertThat(moved(run)).containsExactly("after");
    assertThat(run.output(TELL)).isEqualTo(Value.ABSENT);
    assertThat(last(TELL).phase()).isEqualTo(TaskPhase.SUCCEEDED);
    assertThat(last(TELL).message())
        .isEqualTo("Held back: run w-1 made this call 1m 0s ago, and its cooldown is 1h 0m.");
    succeed(run, AFTER, 1);
    assertThat(run.run().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void aCallRunsOnceTheCooldownIsOver() {
    recorded.put("w/tell", new CallRecords.Launched(new RunId("w-1"), now.minus(HOUR)));

    assertThat(moved(start("w-2", cooldown(), Optional.empty()))).containsExactly("tell");
  }

  @Test
  void aCallIsForgottenOnceItsCooldownIsOver() {
    Restraint restraint = new Restraint(Past.NOTHING);
    Policy hourly = policy(Optional.of(HOUR), Optional.empty(), Map.of());
    for (int item = 0; item < 100; item++) {
      restraint.launched(
          summary("w-1", Optional.empty()), new TaskId("all[" + item + "].tell"), hourly, now);
    }
    now = now.plus(HOUR.dividedBy(2));
    restraint.launched(summary("w-2", Optional.empty()), new TaskId("all[0].tell"), hourly, now);
    assertThat(restraint.remembered()).isEqualTo(100);

    now = now.plus(HOUR.dividedBy(2));
    assertThat(
            restraint.hold(
                summary("w-3", Optional.empty()), new TaskId("all[1].tell"), hourly, now))
        .isEmpty();
    assertThat(restraint.remembered()).isEqualTo(1);
    assertThat(
            restraint.hold(
                summary("w-3", Optional.empty()), new TaskId("all[0].tell"), hourly, now))
        .contains(
            new Hold(
                "Held back: run w-2 made this call 30m 0s ago, and its cooldown is 1h 0m.",
                now.plus(HOUR.dividedBy(2))));
  }

  @Test
  void whatThisSchedulerHasLaunchedCountsBeforeItIsRecorded() {
    assertThat(moved(start("w-1", cooldown(), Optional.empty()))).containsExactly("tell");
    now = now.plusSeconds(1);
    assertThat(moved(start("w-2", cooldown(), Optional.empty()))).containsExactly("after");
  }

  @Test
  void ofTwoThatWaitForRoomOneRuns() {
    Policy busy = policy(Optional.empty(), Optional.empty(), Map.of("warehouse", 2));
    Policy both = policy(Optional.of(HOUR), Optional.empty(), Map.of("warehouse", 2));
    RunProgress first = start("other-1", busy, Optional.empty());
    assertThat(moved(first)).containsExactly("tell");
    assertThat(moved(start("w-1", both, Optional.empty()))).isEmpty();
    RunProgress last = start("w-2", both, Optional.empty());
    assertThat(moved(last)).isEmpty();

    List<String> next = succeed(first, TELL, 1);

    assertThat(next).containsExactlyInAnyOrder("w-1 tell", "other-1 after", "w-2 after");
    assertThat(last.output(TELL)).isEqualTo(Value.ABSENT);
  }

  @Test
  void aCallThatWaitedForRoomIsHeldBackByOneThatWasRecordedMeanwhile() {
    Policy busy = policy(Optional.empty(), Optional.empty(), Map.of("warehouse", 2));
    Policy both = policy(Optional.of(HOUR), Optional.empty(), Map.of("warehouse", 2));
    RunProgress first = start("other-1", busy, Optional.empty());
    assertThat(moved(first)).containsExactly("tell");
    RunProgress last = start("w-2", both, Optional.empty());
    assertThat(moved(last)).isEmpty();

    recorded.put("w/tell", new CallRecords.Launched(new RunId("w-1"), now));

    assertThat(succeed(first, TELL, 1)).containsExactlyInAnyOrder("other-1 after", "w-2 after");
    assertThat(last.output(TELL)).isEqualTo(Value.ABSENT);
    assertThat(moved(start("other-2", busy, Optional.empty())))
        .as("what was held back has left its room")
        .containsExactly("tell");
  }

  @Test
  void aTaskThatFailedIsTriedAgainWhateverItsCooldown() {
    RetryRule again = new RetryRule(Outcome.ERROR, 1, Duration.ZERO, Duration.ZERO, List.of());
    Policy policy =
        new Policy(
            List.of(ResourceRequest.DEFAULT),
            List.of(again),
            Optional.empty(),
            Optional.empty(),
            Optional.of(HOUR),
            Optional.empty(),
            Map.of());
    RunProgress run = start("w-1", policy, Optional.empty());
    assertThat(moved(run)).containsExactly("tell");

    Input.Failed failed = new Input.Failed(TELL, 1, 1, Failure.of(Outcome.ERROR, "no"), 0);

    assertThat(names(scheduler.handle(run.run().id(), failed, now))).containsExactly("w-1 tell");
  }

  @Test
  void aRunThatReproducesAnotherIsNotHeldBack() {
    recorded.put("w/tell", new CallRecords.Launched(new RunId("w-1"), now));

    assertThat(moved(start("w-2", cooldown(), Optional.of(new RunId("w-1")))))
        .containsExactly("tell");
  }

  @Test
  void aBudgetHoldsBackOnceItIsUsedUpAndIsWholeAgainWithItsPeriod() {
    Policy policy =
        policy(
            Optional.empty(),
            Optional.of(new Budget(Budget.Device.CPU, Duration.ofHours(40), Budget.Period.MONTH)),
            Map.of());
    work.put(Instant.parse("2026-05-01T00:00:00Z"), Duration.ofMinutes(40 * 60 + 15));

    assertThat(moved(start("w-1", policy, Optional.empty()))).containsExactly("after");
    assertThat(last(TELL).message())
        .isEqualTo("Held back: of its budget of 40 cpu_h per month, 40.25 cpu_h are used.");
    now = Instant.parse("2026-06-01T00:00:00Z");
    assertThat(moved(start("w-2", policy, Optional.empty()))).containsExactly("tell");
  }

  @Test
  void periodsBeginInUtc() {
    Instant thursday = Instant.parse("2026-05-14T23:59:59Z");

    assertThat(Budget.Period.DAY.start(thursday)).isEqualTo("2026-05-14T00:00:00Z");
    assertThat(Budget.Period.WEEK.start(thursday)).isEqualTo("2026-05-11T00:00:00Z");
    assertThat(Budget.Period.MONTH.start(thursday)).isEqualTo("2026-05-01T00:00:00Z");
    assertThat(Budget.Period.WEEK.start(Instant.parse("2026-05-11T00:00:00Z")))
        .isEqualTo("2026-05-11T00:00:00Z");
    assertThat(Budget.Period.DAY.end(thursday)).isEqualTo("2026-05-15T00:00:00Z");
    assertThat(Budget.Period.WEEK.end(thursday)).isEqualTo("2026-05-18T00:00:00Z");
    assertThat(Budget.Period.MONTH.end(thursday)).isEqualTo("2026-06-01T00:00:00Z");
  }

  @Test
  void runsShareThePlacesOfALimit() {
    Policy one = policy(Optional.empty(), Optional.empty(), Map.of("warehouse", 1));
    RunProgress first = start("a-1", one, Optional.empty());
    assertThat(moved(first)).containsExactly("tell");
    assertThat(moved(start("b-1", one, Optional.empty()))).containsExactly("tell");
    assertThat(moved(start("c-1", one, Optional.empty()))).isEmpty();

    assertThat(succeed(first, TELL, 1)).containsExactlyInAnyOrder("c-1 tell", "a-1 after");
  }

  @Test
  void aTaskThatAsksForMorePlacesThanThereAreFailsAtOnce() {
    RunProgress run =
        start(
            "w-1",
            policy(Optional.empty(), Optional.empty(), Map.of("warehouse", 3)),
            Optional.empty());
    moved(run);

    assertThat(run.run().message())
        .isEqualTo(
            "Task tell failed: It takes 3 places of limit `warehouse`, which has 2 by"
                + " the setting engine.limits.");
  }

  @Test
  void aLimitThatNobodySetIsAMistake() {
    RunProgress run =
        start(
            "w-1",
            policy(Optional.empty(), Optional.empty(), Map.of("vendor", 1)),
            Optional.empty());
    moved(run);

    assertThat(run.run().message())
        .isEqualTo(
            "Task tell failed: There is no limit `vendor`: the setting engine.limits has to name"
                + " it, as in vendor=4.");
  }

  private static Policy cooldown() {
    return policy(Optional.of(HOUR), Optional.empty(), Map.of());
  }

  private static Policy policy(
      Optional<Duration> cooldown, Optional<Budget> budget, Map<String, Integer> limits) {
    return new Policy(
        List.of(ResourceRequest.DEFAULT),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        cooldown,
        budget,
        limits);
  }

  private RunProgress start(String id, Policy policy, Optional<RunId> reproduces) {
    TaskSpec tell = operator(TELL, Set.of(), policy);
    TaskSpec after = operator(AFTER, Set.of(TELL), Policy.DEFAULT);
    RunSummary summary = summary(id, reproduces);
    WorkflowGraph graph =
        new WorkflowGraph(
            summary.workflow(), "", List.of(), List.of(tell, after), Optional.empty());
    return scheduler.start(summary, RunPlan.of(graph, Map.of(), new PlanBounds(10, 10)));
  }

  private RunSummary summary(String id, Optional<RunId> reproduces) {
    String workflow = id.substring(0, id.indexOf('-'));
    RunOptions options = reproduces.map(RunOptions.DEFAULT::reproducing).orElse(RunOptions.DEFAULT);
    return new RunSummary(
        new RunId(id), workflow, "", RunPhase.QUEUED, "", now, Optional.empty(), options);
  }

  private static TaskSpec operator(TaskId id, Set<TaskId> after, Policy policy) {
    return new TaskSpec.Operator(
        id, 1, after, "op", Map.of(), List.of(), policy, TaskSpec.Isolation.SHARED);
  }

  /** The tasks of a run that have been launched by now. */
  private List<String> moved(RunProgress run) {
    return names(scheduler.handle(run.run().id(), new Input.Tick(), now)).stream()
        .map(name -> name.substring(name.indexOf(' ') + 1))
        .toList();
  }

  private List<String> succeed(RunProgress run, TaskId task, long fence) {
    Input end = new Input.Succeeded(task, 1, fence, Value.text("told"), List.of(), 0);
    return names(scheduler.handle(run.run().id(), end, now));
  }

  private List<String> names(Decision decision) {
    changes.addAll(decision.changes());
    List<String> names = new ArrayList<>();
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch) {
        names.add(launch.run() + " " + launch.attempt().task());
      }
    }
    return names;
  }

  /** The last that was decided of a task. */
  private Change.TaskChanged last(TaskId task) {
    return changes.stream()
        .filter(Change.TaskChanged.class::isInstance)
        .map(Change.TaskChanged.class::cast)
        .filter(changed -> changed.task().equals(task))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}

package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.SharedLimits;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
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

/**
 * Tasks that would rather have a GPU, and what they are given where it doesn't come free in time.
 */
class AlternativesTest {

  private static final long GIB = 1L << 30;
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final ResourceRequest CPU = ResourceRequest.cpus(1, 1, GIB);

  private static final Node HERE =
      new Node("here", 8, 64 * GIB, List.of(new Gpu(0, "GPU-a", "A100", 80 * GIB, "8.0")));
  private static final Node THERE =
      new Node("there", 2, 8 * GIB, List.of(new Gpu(0, "GPU-t", "T4", 16 * GIB, "7.5")));

  private Scheduler scheduler = new Scheduler(HERE, new AtomicLong()::incrementAndGet);
  private int runs;
  private final List<AttemptRecord> launched = new ArrayList<>();
  private final List<Optional<Duration>> within = new ArrayList<>();
  private final Map<Integer, AttemptRecord> ended = new HashMap<>();
  private Instant now = Instant.parse("2026-05-14T12:00:00Z");

  @Test
  void whatIsGivenAGpuKeepsItToItsEnd() {
    RunProgress run = start(gpu(Optional.empty()), gpu(Optional.empty()));

    assertThat(launched).hasSize(1);
    assertThat(launched.get(0).gpus()).containsExactly(GpuShare.whole("GPU-a"));
    pass(Duration.ofDays(3));
    assertThat(launched).as("it waits for ever").hasSize(1);
    succeed(run, launched.get(0));
    assertThat(launched.get(1).gpus()).containsExactly(GpuShare.whole("GPU-a"));
  }

  @Test
  void takesTheNextAlternativeOnceItHasWaitedLongEnough() {
    start(gpu(Optional.empty()), gpu(Optional.of(TEN_MINUTES)), CPU);

    assertThat(scheduler.nextAlarm()).contains(now.plus(TEN_MINUTES));
    pass(TEN_MINUTES.minusMillis(1));
    assertThat(launched).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(launched).hasSize(2);
    assertThat(launched.get(1).gpus()).isEmpty();
    assertThat(launched.get(1).placement())
        .isEqualTo("request 2: the choice before it was not free within 10m 0s");
  }

  @Test
  void theFirstAlternativeWillStillDoAfterItsTime() {
    ResourceRequest large = ResourceRequest.cpus(8, 8, GIB);
    RunProgress run = start(gpu(Optional.empty()), gpu(Optional.of(TEN_MINUTES)), large);

    pass(TEN_MINUTES);
    assertThat(launched).as("neither is free").hasSize(1);
    succeed(run, launched.get(0));
    assertThat(launched.get(1).placement()).isEqualTo("request 1: first choice");
  }

  @Test
  void eachAlternativeHasItsOwnTime() {
    ResourceRequest large =
        new ResourceRequest(8, 8, GIB, 0, 0, List.of(), Optional.of(TEN_MINUTES));
    start(gpu(Optional.empty()), gpu(Optional.of(TEN_MINUTES)), large, CPU);

    pass(TEN_MINUTES);
    pass(TEN_MINUTES.minusMillis(1));
    assertThat(launched).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(launched).hasSize(2);
    assertThat(launched.get(1).placement()).startsWith("request 3: ");
  }

  @Test
  void theTimeIsKeptOverSeveralNodesToo() {
    scheduler =
        new Scheduler(
            List.of(HERE, THERE),
            SharedLimits.unbounded(),
            new AtomicLong()::incrementAndGet,
            "",
            Past.NOTHING);
    start(gpu(Optional.empty()), gpu(Optional.empty()));
    assertThat(launched).extracting(AttemptRecord::node).containsExactly("there", "here");

    start(ResourceRequest.cpus(7, 7, GIB), gpu(Optional.of(TEN_MINUTES)), CPU);
    pass(TEN_MINUTES.minusMillis(1));
    assertThat(launched).hasSize(3);
    pass(Duration.ofMillis(1));
    assertThat(launched.get(3).node()).isEqualTo("there");
    assertThat(launched.get(3).placement()).startsWith("request 2: ");
  }

  @Test
  void aPoolThatPlacesByItselfHasTheTimeThatIsLeft() {
    RunProgress run =
        start(gpu(Optional.empty()), gpu(Optional.of(TEN_MINUTES)), gpu(Optional.empty()), CPU);
    assertThat(within).as("nothing else may be tried").containsExactly(Optional.empty());

    pass(Duration.ofMinutes(4));
    succeed(run, launched.get(0));

    assertThat(within.get(1)).contains(Duration.ofMinutes(6));
  }

  @Test
  void whatIsPassedOnLateAllTheSameHasTheWholeTime() {
    ResourceRequest large = ResourceRequest.cpus(8, 8, GIB);
    RunProgress run = start(gpu(Optional.empty()), gpu(Optional.of(TEN_MINUTES)), large);

    pass(Duration.ofHours(1));
    succeed(run, launched.get(0));

    assertThat(within.get(1)).contains(TEN_MINUTES);
  }

  @Test
  void whereNoOtherAlternativeCanBeMetThePoolHasAllTheTimeThereIs() {
    start(CPU, gpu(Optional.of(TEN_MINUTES)), ResourceRequest.cpus(9, 9, GIB));

    assertThat(within).containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void takesTheNextAlternativeWhereThePoolHadNoRoomInTime() {
    RunProgress run = start(CPU, gpu(Optional.of(TEN_MINUTES)), CPU);
    AttemptRecord first = launched.get(1);
    assertThat(first.placement()).isEqualTo("request 1: first choice");

    pass(TEN_MINUTES);
    unmet(run, first);

    AttemptRecord second = launched.get(2);
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.gpus()).isEmpty();
    assertThat(second.placement())
        .isEqualTo("request 2: the choice before it was refused: The cluster had no room.");
    assertThat(within.get(2)).isEmpty();
    assertThat(ended.get(first.number()).failure())
        .contains(Failure.of(Outcome.REFUSED, "The cluster had no room."));
    unmet(run, first);
    assertThat(launched).as("it is heard once").hasSize(3);
  }

  @Test
  void takesTheNextAlternativeWhereTheOperatorCannotUseWhatItWasGiven() {
    RunProgress run = start(CPU, gpu(Optional.empty()), CPU);
    Failure refused =
        new Failure(Outcome.REFUSED, "T0015", "No kernel runs on it.", "resources", "");

    fail(run, launched.get(1), refused);

    assertThat(launched.get(2).gpus()).isEmpty();
    assertThat(launched.get(2).placement())
        .isEqualTo("request 2: the choice before it was refused: No kernel runs on it.");
    assertThat(ended.get(1).failure()).contains(refused);
    fail(run, launched.get(2), refused);
    assertThat(launched).as("there is no other").hasSize(3);
  }

  @Test
  void whatIsRefusedToTheTaskHasNothingToDoWithItsAlternatives() {
    RunProgress run = start(CPU, gpu(Optional.empty()), CPU);

    fail(run, launched.get(1), Failure.of(Outcome.REFUSED, "There is no secret."));

    assertThat(launched).hasSize(2);
  }

  private void fail(RunProgress run, AttemptRecord attempt, Failure failure) {
    hear(
        scheduler.handle(
            run.run().id(),
            new Input.Failed(attempt.task(), attempt.number(), attempt.fence(), failure, 0),
            now));
  }

  @Test
  void anotherAttemptBeginsWithTheFirstAlternative() {
    RunProgress run = start(CPU, gpu(Optional.of(TEN_MINUTES)), CPU);
    unmet(run, launched.get(1));

    hear(scheduler.handle(run.run().id(), new Input.Orphaned(new TaskId("b"), 2), now));

    assertThat(launched.get(3).placement()).isEqualTo("request 1: first choice");
    assertThat(within.get(3)).contains(TEN_MINUTES);
  }

  @Test
  void whatIsBeingStoppedTriesNothingElse() {
    RunProgress run = start(CPU, gpu(Optional.of(TEN_MINUTES)), CPU);
    hear(scheduler.handle(run.run().id(), new Input.Cancel(true), now));

    unmet(run, launched.get(1));

    assertThat(launched).hasSize(2);
    assertThat(run.liveAttempts()).extracting(AttemptRecord::task).containsOnly(new TaskId("a"));
  }

  private void unmet(RunProgress run, AttemptRecord attempt) {
    hear(
        scheduler.handle(
            run.run().id(),
            new Input.Unmet(
                attempt.task(), attempt.number(), attempt.fence(), "The cluster had no room."),
            now));
  }

  private static ResourceRequest gpu(Optional<Duration> within) {
    return new ResourceRequest(1, 1, GIB, 1, 16 * GIB, List.of(), within);
  }

  /** A task that asks for the first of these, and one that asks for the others. */
  private RunProgress start(ResourceRequest first, ResourceRequest... others) {
    WorkflowGraph graph =
        new WorkflowGraph(
            "w",
            "",
            List.of(),
            List.of(task("a", List.of(first)), task("b", List.of(others))),
            Optional.empty());
    RunSummary summary =
        new RunSummary(
            new RunId("w-" + ++runs), "w", "", RunPhase.QUEUED, "", now, Optional.empty());
    RunProgress run = scheduler.start(summary, RunPlan.of(graph, Map.of(), new PlanBounds(10, 10)));
    hear(scheduler.tick(now));
    return run;
  }

  private static TaskSpec task(String name, List<ResourceRequest> requests) {
    Policy policy = new Policy(requests, List.of(), Optional.empty(), Optional.empty());
    return new TaskSpec.Operator(
        new TaskId(name),
        1,
        Set.of(),
        "test.noop",
        Map.of(),
        List.of(),
        policy,
        TaskSpec.Isolation.OWN);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    hear(scheduler.tick(now));
  }

  private void succeed(RunProgress run, AttemptRecord attempt) {
    hear(
        scheduler.handle(
            run.run().id(),
            new Input.Succeeded(
                attempt.task(), attempt.number(), attempt.fence(), new Value.Int(1), List.of(), 0),
            now));
  }

  private void hear(Decision decision) {
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch) {
        launched.add(launch.attempt());
        within.add(launch.within());
      }
    }
    for (Change change : decision.changes()) {
      if (change instanceof Change.AttemptChanged changed
          && changed.attempt().task().value().equals("b")
          && changed.attempt().endedAt().isPresent()) {
        ended.put(changed.attempt().number(), changed.attempt());
      }
    }
  }
}

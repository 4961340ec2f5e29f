package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.SharedLimits;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.search.SplitMix;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large task among many small ones that never stop coming, in virtual time. */
class StarvationTest {

  private static final long GIB = 1L << 30;
  private static final Instant BEGIN = Instant.parse("2026-05-14T12:00:00Z");

  /** What a small task takes at most. */
  private static final Duration LONGEST = Duration.ofMinutes(7);

  private final PriorityQueue<End> ends =
      new PriorityQueue<>(Comparator.comparing(End::at).thenComparing(End::fence));
  private final Map<String, Instant> began = new HashMap<>();
  private Scheduler scheduler = scheduler(List.of(new Node("here", 4, 64 * GIB, 0)));
  private SplitMix random = new SplitMix(1);
  private Instant now = BEGIN;
  private int runs;

  private record End(Instant at, RunId run, AttemptRecord attempt) {
    long fence() {
      return attempt.fence();
    }
  }

  /**
   * Whatever it needs: once it has waited its time, the next end is noticed within the time of the
   * longest, and what runs then has ended after as long again.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void nothingPassesALargeTaskForEver(long seed) {
    random = new SplitMix(seed);
    List<Node> nodes = new ArrayList<>();
    for (int node = 0; node <= seed % 3; node++) {
      nodes.add(new Node("n" + node, 4, 16 * GIB, Gpu.alike(2, 16 * GIB, "T4")));
    }
    scheduler = scheduler(nodes);
    for (int i = 0; i < 8 * nodes.size(); i++) {
      submit("small", small());
    }
    Instant asked = now;
    submit("large", large());

    while (!began.containsKey("large") && now.isBefore(BEGIN.plus(Duration.ofHours(3)))) {
      submit("small", small());
      next();
    }

    assertThat(began).as("seed %d", seed).containsKey("large");
    assertThat(Duration.between(asked, began.get("large")))
        .as("seed %d", seed)
        .isLessThanOrEqualTo(ReadyQueue.PATIENCE.plus(LONGEST.multipliedBy(2)));
  }

  /** What a task that waits can't use may be had by others all the time. */
  @Test
  void whatItDoesNotNeedIsNotKept() {
    scheduler = scheduler(List.of(new Node("a", 4, 16 * GIB, Gpu.alike(1, 16 * GIB, "T4"))));
    submit("holder", gpu(1_000));
    submit("large", gpu(1_000));
    now = now.plus(ReadyQueue.PATIENCE);

    submit("cpu", ResourceRequest.cpus(1, 8, GIB));
    submit("more", ResourceRequest.cpus(2, 2, GIB));

    assertThat(began).containsOnlyKeys("holder", "cpu");
  }

  private ResourceRequest small() {
    return switch ((int) random.nextLong(3)) {
      case 0 -> gpu(300);
      case 1 -> ResourceRequest.cpus(1, 3, GIB);
      default -> ResourceRequest.cpus(1, 1, 4 * GIB);
    };
  }

  private ResourceRequest large() {
    return switch ((int) random.nextLong(3)) {
      case 0 -> ResourceRequest.cpus(4, 4, GIB);
      case 1 -> ResourceRequest.cpus(1, 1, 16 * GIB);
      default -> new ResourceRequest(2, 2, GIB, 2, 0, List.of(), Optional.empty());
    };
  }

  private static ResourceRequest gpu(int milli) {
    return new ResourceRequest(
        1,
        1,
        GIB,
        1,
        0,
        List.of(),
        Optional.empty(),
        milli < 1_000 ? Optional.of(milli) : Optional.empty());
  }

  private static Scheduler scheduler(List<Node> nodes) {
    return new Scheduler(
        nodes, SharedLimits.unbounded(), new AtomicLong()::incrementAndGet, "", Past.NOTHING);
  }

  private void submit(String name, ResourceRequest request) {
    Policy policy = new Policy(List.of(request), List.of(), Optional.empty(), Optional.empty());
    TaskSpec task =
        new TaskSpec.Operator(
            new TaskId(name),
            1,
            Set.of(),
            "test.noop",
            Map.of(),
            List.of(),
            policy,
            TaskSpec.Isolation.OWN);
    WorkflowGraph graph = new WorkflowGraph("w", "", List.of(), List.of(task), Optional.empty());
    RunId id = new RunId("w-" + ++runs);
    RunSummary summary = new RunSummary(id, "w", "", RunPhase.QUEUED, "", now, Optional.empty());
    scheduler.start(summary, RunPlan.of(graph, Map.of(), new PlanBounds(10, 10)));
    hear(scheduler.handle(id, new Input.Tick(), now));
  }

  /** The next small task ends; until then time passes. */
  private void next() {
    End end = ends.remove();
    now = end.at().isAfter(now) ? end.at() : now;
    AttemptRecord attempt = end.attempt();
    hear(
        scheduler.handle(
            end.run(),
            new Input.Succeeded(
                attempt.task(), attempt.number(), attempt.fence(), Value.ABSENT, List.of(), 0),
            now));
  }

  private void hear(Decision decision) {
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch) {
        Duration takes = Duration.ofMillis(1 + random.nextLong(LONGEST.toMillis()));
        ends.add(new End(now.plus(takes), launch.run(), launch.attempt()));
        began.putIfAbsent(launch.attempt().task().value(), now);
      }
    }
  }
}

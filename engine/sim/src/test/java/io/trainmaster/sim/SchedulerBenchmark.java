package io.trainmaster.sim;

import io.trainmaster.model.Value;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.testkit.GraphShape;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many tasks a second the scheduler decides on, without a store and without work: chains, fans
 * and layers of growing size, on a node with room for 64 tasks. Prints tasks per second, the best
 * of several rounds, and the bytes that a run under way holds for each task.
 *
 * <p>Run it as {@code java -cp target/test-classes:../testkit/target/classes:../core/target/classes
 * io.trainmaster.sim.SchedulerBenchmark}.
 */
public final class SchedulerBenchmark {

  private static final int ROUNDS = 5;
  private static final Node NODE = new Node("here", 64, 1L << 40, 0);

  private SchedulerBenchmark() {}

  /** Prints a line for each shape and size. */
  public static void main(String[] arguments) {
    for (int size : new int[] {1_000, 10_000, 100_000}) {
      for (GraphShape shape : GraphShape.values()) {
        print(shape, size);
      }
    }
  }

  private static void print(GraphShape shape, int size) {
    RunPlan plan = RunPlan.of(shape.graph(size), Map.of(), new PlanBounds(100, 100));
    double best = Double.MAX_VALUE;
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = used();
      Scheduler scheduler = new Scheduler(NODE, new AtomicLong()::incrementAndGet);
      RunProgress run = scheduler.start(summary(), plan);
      long start = System.nanoTime();
      drive(scheduler, run);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      if (run.run().phase() != RunPhase.SUCCEEDED) {
        throw new IllegalStateException("the run ended as " + run.run());
      }
      bytes = (used() - before) / size;
    }
    System.out.printf(
        "%-8s %,8d tasks  %,10.0f tasks/s  %5d bytes a task%n", shape, size, size / best, bytes);
  }

  private static void drive(Scheduler scheduler, RunProgress run) {
    Instant now = Instant.EPOCH;
    Queue<Effect.Launch> launched = new ArrayDeque<>();
    take(scheduler.handle(run.run().id(), new Input.Tick(), now), launched);
    while (!launched.isEmpty()) {
      Effect.Launch launch = launched.remove();
      Input.Succeeded end =
          new Input.Succeeded(
              launch.attempt().task(),
              launch.attempt().number(),
              launch.attempt().fence(),
              Value.ABSENT,
              List.of(),
              0);
      take(scheduler.handle(run.run().id(), end, now), launched);
    }
  }

  private static void take(Decision decision, Queue<Effect.Launch> launched) {
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch) {
        launched.add(launch);
      }
    }
  }

  private static RunSummary summary() {
    return new RunSummary(
        new RunId("bench-1"), "bench", "", RunPhase.QUEUED, "", Instant.EPOCH, Optional.empty());
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

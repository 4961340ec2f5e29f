package io.trainmaster.runtime;

import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptRequest;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.HostSettings;
import io.trainmaster.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Durable runs of tasks that do nothing, within the process: how many a second, by shape and size.
 * Every line asserts that the run succeeded and that as many bodies ran as there are tasks. The
 * argument is a folder on the disk that is to be measured; for each size a line tells the best of
 * three rounds.
 */
public final class EngineBenchmark {

  private static final int ROUNDS = 3;

  private EngineBenchmark() {}

  /** Prints a line for each shape and size. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    print(folder, "fan", 1_000, i -> List.of());
    print(folder, "chain", 1_000, i -> i == 0 ? List.of() : List.of(i - 1));
    print(folder, "layers", 1_000, i -> i < 100 ? List.of() : above(i));
    print(folder, "fan", 10_000, i -> List.of());
    print(folder, "layers", 10_000, i -> i < 100 ? List.of() : above(i));
    if (arguments.length > 1) {
      print(folder, "fan", 100_000, i -> List.of());
    }
  }

  private static List<Integer> above(int task) {
    int start = (task / 100 - 1) * 100;
    return List.of(start + task % 100, start + (task * 7 + 3) % 100);
  }

  private static void print(
      Path folder, String shape, int size, IntFunction<List<Integer>> dependencies)
      throws Exception {
    WorkflowVersion version = version(size, dependencies);
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, run(Files.createTempDirectory(folder, "bench"), version, size));
    }
    System.out.printf(
        "%-8s %,8d tasks  %8.0f ms  %,9.0f tasks/s  %.3f ms a task%n",
        shape, size, best * 1e3, size / best, best * 1e3 / size);
  }

  private static double run(Path folder, WorkflowVersion version, int size) throws Exception {
    NoWork worker = new NoWork();
    try (Engine engine = open(folder, worker)) {
      long start = System.nanoTime();
      RunSummary run = engine.start(version, Map.of(), RunListener.none()).await();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (run.phase() != RunPhase.SUCCEEDED || worker.bodies.get() != size) {
        throw new IllegalStateException(run + ", " + worker.bodies + " bodies");
      }
      return seconds;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Engine open(Path folder, Worker worker) {
    HostSettings host =
        new HostSettings(
            Path.of("java"), "", List.of(), 1, Map.of(), Map.of(), Optional.empty(), Duration.ZERO);
    EngineSettings settings =
        new EngineSettings(
            folder, folder, 256, 1L << 40, 0, new PlanBounds(100, 100), host, "benchmark");
    return Engine.open(settings, state -> worker, Clock.systemUTC());
  }

  private static WorkflowVersion version(int size, IntFunction<List<Integer>> dependencies) {
    List<TaskSpec> tasks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Set<TaskId> after = new LinkedHashSet<>();
      dependencies.apply(i).forEach(task -> after.add(new TaskId("t" + task)));
      tasks.add(
          new TaskSpec.Operator(
              new TaskId("t" + i),
              1,
              after,
              "noop",
              Map.of(),
              List.of(),
              Policy.DEFAULT,
              TaskSpec.Isolation.OWN));
    }
    WorkflowGraph graph = new WorkflowGraph("bench", "", List.of(), tasks, Optional.empty());
    return WorkflowVersion.of(graph, "", "bench.train");
  }

  /** Its bodies are over as soon as they begin. */
  private static final class NoWork implements Worker {
    private final AtomicInteger bodies = new AtomicInteger();

    @Override
    public void warm(RunId run, int cpus) {}

    @Override
    public void launch(AttemptRequest request, AttemptListener listener) {
      bodies.incrementAndGet();
      listener.ended(new AttemptResult.Succeeded(Map.of(), 0));
    }

    @Override
    public void cancel(RunId run, TaskId task, int attempt) {}

    @Override
    public void release(RunId run) {}

    @Override
    public void close() {}
  }
}

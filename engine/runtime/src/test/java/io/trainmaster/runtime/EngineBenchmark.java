package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.store.StateLocation;
import io.trainmaster.store.file.Trees;
import io.trainmaster.store.jdbc.PostgresAccess;
import io.trainmaster.testkit.GraphShape;
import io.trainmaster.testkit.PostgresServer;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptRequest;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.HostSettings;
import io.trainmaster.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Durable runs of tasks that do nothing, within the process: how many a second, by shape and size.
 * Every line asserts that the run succeeded and that as many bodies ran as there are tasks. The
 * first argument is a folder on the disk that is to be measured, and an argument {@code large} adds
 * a fan of 100,000 tasks; with {@code postgres} runs are recorded in a server that is started for
 * it. For each size a line tells the best of three rounds.
 */
public final class EngineBenchmark {

  private static final int ROUNDS = 3;

  private static boolean inPostgres;

  private EngineBenchmark() {}

  /** Prints a line for each shape and size. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<String> wishes = List.of(arguments);
    inPostgres = wishes.contains("postgres");
    print(folder, GraphShape.FAN, 1_000);
    print(folder, GraphShape.CHAIN, 1_000);
    print(folder, GraphShape.LAYERS, 1_000);
    print(folder, GraphShape.FAN, 10_000);
    print(folder, GraphShape.LAYERS, 10_000);
    if (wishes.contains("large")) {
      print(folder, GraphShape.FAN, 100_000);
    }
  }

  private static void print(Path folder, GraphShape shape, int size) throws Exception {
    WorkflowVersion version = WorkflowVersion.of(shape.graph(size), "", "bench.train");
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
      Trees.delete(folder);
    }
  }

  private static Engine open(Path folder, Worker worker) {
    HostSettings host =
        new HostSettings(
            Path.of("java"),
            "",
            List.of(),
            1,
            Map.of(),
            Map.of(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO);
    EngineSettings settings =
        new EngineSettings(
            state(folder),
            folder,
            256,
            1L << 40,
            0,
            new PlanBounds(100, 100),
            100,
            ZoneOffset.UTC,
            Duration.ofDays(1),
            host,
            true,
            "benchmark",
            "benchmark");
    return Engine.open(settings, state -> worker, wake -> Alarm.none(), Clock.systemUTC());
  }

  private static StateLocation state(Path folder) {
    if (!inPostgres) {
      return StateLocation.of(folder);
    }
    String url = PostgresServer.shared().url(PostgresServer.newSchema());
    return new StateLocation(folder, Optional.of(new PostgresAccess(url, PostgresServer.USER, "")));
  }

  /** Its bodies are over as soon as they begin. */
  private static final class NoWork implements Worker {
    private final AtomicInteger bodies = new AtomicInteger();

    @Override
    public boolean adopt(AttemptIdentity attempt, AttemptListener listener) {
      return false;
    }

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

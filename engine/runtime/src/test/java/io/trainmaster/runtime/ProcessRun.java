package io.trainmaster.runtime;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.HostSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Durable runs of commands that do nothing: each is {@code true}, in a folder of its own, two at a
 * time. Beside them what starts commands and keeps nothing, in the same minute.
 */
final class ProcessRun {

  private static final int ROUNDS = 5;
  private static final int SLOTS = 2;

  private ProcessRun() {}

  static void print(Path folder, int tasks) throws Exception {
    Path state = Files.createTempDirectory(folder, "processes");
    WorkflowVersion version = version(tasks);
    try (Engine engine = Engine.open(settings(state))) {
      for (int round = 1; round <= ROUNDS; round++) {
        System.out.printf(
            "%,d commands, two at a time: Trainmaster %,.0f/s, make -j2 %,.0f/s, xargs -P2 %,.0f/s;"
                + " 4 KiB kept by the disk: %.2f ms; load %.1f%n",
            tasks,
            tasks / run(engine, version, tasks),
            tasks / make(folder, tasks),
            tasks / seconds("seq " + tasks + " | xargs -P2 -n1 true"),
            DiskProbe.medianMillis(folder),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      }
    }
  }

  /** The seconds of a run to its end, the start of what it needs included. */
  private static double run(Engine engine, WorkflowVersion version, int tasks) throws Exception {
    long begun = System.nanoTime();
    RunHandle run = engine.start(version, Map.of(), RunListener.none());
    RunSummary end = run.await();
    double seconds = (System.nanoTime() - begun) / 1e9;
    long succeeded =
        engine.runs().run(run.id()).orElseThrow().tasks().stream()
            .filter(task -> task.phase() == TaskPhase.SUCCEEDED)
            .count();
    if (end.phase() != RunPhase.SUCCEEDED || succeeded != tasks) {
      throw new IllegalStateException(succeeded + " of " + tasks + " succeeded: " + end);
    }
    return seconds;
  }

  private static double make(Path folder, int tasks) throws Exception {
    List<String> lines = new ArrayList<>(List.of("SHELL=/bin/true", "all:"));
    IntStream.range(0, tasks).forEach(task -> lines.add("all: t" + task));
    IntStream.range(0, tasks).forEach(task -> lines.add("t" + task + ":\n\t@a command"));
    Path file = Files.write(folder.resolve("Makefile"), lines);
    return seconds("make -s -j2 -f " + file + " all");
  }

  private static double seconds(String command) throws Exception {
    long begun = System.nanoTime();
    int code = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(command + " ended with exit code " + code);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static WorkflowVersion version(int tasks) {
    Map<String, Expression> arguments =
        Map.of("command", new Expression.Literal(new Value.Items(List.of(Value.text("true")))));
    List<TaskSpec> commands =
        IntStream.range(0, tasks)
            .<TaskSpec>mapToObj(
                task ->
                    new TaskSpec.Operator(
                        new TaskId("t" + task),
                        1,
                        Set.of(),
                        "shell",
                        arguments,
                        List.of(),
                        Policy.DEFAULT,
                        TaskSpec.Isolation.SHARED))
            .toList();
    WorkflowGraph graph = new WorkflowGraph("bench", "", List.of(), commands, Optional.empty());
    return WorkflowVersion.of(graph, "", "benchmark.train");
  }

  /** What starts the commands has the options that the command line gives it. */
  private static EngineSettings settings(Path state) {
    HostSettings host =
        new HostSettings(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            256L << 20,
            Map.of(),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    return new EngineSettings(
        StateLocation.of(state),
        state,
        SLOTS,
        1L << 50,
        List.of(),
        Map.of(),
        new PlanBounds(100, 100),
        1,
        ZoneOffset.UTC,
        Duration.ofDays(1),
        host,
        false,
        "benchmark",
        "benchmark",
        NotificationSettings.NONE);
  }
}

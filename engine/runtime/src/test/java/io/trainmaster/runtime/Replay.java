package io.trainmaster.runtime;

import io.trainmaster.json.WfFormat;
import io.trainmaster.json.WfInstance;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Recorded executions of real workflows, each many times at once, with tasks of no length. */
final class Replay {

  private static final int COPIES = 50;
  private static final int ROUNDS = 5;

  private Replay() {}

  /** Prints a line for each file of a folder. */
  static void print(EngineContender engine, Path folder) throws Exception {
    if (!Files.isDirectory(folder)) {
      System.out.println("There is no folder " + folder + ": no executions are replayed.");
      return;
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().contains(".json")).sorted().toList();
    }
    for (Path file : files) {
      print(engine, file.getFileName().toString().replaceFirst("\\.json.*", ""), load(file));
    }
  }

  private static void print(EngineContender engine, String name, Load load) throws Exception {
    double[] rates = new double[ROUNDS];
    double[] lates = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      List<Load> copies = IntStream.range(0, COPIES).mapToObj(copy -> load.again()).toList();
      double seconds = engine.run(copies);
      double[] latencies =
          copies.stream()
              .flatMapToDouble(copy -> DoubleStream.of(copy.latencies()))
              .sorted()
              .toArray();
      if (round >= 0) {
        rates[round] = latencies.length / seconds;
        lates[round] = latencies[(int) (latencies.length * 0.99)];
      }
    }
    Arrays.sort(rates);
    Arrays.sort(lates);
    System.out.printf(
        "%-24s %-44s %2d x %3d tasks  %,9.0f tasks/s  ready to start p99 %.1f ms%n",
        engine.name(), name, COPIES, load.size(), rates[ROUNDS / 2], lates[ROUNDS / 2]);
  }

  private static Load load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      WfInstance instance = WfFormat.read(in);
      List<TaskSpec> tasks = instance.tasks().stream().map(Replay::task).toList();
      return new Load(new WorkflowGraph("replay", "", List.of(), tasks, Optional.empty()));
    }
  }

  private static TaskSpec task(WfInstance.Task task) {
    Set<TaskId> after = new LinkedHashSet<>();
    task.parents().forEach(parent -> after.add(new TaskId(parent)));
    return new TaskSpec.Operator(
        new TaskId(task.id()),
        1,
        after,
        "noop",
        Map.of(),
        List.of(),
        Policy.DEFAULT,
        TaskSpec.Isolation.OWN);
  }
}

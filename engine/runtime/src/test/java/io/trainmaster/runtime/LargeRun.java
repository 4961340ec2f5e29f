package io.trainmaster.runtime;

import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.store.StateLocation;
import io.trainmaster.testkit.GraphShape;
import io.trainmaster.track.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run of very many tasks, in ten layers: how long it takes, how much memory it holds half-way,
 * and how soon another engine goes on with it.
 */
final class LargeRun {

  private LargeRun() {}

  static void print(Path folder, int tasks) throws Exception {
    long empty = used();
    WorkflowGraph graph = GraphShape.TEN_LAYERS.graph(tasks);
    long defined = used() - empty;
    Load whole = new Load(graph);
    Path state = Files.createTempDirectory(folder, "large");
    try (EngineContender engine = engine(state)) {
      System.out.printf(
          "%,d tasks in SQLite: %.1f s from start to end, the first time%n",
          tasks, engine.run(whole));
    }
    Path half = Files.createTempDirectory(folder, "large");
    Load part = whole.again();
    part.endAfter(tasks / 2);
    RunId run = begin(half, part, defined / tasks);
    recover(half, run, part, tasks);
  }

  /** Runs half of a load and leaves it there, as if the engine had been killed. */
  private static RunId begin(Path half, Load part, long bytesOfGraph) throws Exception {
    long around = used();
    EngineContender engine = engine(half);
    RunId run = engine.begin(part);
    while (part.bodies() < part.size() / 2) {
      Thread.sleep(100);
    }
    System.out.printf(
        "bytes of heap a task: %d of the graph, %d of the run half-way%n",
        bytesOfGraph, (used() - around) / part.size());
    engine.leave();
    return run;
  }

  private static void recover(Path half, RunId run, Load before, int tasks) throws Exception {
    long start = System.nanoTime();
    Load rest = before.again();
    try (EngineContender second = engine(half)) {
      RunSummary end = second.recover(run, rest);
      if (end.phase() != RunPhase.SUCCEEDED || before.bodies() + rest.bodies() != tasks) {
        throw new IllegalStateException(end + ", " + before.bodies() + "+" + rest.bodies());
      }
    }
    System.out.printf(
        "the next engine's first body began after %.1f s%n", (rest.firstNanos() - start) / 1e9);
  }

  private static EngineContender engine(Path state) {
    return new EngineContender("Trainmaster, SQLite", state, StateLocation.of(state));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.project.RecordedGraph;
import io.trainmaster.replay.graph.CriticalPath;
import io.trainmaster.replay.graph.EarliestFinish;
import io.trainmaster.replay.graph.GraphPolicy;
import io.trainmaster.replay.graph.GraphSchedule;
import io.trainmaster.replay.graph.OptimisticCost;
import io.trainmaster.replay.graph.ShortestPlan;
import io.trainmaster.replay.graph.TaskGraph;
import java.nio.file.Path;
import java.util.List;

/** {@code simulate graph}. */
final class SimulateGraph extends TraceReplay {
  private static final List<Named> POLICIES =
      List.of(
          new Named("HEFT", new EarliestFinish()),
          new Named("CPOP", new CriticalPath()),
          new Named("PEFT", new OptimisticCost()),
          new Named("Trainmaster", new ShortestPlan()));

  private final Argument<List<Path>> files =
      parameters(Path.class, "FILE", "Recorded executions, such as blast.json.gz.");

  private record Named(String name, GraphPolicy policy) {}

  SimulateGraph() {
    super("FILE", "TASKS", "POLICY", "MAKESPAN", "RATIO");
  }

  @Override
  void replay(Workplace place, Table table, ArrayNode json) {
    for (Path file : files.value()) {
      TaskGraph graph = RecordedGraph.of(RecordedFile.wfFormat(place, file, "scheduled"));
      String name = String.valueOf(file.getFileName());
      for (Named policy : POLICIES) {
        GraphSchedule schedule = policy.policy().schedule(graph);
        table.row(
            name,
            Integer.toString(graph.tasks()),
            policy.name(),
            "%,.2f s".formatted(schedule.makespan()),
            "%.4f".formatted(schedule.lengthRatio()));
        json.addObject()
            .put("file", name)
            .put("tasks", graph.tasks())
            .put("policy", policy.name())
            .put("makespanSeconds", schedule.makespan())
            .put("lengthRatio", schedule.lengthRatio());
      }
    }
  }
}

package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.project.RecordedGraph;
import io.trainmaster.replay.graph.CriticalPath;
import io.trainmaster.replay.graph.EarliestFinish;
import io.trainmaster.replay.graph.GraphPolicy;
import io.trainmaster.replay.graph.GraphSchedule;
import io.trainmaster.replay.graph.OptimisticCost;
import io.trainmaster.replay.graph.TaskGraph;
import java.nio.file.Path;
import java.util.List;

/** {@code simulate graph}. */
final class SimulateGraph extends CliCommand {
  private static final List<Named> POLICIES =
      List.of(
          new Named("HEFT", new EarliestFinish()),
          new Named("CPOP", new CriticalPath()),
          new Named("PEFT", new OptimisticCost()));

  private final Argument<List<Path>> files =
      parameters(Path.class, "FILE", "Recorded executions, such as blast.json.gz.");

  private record Named(String name, GraphPolicy policy) {}

  @Override
  ExitCode execute(Workplace place, Console console) {
    Table table = new Table("FILE", "TASKS", "POLICY", "MAKESPAN", "RATIO");
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
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
    if (console.isJson()) {
      console.print(json);
    } else {
      console.print(table);
    }
    return ExitCode.OK;
  }
}

package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.replay.openb.Contender;
import io.trainmaster.replay.openb.OpenbNode;
import io.trainmaster.replay.openb.Pod;
import io.trainmaster.replay.openb.Repetitions;
import java.nio.file.Path;
import java.util.List;

/** {@code simulate openb}. */
final class SimulateOpenb extends TraceReplay {
  private static final int[] LOADS = {80, 90, 100, 110, 120, 130};
  private static final int MOST_SEEDS = 1000;

  private final Argument<Path> nodes =
      parameter(Path.class, "NODES", "The list of nodes, such as openb_node_list_gpu_node.csv.");

  private final Argument<List<Path>> pods =
      parameters(Path.class, "PODS", "Lists of pods, such as openb_pod_list_default.csv.");

  private final Argument<Integer> seeds =
      option(
              Integer.class,
              "--seeds",
              "N",
              "How many repetitions, with the seeds from %d on; by default 5."
                  .formatted(Repetitions.FIRST_SEED))
          .byDefault(5);

  SimulateOpenb() {
    super("PODS", "POLICY", "80", "90", "100", "110", "120", "130");
  }

  @Override
  void replay(Workplace place, Table table, ArrayNode json) {
    if (seeds.value() < 1 || seeds.value() > MOST_SEEDS) {
      throw new CommandException(
          ExitCode.USAGE, "--seeds is a number from 1 to %d.".formatted(MOST_SEEDS), "");
    }
    List<OpenbNode> machines = RecordedFile.read(place, nodes.value(), OpenbNode::read);
    for (Path list : pods.value()) {
      List<Pod> arriving = RecordedFile.read(place, list, Pod::read);
      String name = String.valueOf(list.getFileName());
      for (Contender contender : Contender.all()) {
        Repetitions runs = Repetitions.run(machines, arriving, contender, seeds.value());
        add(table, name, contender, runs);
        json.add(json(name, contender, runs));
      }
    }
  }

  private static void add(Table table, String name, Contender contender, Repetitions runs) {
    Table.Row row = table.row().cell(name).cell(contender.title());
    for (int load : LOADS) {
      Repetitions.Spread spread = runs.at(load);
      row.cell("%.2f ± %.2f".formatted(spread.mean(), spread.deviation()));
    }
  }

  private ObjectNode json(String name, Contender contender, Repetitions runs) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("pods", name).put("policy", contender.title()).put("seeds", seeds.value());
    ArrayNode columns = json.putArray("allocation");
    for (int load : LOADS) {
      Repetitions.Spread spread = runs.at(load);
      columns
          .addObject()
          .put("load", load)
          .put("mean", spread.mean())
          .put("deviation", spread.deviation());
    }
    return json;
  }
}

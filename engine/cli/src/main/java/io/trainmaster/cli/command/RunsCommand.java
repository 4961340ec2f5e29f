package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.view.RunJson;
import io.trainmaster.cli.view.RunTree;
import io.trainmaster.cli.view.Symbols;
import io.trainmaster.cli.view.Times;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.RunSummary;
import java.util.List;
import java.util.Locale;

/** {@code runs}: the runs there were, latest first, each above those that it called. */
final class RunsCommand extends CliCommand {
  private final Argument<String> workflow =
      option(String.class, "--workflow", "NAME", "Only those of a workflow.");

  private final Argument<Integer> limit =
      option(Integer.class, "--limit", "N", "How many; by default 20.").byDefault(20);

  @Override
  ExitCode execute(Workplace place, Console console) {
    try (StateFolder state = Records.read(place.settings(place.project()))) {
      List<RunSummary> runs = state.runs().runs(workflow.given(), limit.value());
      if (console.isJson()) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        runs.forEach(run -> json.add(RunJson.of(run)));
        console.print(json);
      } else {
        console.print(table(runs, place));
      }
    }
    return ExitCode.OK;
  }

  private static Table table(List<RunSummary> runs, Workplace place) {
    Symbols symbols = Symbols.of(place.surroundings().variables());
    Table table = new Table("", "RUN", "WORKFLOW", "RESULT", "STARTED", "TOOK", "WHY");
    for (RunTree.Line line : RunTree.of(runs)) {
      RunSummary run = line.run();
      String symbol = symbols.of(run.phase());
      table
          .row()
          .cell(symbol, Symbols.paint(run.phase(), symbol, place.console().style()))
          .cell("  ".repeat(line.depth()) + run.id())
          .cell(run.workflow())
          .cell(run.phase().name().toLowerCase(Locale.ROOT))
          .cell(Times.at(run.startedAt()))
          .cell(Times.took(run.startedAt(), run.endedAt()))
          .cell(run.message());
    }
    return table;
  }
}

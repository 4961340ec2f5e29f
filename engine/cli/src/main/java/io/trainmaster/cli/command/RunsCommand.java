package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.view.RunJson;
import io.trainmaster.cli.view.Symbols;
import io.trainmaster.cli.view.Times;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.RunSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code runs}: the runs there were, latest first. */
@Command
final class RunsCommand extends CliCommand {
  @Option(names = "--workflow", paramLabel = "NAME", description = "Only those of a workflow.")
  private @Nullable String workflow;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many; by default 20.")
  private int limit = 20;

  @Override
  ExitCode execute(Workplace place, Console console) {
    try (StateFolder state = Records.read(place.settings(place.project()))) {
      List<RunSummary> runs = state.runs().runs(Optional.ofNullable(workflow), limit);
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
    for (RunSummary run : runs) {
      String symbol = symbols.of(run.phase());
      table
          .row()
          .cell(symbol, Symbols.paint(run.phase(), symbol, place.console().style()))
          .cell(run.id().value())
          .cell(run.workflow())
          .cell(run.phase().name().toLowerCase(Locale.ROOT))
          .cell(Times.at(run.startedAt()))
          .cell(Times.took(run.startedAt(), run.endedAt()))
          .cell(run.message());
    }
    return table;
  }
}

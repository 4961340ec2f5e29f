package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.view.RunDifference;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.RunRecord;
import java.util.List;

/** {@code compare}: only what differs between two runs. */
final class CompareCommand extends CliCommand {
  private final Argument<String> first = parameter(String.class, "RUN", "A run, such as churn-7.");

  private final Argument<String> second = parameter(String.class, "RUN", "Another.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Settings settings = place.settings(place.project());
    try (StateFolder state = Records.read(settings)) {
      RunRecord a = Records.run(state.runs(), first.value());
      RunRecord b = Records.run(state.runs(), second.value());
      List<RunDifference> differences = RunDifference.between(a, b);
      if (console.isJson()) {
        console.print(json(a, b, differences));
      } else if (differences.isEmpty()) {
        console.print(
            "Nothing differs between " + a.summary().id() + " and " + b.summary().id() + ".");
      } else {
        console.print(table(a, b, differences));
      }
    }
    return ExitCode.OK;
  }

  static Table table(RunRecord a, RunRecord b, List<RunDifference> differences) {
    Table table = new Table("WHAT", "NAME", a.summary().id().value(), b.summary().id().value());
    differences.forEach(each -> table.row(each.what(), each.name(), each.a(), each.b()));
    return table;
  }

  static ObjectNode json(RunRecord a, RunRecord b, List<RunDifference> differences) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("runs").add(a.summary().id().value()).add(b.summary().id().value());
    ArrayNode array = json.putArray("differences");
    for (RunDifference each : differences) {
      ObjectNode object = array.addObject().put("what", each.what()).put("name", each.name());
      object.putArray("values").add(each.a()).add(each.b());
    }
    return json;
  }
}

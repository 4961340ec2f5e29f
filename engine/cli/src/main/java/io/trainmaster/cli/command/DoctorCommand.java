package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Style;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.health.Finding;
import io.trainmaster.cli.health.GpuCheck;
import io.trainmaster.cli.health.MachineCheck;
import io.trainmaster.cli.health.SparkCheck;
import io.trainmaster.cli.health.StateCheck;
import io.trainmaster.worker.NvidiaSmi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code doctor}: whether this machine and this project can run workflows. */
final class DoctorCommand extends CliCommand {
  @Override
  ExitCode execute(Workplace place, Console console) {
    Settings settings = place.settings(place.project());
    List<Finding> findings = new ArrayList<>();
    findings.addAll(MachineCheck.run(place.surroundings(), Records.path(settings)));
    findings.addAll(
        SparkCheck.run(place.installation(), settings, place.surroundings().variables()));
    findings.addAll(StateCheck.run(StateConfig.from(settings)));
    findings.addAll(GpuCheck.of(NvidiaSmi.ofThisMachine().ask()));
    if (console.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      for (Finding finding : findings) {
        json.addObject()
            .put("what", finding.what())
            .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
            .put("text", finding.text());
      }
      console.print(json);
    } else {
      show(findings, console);
    }
    boolean sound = findings.stream().noneMatch(each -> each.verdict() == Finding.Verdict.BAD);
    return sound ? ExitCode.OK : ExitCode.UNAVAILABLE;
  }

  private static void show(List<Finding> findings, Console console) {
    Style style = console.style();
    Table table = new Table();
    for (Finding finding : findings) {
      String word = finding.verdict().name().toLowerCase(Locale.ROOT);
      String painted =
          switch (finding.verdict()) {
            case OK -> style.good(word);
            case NOTE -> style.warning(word);
            case BAD -> style.bad(word);
          };
      table.row().cell(word, painted).cell(finding.what()).cell(finding.text());
    }
    console.print(table);
  }
}

package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.project.TimeReader;
import io.trainmaster.cli.view.Times;
import io.trainmaster.cli.view.TriggerViews;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.BackfillRequest;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.server.RemoteEngine;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backfill}: runs what was due in a range of time. */
@Command
final class BackfillCommand extends CliCommand {
  @Parameters(paramLabel = "TRIGGER", description = "A trigger, such as churn/schedule-1.")
  private String trigger = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "The first time: " + TimeReader.FORMS + ".")
  private String from = "";

  @Option(
      names = "--until",
      required = true,
      paramLabel = "TIME",
      description = "The time that all are before.")
  private String until = "";

  @Option(names = "--latest-first", description = "Begin at the end of the range.")
  private boolean latestFirst;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "The most runs; by default 1000.")
  private int limit = 1000;

  @Option(names = "--dry-run", description = "Only list the times.")
  private boolean dryRun;

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    ZoneId zone = place.settings(project).zone(Setting.SCHEDULE_ZONE);
    if (limit < 1) {
      throw new CommandException(ExitCode.USAGE, "--limit is a number from 1.", "");
    }
    BackfillRequest request =
        new BackfillRequest(
            new TriggerId(trigger),
            TimeReader.read("--from", from, zone),
            TimeReader.read("--until", until, zone),
            latestFirst ? Backfill.Order.LATEST_FIRST : Backfill.Order.OLDEST_FIRST,
            limit);
    try (RemoteEngine server = Servers.require(place, project)) {
      if (dryRun) {
        list(new TriggerViews(server.runs(), zone, Instant.EPOCH).backfill(request), console);
      } else {
        tell(server.backfill(request), console);
      }
      return ExitCode.OK;
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }

  private static void list(List<Occurrence> occurrences, Console console) {
    if (console.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      occurrences.forEach(one -> json.add(one.nominal().toString()));
      console.print(json);
    } else {
      occurrences.forEach(one -> console.print(Times.at(one.nominal()) + " UTC"));
      console.say(occurrences.size() + " times. Nothing was run.");
    }
  }

  private static void tell(List<RunId> runs, Console console) {
    if (console.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      runs.forEach(run -> json.add(run.value()));
      console.print(json);
    } else {
      runs.forEach(run -> console.print(run.value()));
      console.say(runs.size() + " runs, one after another.");
    }
  }
}

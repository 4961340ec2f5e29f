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

/** {@code backfill}: runs what was due in a range of time. */
final class BackfillCommand extends CliCommand {
  private final Argument<String> trigger =
      parameter(String.class, "TRIGGER", "A trigger, such as churn/schedule-1.");

  private final Argument<String> from =
      option(String.class, "--from", "TIME", "The first time: " + TimeReader.FORMS + ".")
          .required();

  private final Argument<String> until =
      option(String.class, "--until", "TIME", "The time that all are before.").required();

  private final Argument<Boolean> latestFirst =
      flag("--latest-first", "Begin at the end of the range.");

  private final Argument<Integer> limit =
      option(Integer.class, "--limit", "N", "The most runs; by default 1000.").byDefault(1000);

  private final Argument<Boolean> dryRun = flag("--dry-run", "Only list the times.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    ZoneId zone = place.settings(project).zone(Setting.SCHEDULE_ZONE);
    if (limit.value() < 1) {
      throw new CommandException(ExitCode.USAGE, "--limit is a number from 1.", "");
    }
    BackfillRequest request =
        new BackfillRequest(
            new TriggerId(trigger.value()),
            TimeReader.read("--from", from.value(), zone),
            TimeReader.read("--until", until.value(), zone),
            latestFirst.value() ? Backfill.Order.LATEST_FIRST : Backfill.Order.OLDEST_FIRST,
            limit.value());
    try (RemoteEngine server = Servers.require(place, project)) {
      if (dryRun.value()) {
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

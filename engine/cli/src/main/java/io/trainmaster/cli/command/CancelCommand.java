package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.server.RemoteEngine;
import io.trainmaster.track.RunSummary;

/** {@code cancel}: asks the server to stop a run. */
final class CancelCommand extends CliCommand {
  private final Argument<String> run = parameter(String.class, "RUN", "A run, such as churn-7.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    try (RemoteEngine server = Servers.require(place, place.project())) {
      RunSummary known = Records.run(server.runs(), run.value()).summary();
      RunId id = known.id();
      if (known.phase().isEnd()) {
        console.say(id + " is over already.");
      } else {
        server.cancel(id);
        console.say(id + " is asked to stop. `trainmaster watch " + id + "` follows it.");
      }
      return ExitCode.OK;
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }
}

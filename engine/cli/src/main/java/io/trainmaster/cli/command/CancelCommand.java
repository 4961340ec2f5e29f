package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.server.RemoteEngine;
import io.trainmaster.track.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cancel}: asks the server to stop a run. */
@Command
final class CancelCommand extends CliCommand {
  @Parameters(paramLabel = "RUN", description = "A run, such as churn-7.")
  private String run = "";

  @Override
  ExitCode execute(Workplace place, Console console) {
    try (RemoteEngine server = Servers.require(place, place.project())) {
      RunSummary known = Records.run(server.runs(), run).summary();
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

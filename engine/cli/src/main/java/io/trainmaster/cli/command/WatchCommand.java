package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Project;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.server.RemoteEngine;
import io.trainmaster.track.RunRecord;

/** {@code watch}: follows a run of the server to its end. */
final class WatchCommand extends CliCommand {
  private final Argument<String> run =
      parameter(String.class, "RUN", "A run, such as churn-7, or last.");

  @Override
  ExitCode execute(Workplace place, Console console) throws InterruptedException {
    Project project = place.project();
    try (RemoteEngine server = Servers.require(place, project)) {
      RunRecord record = Records.run(server.runs(), run.value());
      RunId id = record.summary().id();
      if (record.summary().phase().isEnd()) {
        throw new CommandException(
            ExitCode.USAGE, id + " is over.", "`trainmaster show " + id + "` shows it.");
      }
      WorkflowVersion version = server.runs().version(record.summary().versionHash()).orElseThrow();
      return new Execution(place, project, server, version.graph())
          .watch(listener -> server.follow(id, listener));
    }
  }
}

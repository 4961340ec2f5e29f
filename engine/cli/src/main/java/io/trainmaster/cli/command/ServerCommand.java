package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.server.TrainmasterServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code server}: an engine that stays, and fires triggers. */
@Command
final class ServerCommand extends CliCommand {

  @Override
  ExitCode execute(Workplace place, Console console) throws InterruptedException {
    Project project = place.project();
    Settings settings = place.settings(project);
    CountDownLatch asked = new CountDownLatch(1);
    try (Ending ending = Ending.of(asked::countDown);
        TrainmasterServer server = new Engines(place.installation(), project, settings).serve()) {
      if (console.isJson()) {
        console.printLine(
            JsonNodeFactory.instance.objectNode().put("event", "serving").put("url", server.url()));
      } else {
        console.print(
            "Serving " + StateConfig.from(settings) + " at " + server.url() + ". Ctrl-C ends it.");
      }
      asked.await();
      console.say("Ending: tasks under way are stopped, and go on when a server is there again.");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "The server can't listen: " + e.getMessage() + ".",
          "Choose another server.port, or 0 for any that is free.");
    }
    return ExitCode.OK;
  }
}

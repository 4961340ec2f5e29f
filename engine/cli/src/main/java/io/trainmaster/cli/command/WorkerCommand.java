package io.trainmaster.cli.command;

import io.trainmaster.agent.Agent;
import io.trainmaster.agent.AgentException;
import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.runtime.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code worker}: this machine does what a server on another one says. */
final class WorkerCommand extends CliCommand {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final Argument<String> server =
      option(
              String.class,
              "--server",
              "URL",
              "Where the server's server.workers is, such as https://10.0.0.5:7900. Of several that"
                  + " share a database all, with commas between them.")
          .required();

  private final Argument<Path> token =
      option(
              Path.class,
              "--token-file",
              "FILE",
              "A copy of the file workers.token in the server's state folder.")
          .required();

  private final Argument<Path> trust =
      option(
          Path.class,
          "--trust",
          "FILE",
          "The server's certificate, or that of who signed it, in PEM; by default those that Java"
              + " knows.");

  private final Argument<String> name =
      option(
          String.class, "--name", "NAME", "What the machine is called; by default its host name.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    Settings settings = place.settings(project);
    ServerCommand.log(settings, console);
    String called = name.given().orElseGet(Environment::hostName);
    if (!called.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new CommandException(
          ExitCode.USAGE,
          "A node can't be called `" + called + "`.",
          "Use letters, digits, dots, dashes and underscores.");
    }
    try (Agent agent =
            new Engines(place.installation(), project, settings)
                .worker(
                    called,
                    servers(),
                    token(),
                    trust.given(),
                    settings.duration(Setting.WORKER_ALONE));
        Ending ending = Ending.of(agent::close)) {
      console.print(
          "Working as " + called + " for " + server.value() + ". Ctrl-C ends it and its tasks.");
      agent.run();
      return ExitCode.OK;
    } catch (AgentException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), "");
    }
  }

  private List<URI> servers() {
    List<URI> servers = new ArrayList<>();
    for (String text : server.value().split(",")) {
      URI uri;
      try {
        uri = URI.create(text.strip());
      } catch (IllegalArgumentException e) {
        throw noServer(text);
      }
      if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
        throw noServer(text);
      }
      servers.add(uri);
    }
    return servers;
  }

  private static CommandException noServer(String text) {
    return new CommandException(
        ExitCode.USAGE, "`" + text + "` is no server's address.", "Write it as https://HOST:PORT.");
  }

  private String token() {
    try {
      return Files.readString(token.value()).strip();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "The token can't be read from " + token.value() + ".",
          "Copy workers.token from the server's state folder, readable by this user alone.");
    }
  }
}

package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.runtime.RunService;
import io.trainmaster.server.RemoteEngine;

/** Where commands that don't run anything themselves find somebody who does. */
final class Servers {
  private Servers() {}

  /** The server of a project. */
  static RemoteEngine require(Workplace place, Project project) {
    Settings settings = place.settings(project);
    return new Engines(place.installation(), project, settings)
        .server()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.UNAVAILABLE,
                    "No server serves " + StateConfig.from(settings) + ".",
                    "`trainmaster server` starts one; `trainmaster run` needs none."));
  }

  /** The server of a project or, where there is none, an engine for the moment. */
  static RunService join(Workplace place, Project project) {
    return new Engines(place.installation(), project, place.settings(project)).join();
  }
}

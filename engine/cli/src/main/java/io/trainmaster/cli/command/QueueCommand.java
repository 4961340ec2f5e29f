package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.QueueView;
import io.trainmaster.runtime.NodeRoster;
import io.trainmaster.runtime.Situations;
import io.trainmaster.store.StateFolder;
import io.trainmaster.why.Explainer;
import io.trainmaster.why.Situation;
import java.util.List;

/** {@code queue}: what waits, in its order. */
final class QueueCommand extends CliCommand {
  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    Settings settings = place.settings(project);
    QueueView view = view(place, project, settings);
    if (console.isJson()) {
      console.print(view.json());
    } else if (view.isEmpty()) {
      console.say("Nothing waits.");
    } else {
      view.tables().forEach(console::print);
    }
    return ExitCode.OK;
  }

  private static QueueView view(Workplace place, Project project, Settings settings) {
    if (!StateFolder.exists(StateConfig.from(settings))) {
      return new QueueView(new Explainer.Waiting(List.of(), List.of()));
    }
    Engines engines = new Engines(place.installation(), project, settings);
    try (StateFolder state = Records.read(settings)) {
      Explainer explainer =
          Situations.explainer(
              state.runs(), situation(state, engines), place.surroundings().clock().instant());
      return new QueueView(explainer.waiting());
    }
  }

  /** What goes on, by what is recorded and what the settings say. */
  static Situation situation(StateFolder state, Engines engines) {
    return Situations.of(
        state.runs(),
        engines.node(),
        NodeRoster.read(state.path()),
        engines.limits(),
        engines.runsAtOnce(),
        engines.bounds());
  }
}

package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.run.RunId;
import io.trainmaster.store.StateFolder;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is recorded, for commands that read: with a letter where there is no such thing. */
final class Records {
  private static final int RUNS_CONSIDERED = 1000;

  private Records() {}

  /** The state folder for reading, also while a run goes on in it. */
  static StateFolder read(Settings settings) {
    requireState(settings);
    return StateFolder.read(StateConfig.from(settings));
  }

  /** The state folder for aliases and tags. */
  static StateFolder annotate(Settings settings) {
    requireState(settings);
    return StateFolder.annotate(StateConfig.from(settings));
  }

  /** Where the state folder is. */
  static Path path(Settings settings) {
    return settings.path(Setting.STATE_DIR).orElseThrow();
  }

  /** Refuses to go on where nothing was run. */
  static void requireState(Settings settings) {
    StateLocation state = StateConfig.from(settings);
    if (!StateFolder.exists(state)) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "Nothing has been run yet: there is no state in " + state + ".",
          "Run a workflow: trainmaster run FILE. In another folder, name the project by"
              + " --project.");
    }
  }

  /** A run by its name; {@code last} is the latest. */
  static RunRecord run(RunStore store, String name) {
    if (name.equals("last")) {
      return store.runs(Optional.empty(), 1).stream()
          .findFirst()
          .flatMap(run -> store.run(run.id()))
          .orElseThrow(() -> unknownRun(store, name));
    }
    return store.run(new RunId(name)).orElseThrow(() -> unknownRun(store, name));
  }

  private static CommandException unknownRun(RunStore store, String name) {
    List<String> names =
        store.runs(Optional.empty(), RUNS_CONSIDERED).stream()
            .map(run -> run.id().value())
            .toList();
    return new CommandException(
        ExitCode.INPUT_MISSING,
        "There is no run " + name + ".",
        Nearest.to(name, names)
            .map(near -> "Did you mean " + near + "?")
            .orElse("`trainmaster runs` lists the runs."));
  }
}

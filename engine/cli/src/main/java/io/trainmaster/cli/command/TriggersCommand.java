package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.TriggerViews;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.RunService;
import io.trainmaster.store.StateFolder;
import io.trainmaster.time.TriggerId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code triggers}: what makes runs by itself, when it does next, and what it did. */
@Command
final class TriggersCommand extends CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "TRIGGER",
      description = "A trigger, such as churn/schedule-1, to see what became of its times.")
  private @Nullable String trigger;

  @ArgGroup private @Nullable Wish wish;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many times of a trigger to show; by default 20.")
  private int limit = 20;

  /** What is to happen to the trigger. */
  private static final class Wish {
    @Option(
        names = "--pause",
        description = "Let the trigger rest; what is due meanwhile is missed.")
    private boolean pause;

    @Option(names = "--resume", description = "Let it go on.")
    private boolean resume;
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    Settings settings = place.settings(project);
    if (wish != null) {
      pause(place, project, console);
      return ExitCode.OK;
    }
    try (StateFolder state = Records.read(settings)) {
      TriggerViews views =
          new TriggerViews(
              state.runs(),
              settings.zone(Setting.SCHEDULE_ZONE),
              place.surroundings().clock().instant());
      if (trigger == null) {
        views.list(console);
      } else {
        views.history(new TriggerId(trigger), limit, console);
      }
    }
    return ExitCode.OK;
  }

  private void pause(Workplace place, Project project, Console console) {
    if (trigger == null) {
      throw new CommandException(
          ExitCode.USAGE, "It isn't said which trigger.", "`trainmaster triggers` lists them.");
    }
    boolean paused = wish != null && wish.pause && !wish.resume;
    try (RunService service = Servers.join(place, project)) {
      service.pause(new TriggerId(trigger), paused);
      console.say(trigger + (paused ? " rests." : " goes on."));
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }
}

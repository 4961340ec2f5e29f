package io.trainmaster.cli.command;

import io.trainmaster.cli.command.Argument.Option;
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

/** {@code triggers}: what makes runs by itself, when it does next, and what it did. */
final class TriggersCommand extends CliCommand {
  private final Argument<String> trigger =
      parameter(
              String.class,
              "TRIGGER",
              "A trigger, such as churn/schedule-1, to see what became of its times.")
          .optional();

  private final Argument<Integer> limit =
      option(Integer.class, "--limit", "N", "How many times of a trigger to show; by default 20.")
          .byDefault(20);

  private final Option<Boolean> pause =
      flag("--pause", "Let the trigger rest; what is due meanwhile is missed.");

  private final Option<Boolean> resume = flag("--resume", "Let it go on.");

  TriggersCommand() {
    exclusive(pause, resume);
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    Settings settings = place.settings(project);
    if (pause.given().isPresent() || resume.given().isPresent()) {
      pause(place, project, console);
      return ExitCode.OK;
    }
    try (StateFolder state = Records.read(settings)) {
      TriggerViews views =
          new TriggerViews(
              state.runs(),
              settings.zone(Setting.SCHEDULE_ZONE),
              place.surroundings().clock().instant());
      if (trigger.given().isEmpty()) {
        views.list(console);
      } else {
        views.history(new TriggerId(trigger.value()), limit.value(), console);
      }
    }
    return ExitCode.OK;
  }

  private void pause(Workplace place, Project project, Console console) {
    if (trigger.given().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, "It isn't said which trigger.", "`trainmaster triggers` lists them.");
    }
    boolean paused = pause.value() && !resume.value();
    try (RunService service = Servers.join(place, project)) {
      service.pause(new TriggerId(trigger.value()), paused);
      console.say(trigger.value() + (paused ? " rests." : " goes on."));
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }
}

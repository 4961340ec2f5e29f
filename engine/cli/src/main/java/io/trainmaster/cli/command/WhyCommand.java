package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.ExplanationView;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.Situations;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.TaskRecord;
import io.trainmaster.why.Situation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code why}: why a task waits, and what would start it. */
final class WhyCommand extends CliCommand {
  private final Argument<String> task =
      parameter(String.class, "TASK", "A task of a run that isn't over.");

  private final Argument<String> run =
      option(
          String.class,
          "--run",
          "RUN",
          "Its run; by default the latest that isn't over and has such a task.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    Settings settings = place.settings(project);
    Engines engines = new Engines(place.installation(), project, settings);
    Instant now = place.surroundings().clock().instant();
    try (StateFolder state = Records.read(settings)) {
      Situation situation = QueueCommand.situation(state, engines);
      Optional<String> over = run.given().flatMap(name -> over(state, name));
      if (over.isPresent()) {
        console.say(over.get());
        return ExitCode.OK;
      }
      RunId of = find(situation);
      ExplanationView view =
          new ExplanationView(
              Situations.explainer(state.runs(), situation, now)
                  .explain(of, new TaskId(task.value())),
              now);
      if (console.isJson()) {
        console.print(view.json());
      } else {
        view.lines().forEach(console::print);
      }
    }
    return ExitCode.OK;
  }

  private static Optional<String> over(StateFolder state, String name) {
    RunRecord record = Records.run(state.runs(), name);
    return record.summary().phase().isEnd()
        ? Optional.of(
            "Run %s is over: `trainmaster show %s` says how."
                .formatted(record.summary().id(), record.summary().id()))
        : Optional.empty();
  }

  /** The latest run that has the task. */
  private RunId find(Situation situation) {
    List<Situation.Live> live =
        situation.runs().stream()
            .filter(one -> run.given().map(name -> one.id().value().equals(name)).orElse(true))
            .toList();
    TaskId wanted = new TaskId(task.value());
    for (int i = live.size() - 1; i >= 0; i--) {
      if (situation.task(live.get(i).id(), wanted).isPresent()) {
        return live.get(i).id();
      }
    }
    List<String> names =
        live.stream()
            .flatMap(one -> one.record().tasks().stream())
            .map(TaskRecord::id)
            .map(TaskId::value)
            .toList();
    throw new CommandException(
        ExitCode.INPUT_MISSING,
        "No run that isn't over has a task " + task.value() + ".",
        Nearest.to(task.value(), names)
            .map(near -> "Did you mean " + near + "?")
            .orElse("`trainmaster queue` lists what waits, and `trainmaster runs` the runs."));
  }
}

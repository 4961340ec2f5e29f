package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.TaskRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code logs}: what the attempts of a run wrote. */
final class LogsCommand extends CliCommand {
  private final Argument<String> run =
      parameter(String.class, "RUN", "A run, such as churn-7; or last.");

  private final Argument<String> task =
      parameter(String.class, "TASK", "A task; by default all.").optional();

  private final Argument<Integer> attempt =
      option(Integer.class, "--attempt", "N", "An attempt of the task; by default the last.");

  @Override
  ExitCode execute(Workplace place, Console console) throws IOException {
    Settings settings = place.settings(place.project());
    try (StateFolder state = Records.read(settings)) {
      RunRecord record = Records.run(state.runs(), run.value());
      List<TaskRecord> tasks =
          task.given().map(name -> List.of(find(record, name))).orElse(record.tasks());
      for (TaskRecord each : tasks) {
        if (!each.attempts().isEmpty()) {
          print(chosen(each), each, tasks.size() > 1, state.path(), console);
        } else if (task.given().isPresent()) {
          console.say("The task " + task.value() + " has had no attempt.");
        }
      }
    }
    return ExitCode.OK;
  }

  private static TaskRecord find(RunRecord record, String name) {
    List<String> names = record.tasks().stream().map(task -> task.id().value()).toList();
    return record.tasks().stream()
        .filter(task -> task.id().value().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.INPUT_MISSING,
                    "The run " + record.summary().id() + " has no task " + name + ".",
                    Nearest.to(name, names)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("It has: " + String.join(", ", names) + ".")));
  }

  private AttemptRecord chosen(TaskRecord of) {
    List<AttemptRecord> attempts = of.attempts();
    if (attempt.given().isEmpty()) {
      return attempts.get(attempts.size() - 1);
    }
    return attempts.stream()
        .filter(each -> each.number() == attempt.value())
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.INPUT_MISSING,
                    "The task " + of.id() + " has no attempt " + attempt.value() + ".",
                    "It has " + attempts.size() + "."));
  }

  private static void print(
      AttemptRecord attempt, TaskRecord task, boolean titled, Path state, Console console)
      throws IOException {
    if (titled) {
      console.print(
          console.style().bold("== " + task.id() + ", attempt " + attempt.number() + " =="));
    }
    Path file = state.resolve(attempt.logFile());
    if (attempt.logFile().isEmpty() || !Files.isRegularFile(file)) {
      console.say("There is no log of " + task.id() + ", attempt " + attempt.number() + ".");
      return;
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        console.print(line);
      }
    }
  }
}

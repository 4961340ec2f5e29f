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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: what the attempts of a run wrote. */
@Command
final class LogsCommand extends CliCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run, such as churn-7; or last.")
  private String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TASK",
      description = "A task; by default all.")
  private @Nullable String task;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description = "An attempt of the task; by default the last.")
  private @Nullable Integer attempt;

  @Override
  ExitCode execute(Workplace place, Console console) throws IOException {
    Settings settings = place.settings(place.project());
    try (StateFolder state = Records.read(settings)) {
      RunRecord record = Records.run(state.runs(), run);
      List<TaskRecord> tasks = task == null ? record.tasks() : List.of(find(record, task));
      for (TaskRecord each : tasks) {
        if (!each.attempts().isEmpty()) {
          print(chosen(each), each, tasks.size() > 1, state.path(), console);
        } else if (task != null) {
          console.say("The task " + task + " has had no attempt.");
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
    if (attempt == null) {
      return attempts.get(attempts.size() - 1);
    }
    return attempts.stream()
        .filter(each -> Objects.equals(each.number(), attempt))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.INPUT_MISSING,
                    "The task " + of.id() + " has no attempt " + attempt + ".",
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

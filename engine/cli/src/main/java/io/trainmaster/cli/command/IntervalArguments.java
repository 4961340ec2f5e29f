package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.TimeReader;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** The interval of time that a run by hand is about; a trigger's run has its trigger's. */
final class IntervalArguments extends Arguments {
  private final Argument<String> from =
      option(
          String.class,
          "--from",
          "TIME",
          "`run.from`, where the run's interval begins: " + TimeReader.FORMS + ".");

  private final Argument<String> until =
      option(
          String.class,
          "--until",
          "TIME",
          "`run.until`, the end of the run's interval, itself not in it.");

  /**
   * What the workflow reads of it.
   *
   * @param zone of times without an offset
   * @throws CommandException where one is missing that the workflow reads, or given in vain
   */
  Map<String, Value> of(WorkflowGraph workflow, ZoneId zone) {
    boolean given = from.given().isPresent() || until.given().isPresent();
    if (!RunFact.hasInterval(workflow)) {
      if (given) {
        throw wrong(
            "The workflow " + workflow.name() + " reads neither `run.from` nor `run.until`.",
            "Leave out --from and --until.");
      }
      return Map.of();
    }
    if (from.given().isEmpty() || until.given().isEmpty()) {
      throw wrong(
          "Each run of " + workflow.name() + " is about an interval of time.",
          "Give it: --from 2026-05-01 --until 2026-05-02.");
    }
    Instant begin = TimeReader.read("--from", from.value(), zone);
    Instant end = TimeReader.read("--until", until.value(), zone);
    if (!begin.isBefore(end)) {
      throw wrong("The interval ends before it begins.", "--from is before --until.");
    }
    return RunFact.interval(workflow, begin, end);
  }

  private static CommandException wrong(String message, String mend) {
    return new CommandException(ExitCode.USAGE, message, mend);
  }
}

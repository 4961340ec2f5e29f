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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The interval of time that a run by hand is about; a trigger's run has its trigger's. */
final class IntervalArguments {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "`run.from`, where the run's interval begins: " + TimeReader.FORMS + ".")
  private @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "`run.until`, the end of the run's interval, itself not in it.")
  private @Nullable String until;

  /**
   * What the workflow reads of it.
   *
   * @param zone of times without an offset
   * @throws CommandException where one is missing that the workflow reads, or given in vain
   */
  Map<String, Value> of(WorkflowGraph workflow, ZoneId zone) {
    boolean given = from != null || until != null;
    if (!RunFact.hasInterval(workflow)) {
      if (given) {
        throw wrong(
            "The workflow " + workflow.name() + " reads neither `run.from` nor `run.until`.",
            "Leave out --from and --until.");
      }
      return Map.of();
    }
    if (from == null || until == null) {
      throw wrong(
          "Each run of " + workflow.name() + " is about an interval of time.",
          "Give it: --from 2026-05-01 --until 2026-05-02.");
    }
    Instant begin = TimeReader.read("--from", from, zone);
    Instant end = TimeReader.read("--until", until, zone);
    if (!begin.isBefore(end)) {
      throw wrong("The interval ends before it begins.", "--from is before --until.");
    }
    return RunFact.interval(workflow, begin, end);
  }

  private static CommandException wrong(String message, String mend) {
    return new CommandException(ExitCode.USAGE, message, mend);
  }
}

package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;

/** {@code simulate}: replays public traces. */
final class SimulateCommand extends CliCommand {
  SimulateCommand() {
    subcommand(
        "openb",
        new SimulateOpenb(),
        "Pods of Alibaba's cluster-trace-gpu-v2023 that arrive and stay: the GPUs that are given out, in"
            + " per cent, when pods for so many per cent have arrived; the mean over the seeds and its"
            + " standard deviation.");
    subcommand(
        "jobs",
        new SimulateJobs(),
        "Jobs on 64 GPUs, as Muri's traces have them: the seconds from arrival to end, and until all"
            + " have ended.");
    subcommand(
        "graph",
        new SimulateGraph(),
        "Executions in WfFormat on four machines of speed 1, 1, 2 and 4 with 1 Gbit/s between them: the"
            + " seconds that a schedule takes, and how many times the shortest possible that is.");
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    throw new CommandException(
        ExitCode.USAGE,
        "Which kind of trace is not said.",
        "There are three: trainmaster simulate openb, jobs or graph");
  }
}

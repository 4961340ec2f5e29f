package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.track.RunOptions;

/** Which runs go first. */
final class PriorityArguments extends Arguments {
  private final Argument<Integer> priority =
      option(
              Integer.class,
              "--priority",
              "N",
              "From -100 to 100: runs and tasks that wait go before those of a lower one.")
          .byDefault(0);

  RunOptions in(RunOptions options) {
    int wanted = priority.value();
    if (Math.abs(wanted) > RunOptions.PRIORITY_LIMIT) {
      throw new CommandException(
          ExitCode.USAGE, "A priority is from -100 to 100, not " + wanted + ".", "Give another.");
    }
    return options.withPriority(wanted);
  }
}

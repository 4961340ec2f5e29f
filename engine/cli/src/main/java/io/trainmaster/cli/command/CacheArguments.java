package io.trainmaster.cli.command;

import io.trainmaster.track.RunOptions;

/** Whether a run uses what earlier runs gave. */
final class CacheArguments extends Arguments {
  private final Argument<Boolean> noCache =
      flag("--no-cache", "Carry out every task anew, whatever earlier runs gave.");

  RunOptions options() {
    return RunOptions.DEFAULT.withReuse(!noCache.value());
  }
}

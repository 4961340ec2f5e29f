package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.store.StateBackup;
import io.trainmaster.store.StateLocation;
import java.nio.file.Path;

/** {@code backup}: copies the state folder, also while it is served. */
final class BackupCommand extends CliCommand {
  private final Argument<Path> folder =
      parameter(
          Path.class,
          "DIR",
          "Where the copy goes: a new folder, or an earlier backup, which is brought up to date.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    StateLocation state = StateConfig.from(place.settings(place.project()));
    if (state.database().isPresent()) {
      throw new CommandException(
          ExitCode.USAGE,
          "The runs are recorded in PostgreSQL, which has backups of its own.",
          "Dump the database with pg_dump, then copy the folder " + state.folder() + ".");
    }
    Path to = place.resolve(folder.value());
    StateBackup.Made made = StateBackup.make(state.folder(), to);
    if (console.isJson()) {
      console.print(
          JsonNodeFactory.instance
              .objectNode()
              .put("backup", to.toString())
              .put("artifacts", made.artifacts())
              .put("copied", made.copied())
              .put("bytes", made.bytes()));
    } else {
      console.say(
          "%s has all that was recorded: %d artifacts, %d of them new."
              .formatted(to, made.artifacts(), made.copied()));
    }
    return ExitCode.OK;
  }
}

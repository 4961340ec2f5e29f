package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.replay.TraceException;

/** What the kinds of {@code simulate} have in common: rows of figures, as a table or as JSON. */
abstract class TraceReplay extends CliCommand {
  private final String[] columns;

  TraceReplay(String... columns) {
    this.columns = columns;
  }

  @Override
  final ExitCode execute(Workplace place, Console console) {
    Table table = new Table(columns);
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    try {
      replay(place, table, json);
    } catch (TraceException e) {
      throw new CommandException(
          ExitCode.WORKFLOW_INVALID,
          "The trace can't be replayed. %s".formatted(e.getMessage()),
          "`trainmaster simulate --help` says which traces can be replayed.");
    }
    if (console.isJson()) {
      console.print(json);
    } else {
      console.print(table);
    }
    return ExitCode.OK;
  }

  /** Adds a row of the table, and an object of the array, for each figure. */
  abstract void replay(Workplace place, Table table, ArrayNode json);
}

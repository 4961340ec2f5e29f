package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.runtime.EngineException;

/** What a person does where an engine can't do what it is asked. */
final class Refusals {
  private Refusals() {}

  /** The error that a command ends with; an engine's defect stays what it is. */
  static RuntimeException of(EngineException refusal) {
    String message = String.valueOf(refusal.getMessage());
    return switch (refusal.reason()) {
      case RUN_UNKNOWN ->
          new CommandException(ExitCode.INPUT_MISSING, message, "`trainmaster runs` lists runs.");
      case TRIGGER_UNKNOWN ->
          new CommandException(
              ExitCode.INPUT_MISSING, message, "`trainmaster triggers` lists those there are.");
      case NODE_UNKNOWN ->
          new CommandException(
              ExitCode.INPUT_MISSING, message, "`trainmaster nodes` lists those there are.");
      case NOT_RESUMABLE ->
          new CommandException(ExitCode.USAGE, message, "`trainmaster run` starts a new run.");
      case KEY_TAKEN ->
          new CommandException(ExitCode.USAGE, message, "Choose another key for another run.");
      case PLAN_IMPOSSIBLE ->
          new CommandException(
              ExitCode.WORKFLOW_INVALID, message, "Change the workflow or its parameters.");
      case CLOSED -> new CommandException(ExitCode.UNAVAILABLE, message, "");
      case BUG -> refusal;
    };
  }
}

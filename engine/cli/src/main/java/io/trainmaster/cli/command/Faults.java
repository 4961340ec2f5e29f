package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;

/** Says what is wrong with a workflow that was to be used. */
final class Faults {
  private Faults() {}

  /** Shows every diagnostic on standard error; as JSON where that is wanted. */
  static ExitCode tell(Compilation compilation, Console console) {
    if (console.isJson()) {
      console.complain(Diagnostics.json(compilation).toString());
    } else {
      console.complain(
          new SnippetRenderer(console.talkStyle().isOn())
              .render(compilation.file(), compilation.diagnostics())
              .stripTrailing());
    }
    return ExitCode.WORKFLOW_INVALID;
  }

  /** Shows on standard error what a workflow uses that this version can't run. */
  static ExitCode later(Compilation compilation, String workflow, Console console) {
    if (console.isJson()) {
      console.complain(
          Diagnostics.json(compilation.file(), compilation.later(workflow)).toString());
    } else {
      console.complain(
          new SnippetRenderer(console.talkStyle().isOn())
              .renderErrors(compilation.file(), compilation.later(workflow))
              .stripTrailing());
    }
    return ExitCode.NOT_YET;
  }
}

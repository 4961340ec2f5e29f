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
}

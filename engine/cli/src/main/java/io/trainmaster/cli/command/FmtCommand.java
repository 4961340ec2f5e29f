package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.AtomicFile;
import io.trainmaster.cli.project.WorkflowFile;
import io.trainmaster.cli.view.LineDiff;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.format.Formatter;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code fmt}: gives workflow files the one layout. */
final class FmtCommand extends CliCommand {
  private static final String STANDARD_INPUT = "-";

  private final Argument<List<String>> files =
      parameters(
          String.class,
          "FILE",
          "Workflow files; - reads standard input and writes standard output.");

  private final Argument<Boolean> check =
      flag("--check", "Write nothing; list the files that are not laid out, and exit with 4.");

  private final Argument<Boolean> diff = flag("--diff", "Write nothing; show what would change.");

  @Override
  ExitCode execute(Workplace place, Console console) throws IOException {
    boolean faulty = false;
    boolean differs = false;
    for (String file : files.value()) {
      SourceFile source = read(place, file);
      Optional<String> formatted = format(source, console);
      faulty |= formatted.isEmpty();
      if (formatted.isPresent()) {
        differs |= !formatted.get().equals(source.text());
        use(place, console, file, source, formatted.get());
      }
    }
    if (faulty) {
      return ExitCode.WORKFLOW_INVALID;
    }
    return check.value() && differs ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private static SourceFile read(Workplace place, String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return place.limit(place.project()).read("<stdin>", System.in);
    }
    Path path = place.resolve(Path.of(file));
    return WorkflowFile.read(path, file, file, place.limit(place.projectOf(path)));
  }

  private static Optional<String> format(SourceFile source, Console console) {
    SyntaxTree tree = Parser.parse(source);
    if (tree.diagnostics().isEmpty()) {
      return Optional.of(Formatter.format(tree));
    }
    console.complain(
        new SnippetRenderer(console.talkStyle().isOn())
            .render(source, tree.diagnostics())
            .stripTrailing());
    return Optional.empty();
  }

  private void use(
      Workplace place, Console console, String file, SourceFile source, String formatted) {
    boolean differs = !formatted.equals(source.text());
    if (diff.value()) {
      console.write(LineDiff.of(source.path(), "formatted", source.text(), formatted));
    } else if (check.value() && differs) {
      console.print(source.path());
    } else if (!check.value() && file.equals(STANDARD_INPUT)) {
      console.write(formatted);
    } else if (!check.value() && differs) {
      AtomicFile.write(place.resolve(Path.of(file)), formatted, file);
      console.say("formatted " + file);
    }
  }
}

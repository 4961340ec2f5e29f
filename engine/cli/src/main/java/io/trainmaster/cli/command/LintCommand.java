package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.AtomicFile;
import io.trainmaster.cli.project.Installation;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.project.WorkflowFile;
import io.trainmaster.cli.project.WorkflowFiles;
import io.trainmaster.cli.view.LineDiff;
import io.trainmaster.cli.view.Sarif;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Severity;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.lint.Fixer;
import io.trainmaster.dsl.lint.Linted;
import io.trainmaster.dsl.lint.Linter;
import io.trainmaster.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code lint}: says what could be better in workflow files, and mends what it can. */
final class LintCommand extends CliCommand {
  private static final String STANDARD_INPUT = "-";

  private final Argument<List<String>> files =
      parameters(
          String.class,
          "FILE",
          "Workflow files, or folders with all .train files below them; - reads standard input.");

  private final Argument<Boolean> fix =
      flag(
          "--fix",
          "Mend what can be mended without changing what the file means, in place; of standard"
              + " input, to standard output.");

  private final Argument<Boolean> diff =
      flag("--diff", "With --fix: write nothing; show what would change.");

  /** A file as it is, and the path to write it to. */
  private record Input(SourceFile source, Optional<Path> path) {}

  @Override
  boolean writesSarif() {
    return true;
  }

  @Override
  ExitCode execute(Workplace place, Console console) throws IOException {
    if (diff.value() && !fix.value()) {
      throw new CommandException(
          ExitCode.USAGE, "--diff shows what --fix would change.", "Give --fix as well.");
    }
    Linter linter = new Linter(place.installation().catalogue());
    List<Linted> all = new ArrayList<>();
    for (Input input : inputs(place)) {
      SourceFile source = fix.value() ? fixed(input, new Fixer(linter), console) : input.source();
      all.add(linter.lint(source));
    }
    if (diff.value()) {
      return ExitCode.OK;
    }
    show(all, console);
    if (all.stream().anyMatch(one -> !one.errors().isEmpty())) {
      return ExitCode.WORKFLOW_INVALID;
    }
    return all.stream().anyMatch(Linted::hasWarnings) ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private List<Input> inputs(Workplace place) throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (String given : files.value()) {
      if (given.equals(STANDARD_INPUT)) {
        SourceFile source = place.limit(place.project()).read("<stdin>", System.in);
        inputs.add(new Input(source, Optional.empty()));
        continue;
      }
      for (Path path : WorkflowFiles.at(place.resolve(Path.of(given)), given)) {
        Project project = place.projectOf(path);
        SourceFile source =
            WorkflowFile.read(path, given, project.shown(path), place.limit(project));
        inputs.add(new Input(source, Optional.of(path)));
      }
    }
    return inputs;
  }

  private SourceFile fixed(Input input, Fixer fixer, Console console) {
    if (input.source().isTooLarge()) {
      return input.source();
    }
    Fixer.Fixed fixed = fixer.fix(input.source());
    String before = input.source().text();
    String after = fixed.file().text();
    String path = input.source().path();
    if (diff.value()) {
      console.write(LineDiff.of(path, "fixed", before, after));
    } else if (input.path().isEmpty()) {
      console.write(after);
    } else if (fixed.count() > 0) {
      AtomicFile.write(input.path().get(), after, path);
      console.say("fixed " + count(fixed.count(), "place") + " in " + path);
    }
    return fixed.file();
  }

  private void show(List<Linted> all, Console console) {
    boolean taken = fix.value() && files.value().contains(STANDARD_INPUT);
    if (console.isJson() && !taken) {
      console.print(Json.of(all));
    } else if (console.isSarif() && !taken) {
      console.print(Json.sarif(all));
    } else {
      all.forEach(one -> show(one, console, taken));
    }
  }

  /**
   * @param taken whether standard output is for the file itself
   */
  private static void show(Linted linted, Console console, boolean taken) {
    String path = linted.file().path();
    List<Diagnostic> found = linted.all();
    if (!found.isEmpty()) {
      boolean color = (taken ? console.talkStyle() : console.style()).isOn();
      String letters = new SnippetRenderer(color).render(linted.file(), found);
      if (taken) {
        console.complain(letters.stripTrailing());
      } else {
        console.write(letters);
      }
      console.complain("");
      console.complain(summary(found) + " in " + path + fixable(found));
    } else if (!taken) {
      console.print(console.style().good("ok") + "  " + path);
    }
  }

  private static String summary(List<Diagnostic> found) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = found.stream().filter(one -> one.code().severity() == severity).count();
      if (count > 0) {
        counts.add(count(count, severity.word()));
      }
    }
    return String.join(", ", counts);
  }

  private static String fixable(List<Diagnostic> found) {
    long count = found.stream().filter(Fixer::isMechanical).count();
    return count == 0 ? "" : "; --fix mends " + count;
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Apart, so that nothing of JSON is loaded where none is wanted. */
  private static final class Json {
    private Json() {}

    static ArrayNode of(List<Linted> all) {
      ArrayNode files = JsonNodeFactory.instance.arrayNode();
      for (Linted linted : all) {
        ObjectNode file = files.addObject();
        file.put("file", linted.file().path());
        file.put("ok", linted.all().isEmpty());
        file.set("diagnostics", Diagnostics.json(linted.file(), linted.all()));
      }
      return files;
    }

    static ObjectNode sarif(List<Linted> all) {
      Sarif sarif = new Sarif(Installation.version());
      all.forEach(one -> sarif.add(one.file(), one.all()));
      return sarif.log();
    }
  }
}

package io.trainmaster.cli.view;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Style;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.test.TestFailure;
import io.trainmaster.dsl.test.TestResult;
import io.trainmaster.model.ValueText;
import io.trainmaster.run.TaskPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a person is told of tests: a line each, why one failed, and how many did. */
public final class TestReport {
  private final Console console;
  private final Style style;
  private final Symbols symbols;

  /**
   * @param variables the environment, whose locale says which marks can be shown
   */
  public TestReport(Console console, Map<String, String> variables) {
    this.console = console;
    this.style = console.style();
    this.symbols = Symbols.of(variables);
  }

  /** Tells of all files. */
  public void show(List<TestedFile> files) {
    for (TestedFile file : files) {
      if (file.compilation().hasErrors()) {
        console.write(
            new SnippetRenderer(style.isOn())
                .render(file.compilation().file(), file.compilation().diagnostics()));
      } else if (!file.results().isEmpty()) {
        console.print(style.bold(file.path()));
        file.results().forEach(result -> show(file, result));
      }
    }
    summary(files);
  }

  private void show(TestedFile file, TestResult result) {
    TaskPhase phase = result.passed() ? TaskPhase.SUCCEEDED : TaskPhase.FAILED;
    console.print(
        "  "
            + Symbols.paint(phase, symbols.of(phase), style)
            + " "
            + result.name()
            + style.faint("  " + ValueText.duration(result.took())));
    result.failure().ifPresent(failure -> console.write(letter(file, failure, style.isOn())));
  }

  /** A failure as a person reads it, with its place and what was found. */
  static String letter(TestedFile file, TestFailure failure, boolean colour) {
    StringBuilder out =
        new StringBuilder(
            new SnippetRenderer(colour).render(file.compilation().file(), failure.diagnostic()));
    failure.facts().forEach(fact -> out.append("     = ").append(fact).append('\n'));
    return out.toString();
  }

  private void summary(List<TestedFile> files) {
    long tests = files.stream().mapToLong(file -> file.results().size()).sum();
    long failures = files.stream().mapToLong(TestedFile::failures).sum();
    long faulty = files.stream().filter(file -> file.compilation().hasErrors()).count();
    if (faulty > 0) {
      console.complain(count(faulty, "file") + " with errors, whose tests were not run");
    }
    if (tests > 0) {
      Duration took =
          files.stream()
              .flatMap(file -> file.results().stream())
              .map(TestResult::took)
              .reduce(Duration.ZERO, Duration::plus);
      String failed = failures == 0 ? "" : ", " + style.bad(failures + " failed");
      console.print(count(tests, "test") + failed + style.faint(" in " + ValueText.duration(took)));
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}

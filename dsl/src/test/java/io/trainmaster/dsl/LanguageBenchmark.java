package io.trainmaster.dsl;

import io.trainmaster.dsl.check.Checker;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.lint.Linter;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Lexing;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Measures in processor time how fast files are read, checked and compiled, and how much memory a
 * graph takes. The command is in the module's README.
 */
public final class LanguageBenchmark {

  private static final int LINES = 10_000;
  private static final int TASKS = 100_000;
  private static final int WARM_UP = 8;
  private static final int ROUNDS = 8;

  private LanguageBenchmark() {}

  /** Prints the figures. */
  public static void main(String[] arguments) {
    SourceFile file = new SourceFile("long.train", workflows(LINES));
    Checker checker = new Checker(TestFiles.catalogue(), SchemaLookup.NONE);
    SyntaxTree tree = Parser.parse(file);
    say("file: %,d lines, %,d characters", file.lines().count(), file.text().length());
    lines("lexing", () -> Lexing.tokens(file.text()));
    lines("lexing and parsing", () -> Parser.parse(file).items().size());
    lines("checking", () -> checker.check(tree).diagnostics().size());
    Linter linter = new Linter(TestFiles.catalogue());
    lines("all, with findings", () -> linter.lint(file).findings().size());
    long whole = lines("all, with graphs", () -> compile(file).workflows().size());
    say("check of the file, warm: %d ms (target: under 300 ms)", whole / 1_000_000);

    SourceFile large = new SourceFile("large.train", graph(TASKS));
    for (int i = 0; i < 3; i++) {
      compile(large);
    }
    long before = used();
    long start = processorTime();
    Compilation compilation = compile(large);
    long millis = (processorTime() - start) / 1_000_000;
    long bytes = used() - before;
    int tasks = compilation.workflows().get(0).tasks().size();
    say("compile of %,d tasks: %,d ms (target: under 2,000 ms)", tasks, millis);
    say("heap of the graph: %,d bytes a task", bytes / tasks);
    if (compilation.hasErrors()) {
      throw new IllegalStateException("The generated workflow has faults.");
    }
  }

  private static Compilation compile(SourceFile file) {
    return TestFiles.compiler().compile(file, SchemaLookup.NONE);
  }

  /** The best of some rounds, after some that are not counted; in nanoseconds. */
  private static long lines(String what, IntSupplier work) {
    long best = Long.MAX_VALUE;
    long sink = 0;
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      long start = processorTime();
      sink += work.getAsInt();
      best = i < WARM_UP ? best : Math.min(best, processorTime() - start);
    }
    say("%s: %,d lines a second (%d)", what, LINES * 1_000_000_000L / best, sink);
    return best;
  }

  /** Not the time on the wall, so that a busy machine gives the same figures. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** Workflows as people write them, of about forty lines each. */
  public static String workflows(int lines) {
    String churn = TestFiles.text("examples/churn.train").replace("edition 1\n", "");
    StringBuilder text = new StringBuilder("edition 1\n");
    int each = (int) churn.lines().count();
    for (int i = 0; i * each < lines; i++) {
      text.append(
          churn
              .replace("workflow churn(", "workflow churn" + i + "(")
              .replace("run churn()", "run churn" + i + "()"));
    }
    return text.toString();
  }

  /** One workflow of many tasks, each of which needs one before it. */
  static String graph(int tasks) {
    StringBuilder text = new StringBuilder("workflow large(data: Path) {\n");
    text.append("  t0 = ingest.csv(data)\n");
    for (int i = 1; i < tasks; i++) {
      text.append("  t")
          .append(i)
          .append(" = validate(t")
          .append(i / 2)
          .append(") { rows >= 5 }\n");
    }
    return text.append("}\n").toString();
  }
}

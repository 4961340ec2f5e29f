package io.trainmaster.dsl.lint;

import java.util.List;
import java.util.Random;

/**
 * Makes random workflows that can run and that a linter finds much in, with comments wherever a
 * line may end. The same seed gives the same program. Conditions read {@code a} and {@code b}, two
 * Bools, and {@code n}, an Int.
 */
final class LintProgramGenerator {

  private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

  private final Random random;
  private final boolean conditions;
  private final StringBuilder text = new StringBuilder();
  private int comments;

  private LintProgramGenerator(long seed, boolean conditions) {
    this.random = new Random(seed);
    this.conditions = conditions;
  }

  /**
   * A program.
   *
   * @param conditions whether it has conditions that could be written in fewer words
   */
  static String program(long seed, boolean conditions) {
    LintProgramGenerator generator = new LintProgramGenerator(seed, conditions);
    generator.file();
    String text = generator.text.toString();
    return seed % 5 == 0 ? text.replace("\n", "\r\n") : text;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String name(String name) {
    return chance(20) ? "`" + name + "`" : name;
  }

  private String comment() {
    comments++;
    return " # comment " + comments + " `x` == true";
  }

  /** The end of a line, or a place inside of brackets where a line may end. */
  private String end() {
    return (chance(25) ? comment() : "") + "\n";
  }

  private String gap() {
    return chance(15) ? end() + "    " : " ";
  }

  private void file() {
    if (chance(30)) {
      text.append("#").append(comment()).append("\n");
    }
    if (chance(50)) {
      text.append("edition 1").append(end());
    }
    if (chance(50)) {
      text.append("import \"other.train\" as other").append(chance(30) ? "; " : end());
    }
    int workflows = 1 + random.nextInt(2);
    for (int i = 0; i < workflows; i++) {
      workflow("flow_" + i);
    }
  }

  private void workflow(String name) {
    text.append(chance(50) ? "/// Words.\n" : "").append("workflow ").append(name(name));
    text.append("(a: Bool = true, b: Bool = false,").append(gap()).append("n: Int = 3) {\n");
    if (chance(60)) {
      schedule();
    }
    int lines = 1 + random.nextInt(8);
    for (int i = 0; i < lines; i++) {
      text.append("  ");
      line(i);
      text.append(chance(10) ? ";" : "").append(end());
    }
    text.append("}\n");
  }

  private void schedule() {
    String start = chance(50) ? "  schedule { " : "  schedule {" + end() + "    ";
    text.append(start).append("cron \"").append(chance(70) ? "0 2 * * *" : "*/5 * * * *");
    text.append('"').append(chance(40) ? "; misfire merge" : "").append(chance(40) ? end() : " ");
    text.append(chance(30) ? "; overlap queue }\n" : "}\n");
  }

  private void line(int index) {
    if (random.nextInt(3) == 0) {
      text.append("require ")
          .append(condition(0))
          .append(" else fail \"")
          .append(index)
          .append('"');
    } else if (chance(50)) {
      text.append(name("raw_" + index)).append(" = ").append(source(index));
    } else {
      text.append("parts_").append(index).append(" = split(").append(source(index));
      text.append(", train: 80%, test: 20%)");
    }
  }

  private String source(int index) {
    StringBuilder call = new StringBuilder("ingest.csv(" + gap() + "\"" + index + ".csv\"");
    for (String argument : List.of("header: true", "malformed: refuse", "delimiter: \",\"")) {
      if (chance(40)) {
        call.append(",").append(gap()).append(argument);
      }
    }
    return call.append(chance(20) ? "," + gap() : "").append(")").toString();
  }

  private String condition(int depth) {
    int kind = depth > 3 ? random.nextInt(2) : random.nextInt(8);
    String inner = depth > 3 ? "" : condition(depth + 1);
    return switch (kind) {
      case 0 -> name(chance(50) ? "a" : "b");
      case 1 -> "n " + COMPARISONS.get(random.nextInt(6)) + " " + random.nextInt(6);
      case 2 -> "(" + inner + ")" + (chance(50) ? " and " : " or ") + name("b");
      case 3 -> conditions ? "not (" + inner + ")" : "not (n < 4)";
      case 4 -> "(" + inner + gap() + ")";
      case 5 -> conditions ? "(" + inner + ") " + bool() : "(" + inner + ") or b";
      case 6 -> conditions ? "not not (" + inner + ")" : "not b";
      default ->
          conditions
              ? "("
                  + chosen("true", "false")
                  + " "
                  + chosen("==", "!=")
                  + gap()
                  + "("
                  + inner
                  + "))"
              : "(a)";
    };
  }

  private String bool() {
    return chosen("==", "!=") + gap() + chosen("true", "false");
  }

  private String chosen(String one, String other) {
    return chance(50) ? one : other;
  }
}

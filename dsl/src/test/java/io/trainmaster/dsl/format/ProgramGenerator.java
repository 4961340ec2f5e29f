package io.trainmaster.dsl.format;

import java.util.List;
import java.util.Random;

/**
 * Makes random programs without faults of form, from the whole grammar: with comments wherever a
 * line may end, odd spacing, every kind of line end and names in backticks. The same seed gives the
 * same program.
 */
final class ProgramGenerator {

  private static final List<String> NAMES =
      List.of("a", "data", "x1", "long_name_of_a_thing", "test", "skip", "žodis", "`odd key`");
  private static final List<String> WORDS = List.of("`if`", "`a#b`", "`not`", "of", "until");
  private static final List<String> TYPES =
      List.of("Int", "Dataset", "Map", "List", "ModelVersion");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int brackets;
  private int unbroken;

  private ProgramGenerator(long seed) {
    this.random = new Random(seed);
  }

  static String program(long seed) {
    ProgramGenerator generator = new ProgramGenerator(seed);
    generator.file();
    return generator.text.toString();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String comment() {
    String words = one(List.of(" a comment", "", " { \" ( `", " tab\tand  blanks  ", "! é"));
    return (chance(70) ? "#" : "///") + words + lineEnd();
  }

  private String lineEnd() {
    return chance(80) ? "\n" : "\r\n";
  }

  private String blanks(int least) {
    StringBuilder blanks = new StringBuilder();
    int count = least + (chance(30) ? random.nextInt(4) : 0);
    for (int i = 0; i < count; i++) {
      blanks.append(chance(90) ? ' ' : '\t');
    }
    return blanks.toString();
  }

  /** Line ends and comments at a place where they mean nothing. */
  private void breakable() {
    while (chance(10)) {
      text.append(blanks(1)).append(chance(40) ? comment() : lineEnd()).append(blanks(1));
    }
  }

  /** A token with some space before it. */
  private void token(String token) {
    boolean apart = text.length() > 0 && (isWord(last()) || isSign(last()) || last() == '.');
    text.append(blanks(apart || isWord(token.charAt(0)) ? 1 : 0));
    if (brackets > 0 && unbroken == 0) {
      breakable();
    }
    text.append(token);
  }

  private char last() {
    return text.charAt(text.length() - 1);
  }

  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '`' || c == '"' || c == '%';
  }

  private static boolean isSign(int c) {
    return "=<>-+*/?.!".indexOf(c) >= 0;
  }

  private void infix(String operator) {
    boolean connective = operator.equals("and") || operator.equals("or");
    if (connective && unbroken == 0) {
      breakable();
    }
    text.append(' ');
    token(operator);
    if (unbroken == 0) {
      breakable();
    }
    text.append(' ');
  }

  private void comma() {
    token(",");
    if (unbroken == 0) {
      breakable();
    }
  }

  /** The end of a line in a block. */
  private void newline() {
    int ends = 1 + (chance(25) ? random.nextInt(3) : 0);
    for (int i = 0; i < ends; i++) {
      text.append(blanks(0));
      text.append(chance(30) ? ";" : chance(25) ? " " + comment() : lineEnd());
    }
    text.append(blanks(1));
  }

  private void name() {
    token(chance(80) ? one(NAMES) : one(WORDS));
  }

  private void path() {
    name();
    while (chance(20)) {
      token(".");
      // A reserved word is a name right after the point alone.
      unbroken++;
      token(chance(30) ? "else" : one(NAMES));
      unbroken--;
    }
  }

  private void file() {
    if (chance(30)) {
      text.append(blanks(0)).append(comment());
    }
    int items = 1 + random.nextInt(4);
    for (int i = 0; i < items; i++) {
      item();
      text.append(chance(10) ? ";" : lineEnd());
      while (chance(30)) {
        text.append(blanks(0)).append(chance(50) ? comment() : lineEnd());
      }
    }
    if (chance(20)) {
      text.append("# the end");
    }
  }

  private void item() {
    switch (random.nextInt(10)) {
      case 0 -> text.append("edition 1");
      case 1 -> text.append("import \"other.train\" as training");
      case 2, 3 -> {
        text.append("schema ").append(one(List.of("A", "Longer")));
        fields(2);
      }
      case 4 -> {
        text.append("operator a.b");
        parameters();
        token("->");
        breakable();
        type(2);
        if (chance(70)) {
          block(2);
        }
      }
      case 5 -> {
        text.append("test \"some ${name}\"");
        block(3);
      }
      default -> {
        text.append("workflow ").append(one(List.of("w", "a_rather_long_name_of_a_workflow")));
        parameters();
        if (chance(50)) {
          token("->");
          breakable();
          type(2);
        }
        body(3);
      }
    }
  }

  private void parameters() {
    token("(");
    brackets++;
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      parameter(2);
      if (i + 1 < count || chance(30)) {
        comma();
      }
    }
    token(")");
    brackets--;
  }

  private void parameter(int depth) {
    name();
    token(":");
    // In brackets, a line that begins with a name and `=` is taken for the next statement.
    unbroken++;
    type(depth);
    if (chance(30)) {
      token("in");
      text.append(' ');
      sum(1);
      if (chance(20)) {
        token("?");
      }
    }
    if (chance(40)) {
      text.append(' ');
      token("=");
      expression(2);
    }
    unbroken--;
  }

  private void fields(int depth) {
    token("{");
    int outer = brackets;
    brackets = 0;
    int count = random.nextInt(4);
    text.append(chance(50) ? " " : "\n");
    for (int i = 0; i < count; i++) {
      parameter(depth - 1);
      if (chance(30)) {
        comma();
      } else if (i + 1 < count || chance(30)) {
        newline();
      }
    }
    token("}");
    brackets = outer;
  }

  private void type(int depth) {
    if (depth > 0 && chance(15)) {
      fields(depth);
    } else {
      token(one(TYPES));
      if (depth > 0 && chance(30)) {
        token("<");
        type(0);
        if (chance(30)) {
          token(",");
          type(0);
        }
        token(">");
      }
    }
    if (chance(20)) {
      token("?");
    }
  }

  private void body(int depth) {
    token("{");
    int count = depth <= 0 ? random.nextInt(2) : random.nextInt(5);
    inBlock(count, () -> statement(depth));
    token("}");
  }

  private void block(int depth) {
    token("{");
    inBlock(depth <= 0 ? 1 : random.nextInt(5), () -> entry(depth));
    token("}");
  }

  private void inBlock(int count, Runnable row) {
    boolean line = chance(40);
    text.append(" ");
    if (!line && chance(80)) {
      newline();
    }
    for (int i = 0; i < count; i++) {
      row.run();
      if (i + 1 < count || !line) {
        if (line) {
          text.append(one(List.of(";", "; ", " ;; ")));
        } else {
          newline();
        }
      }
    }
  }

  private void statement(int depth) {
    switch (random.nextInt(depth > 0 ? 11 : 4)) {
      case 0 -> {
        token(one(List.of("return", "yield")));
        value(depth);
      }
      case 1 -> {
        token("require");
        text.append(' ');
        expression(2);
        breakable();
        text.append(' ');
        token("else");
        token(one(List.of("skip", "fail")));
        expression(1);
      }
      case 2, 3, 4, 5 -> {
        path();
        token("=");
        value(depth);
      }
      case 6 -> {
        token("finally");
        body(depth - 1);
      }
      case 7 -> conditional(depth);
      case 8 -> loop(depth);
      default -> entry(depth);
    }
  }

  private void value(int depth) {
    text.append(' ');
    switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 4 -> conditional(depth);
      case 5 -> loop(depth);
      case 6 -> {
        token("tune");
        path();
        arguments(2);
        after();
        block(depth - 1);
      }
      default -> {
        expression(3);
        after();
        blocks(depth);
      }
    }
  }

  private void conditional(int depth) {
    token("if");
    text.append(' ');
    expression(2);
    body(depth - 1);
    if (chance(50)) {
      breakable();
      text.append(' ');
      token("else");
      if (chance(40)) {
        text.append(' ');
        conditional(depth - 1);
      } else {
        body(depth - 1);
      }
    }
  }

  private void loop(int depth) {
    token("for");
    name();
    infix("in");
    expression(1);
    body(depth - 1);
  }

  private void after() {
    if (chance(15)) {
      text.append(' ');
      token("after");
      path();
      while (chance(30)) {
        comma();
        path();
      }
    }
  }

  private void blocks(int depth) {
    if (depth > 0 && chance(30)) {
      block(depth - 1);
      while (chance(25)) {
        breakable();
        token("else");
        block(depth - 1);
      }
    }
  }

  private void entry(int depth) {
    path();
    text.append(' ');
    switch (random.nextInt(6)) {
      case 0 -> {
        infix(one(List.of("==", "!=", "<", "<=", ">", ">=", "in", "*=")));
        sum(2);
      }
      case 1 -> {
        arguments(2);
        after();
        blocks(depth);
      }
      case 2 -> blocks(depth);
      default -> {
        bare();
        while (chance(35)) {
          comma();
          argument(1);
        }
        blocks(depth);
      }
    }
  }

  /** A value that does not begin with a parenthesis. */
  private void bare() {
    if (chance(20)) {
      name();
      token(":");
      expression(1);
    } else if (chance(10)) {
      token("-");
      atom(1);
    } else {
      atom(2);
      if (chance(30)) {
        infix(one(List.of("+", "-", "..", "<=", "and")));
        atom(1);
      }
    }
  }

  private void arguments(int depth) {
    token("(");
    brackets++;
    int outer = unbroken;
    int count = random.nextInt(depth > 0 ? 5 : 2);
    for (int i = 0; i < count; i++) {
      argument(depth - 1);
      if (i + 1 < count || chance(20)) {
        comma();
      }
    }
    token(")");
    unbroken = outer;
    brackets--;
  }

  private void argument(int depth) {
    if (chance(40)) {
      name();
      token(":");
    }
    expression(depth);
  }

  private void expression(int depth) {
    comparison(depth);
    while (depth > 0 && chance(15)) {
      infix(one(List.of("and", "or")));
      comparison(depth - 1);
    }
  }

  private void comparison(int depth) {
    if (depth > 0 && chance(8)) {
      text.append(' ');
      token("not");
    }
    sum(depth);
    if (depth > 0 && chance(20)) {
      infix(one(List.of("==", "!=", "<", "<=", ">", ">=", "in")));
      sum(depth - 1);
    }
  }

  private void sum(int depth) {
    unary(depth);
    while (depth > 0 && chance(25)) {
      infix(one(List.of("+", "-", "*", "/", "..", "..<", "?:")));
      unary(depth - 1);
    }
  }

  private void unary(int depth) {
    if (chance(8)) {
      text.append(' ');
      token("-");
    }
    if (depth > 0 && chance(12)) {
      text.append(' ');
      token("(");
      brackets++;
      expression(depth - 1);
      token(")");
      brackets--;
    } else {
      atom(depth);
    }
  }

  private void atom(int depth) {
    text.append(' ');
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> token(one(List.of("1", "0.5", "80%", "1_000", "1e-3")));
      case 1 -> {
        token("16");
        token(one(List.of("GiB", "s", "cpu_h")));
      }
      case 2 -> token(literal());
      case 3 -> token(one(List.of("true", "false")));
      case 4, 5 -> path();
      case 6 -> {
        path();
        arguments(depth - 1);
      }
      default -> {
        token("[");
        brackets++;
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
          expression(depth - 1);
          if (i + 1 < count || chance(20)) {
            comma();
          }
        }
        token("]");
        brackets--;
      }
    }
  }

  private String literal() {
    return one(
        List.of(
            "\"text\"",
            "\"a \\\"quoted\\\" ${x + \"in\"} \\${no} # no comment\"",
            "\"\"",
            "\"a text that is long enough to make its line too long when it comes twice\"",
            "\"\"\"\n    select *\n\n      from x where y = ${sum}  \n    \"\"\"",
            "\"\"\"\r\n\tone\r\n\t  two\r\n\t\"\"\"",
            "\"\"\"on one line\"\"\""));
  }
}

package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** No text makes the compiler throw or hang. Each failure names the seed that made its text. */
class RobustnessTest {

  private static final WorkflowCompiler COMPILER = TestFiles.compiler();
  private static final List<String> EXAMPLES =
      List.of("examples/churn.train", "examples/digits.train", "examples/grammar.train");

  private static Compilation compile(String text) {
    SourceFile file = new SourceFile("random.train", text);
    Compilation compilation = COMPILER.compile(file, SchemaLookup.NONE);
    assertThat(new SnippetRenderer(true).render(file, compilation.diagnostics())).isNotNull();
    return compilation;
  }

  private static void survives(long seed, String text) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> Assertions.assertDoesNotThrow(() -> compile(text), "seed " + seed),
        "seed " + seed);
  }

  @Test
  void survivesRandomBytes() {
    for (long seed = 0; seed < 300; seed++) {
      byte[] bytes = new byte[200];
      new Random(seed).nextBytes(bytes);
      survives(seed, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void survivesRandomTokens() {
    String[] pieces =
        ("workflow|x|(|)|{|}|[|]|\"|\"\"\"|${|=|:|,|.|..|..<|?:|?|->|in|not|if|else|for|tune|require"
                + "|\n|\n  | |1|5 s|80%|search|grid|schema|test|a.b|`|#|///|;|*=|-|return|yield|finally")
            .split("\\|");
    for (long seed = 0; seed < 1000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder("workflow w() {\n");
      int length = random.nextInt(120);
      for (int i = 0; i < length; i++) {
        text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
      }
      survives(seed, text.toString());
    }
  }

  @Test
  void survivesDamageToEveryExample() {
    for (String example : EXAMPLES) {
      String whole = TestFiles.text(example);
      for (long seed = 0; seed < 150; seed++) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(whole);
        int wounds = 1 + random.nextInt(6);
        for (int i = 0; i < wounds; i++) {
          int at = random.nextInt(Math.min(text.length(), whole.length()) - 12);
          switch (random.nextInt(3)) {
            case 0 -> text.delete(at, at + 1 + random.nextInt(9));
            case 1 -> text.insert(at, whole, at, Math.min(whole.length(), at + 12));
            default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
          }
        }
        survives(seed, text.toString());
      }
    }
  }

  @Test
  void survivesDepthAndLength() {
    int many = 20_000;
    String body = "workflow w() {\n";
    for (String piece :
        List.of("(", "[", "{", "x = [", "if true {\n", "not ", "-", "a.", "f(", "\"${", "x { ")) {
      survives(many, body + piece.repeat(many));
      survives(many, body + "x = " + piece.repeat(many));
      survives(many, piece.repeat(many));
    }
    survives(many, body + "x = 1" + " + 1".repeat(many) + "\n}");
    survives(many, body + "x = true" + " and true".repeat(150) + "\n}");
    survives(many, "schema s { a: " + "List<".repeat(many));
    survives(many, "}".repeat(many));
    survives(many, body + "if true { } else ".repeat(many));
  }

  @Test
  void followsLongChainsOfNamesInAnyOrder() {
    int many = 5000;
    StringBuilder text = new StringBuilder("workflow w() {\n");
    for (int i = 0; i < many; i++) {
      text.append("x").append(i).append(" = x").append(i + 1).append("\n");
    }
    text.append("x").append(many).append(" = 1\n}\n");

    assertThat(compile(text.toString()).diagnostics()).isEmpty();
  }

  @Test
  void followsLongCircles() {
    int many = 3000;
    StringBuilder text = new StringBuilder("workflow w() {\n");
    for (int i = 0; i < many; i++) {
      text.append("x").append(i).append(" = x").append((i + 1) % many).append("\n");
    }
    List<Diagnostic> found = compile(text.append("}\n").toString()).diagnostics();

    assertThat(found.get(0).code().id()).isEqualTo("E0313");
  }

  /**
   * The measure of recovery: of all ways to delete one token of the examples, how many are noticed,
   * how many on the same or the next line, how many with one diagnostic.
   */
  @Test
  void aMissingTokenIsToldOnceWhereItIsMissing() {
    int deletions = 0;
    int noticed = 0;
    int near = 0;
    int once = 0;
    for (String example : EXAMPLES) {
      SourceFile file = TestFiles.source(example);
      for (Token token : Parser.parse(file).tokens()) {
        if (token.span().length() == 0 || token.kind() == TokenKind.NEWLINE) {
          continue;
        }
        String text =
            file.text().substring(0, token.span().start())
                + file.text().substring(token.span().end());
        SyntaxTree tree = Parser.parse(new SourceFile("deleted.train", text));
        deletions++;
        if (!tree.diagnostics().isEmpty()) {
          int line = file.line(token.span());
          int told = tree.file().line(tree.diagnostics().get(0).span());
          noticed++;
          near += told == line || told == line + 1 ? 1 : 0;
          once += tree.diagnostics().size() == 1 ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "single-token deletions: %d, noticed by the parser: %d, on the same or the next line: %d,"
            + " with one diagnostic: %d%n",
        deletions, noticed, near, once);
    assertThat(noticed).isGreaterThan(deletions * 45 / 100);
    assertThat(near).isGreaterThan(noticed * 90 / 100);
    assertThat(once).isGreaterThan(noticed * 90 / 100);
  }
}

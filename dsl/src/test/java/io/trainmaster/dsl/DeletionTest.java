package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every way to leave out one token of the examples: most are noticed, and told once. */
class DeletionTest {

  private static final WorkflowCompiler COMPILER = TestFiles.compiler();

  private int deletions;
  private int caughtBySyntax;
  private int caught;
  private int once;

  @Test
  void aTokenThatIsLeftOutIsToldOnce() {
    for (Path path : examples()) {
      SourceFile file = new SourceFile(path.toString(), TestFiles.text(path));
      int before = told(file.text()).size();
      for (Token token : Parser.parse(file).tokens()) {
        if (token.span().length() > 0 && token.kind() != TokenKind.NEWLINE) {
          delete(file.text(), token, before);
        }
      }
    }
    System.out.printf(
        "tokens left out: %d; caught by syntax: %d%%, by anything: %d%%, of those told once: %d%%%n",
        deletions, caughtBySyntax * 100 / deletions, caught * 100 / deletions, once * 100 / caught);
    assertThat(caughtBySyntax).isGreaterThan(deletions * 70 / 100);
    assertThat(caught).isGreaterThan(deletions * 85 / 100);
    assertThat(once).isGreaterThan(caught * 75 / 100);
  }

  private static List<Path> examples() {
    return TestFiles.outsideExamples()
        .map(folder -> TestFiles.files(folder, ".train").toList())
        .orElseGet(() -> TestFiles.list("examples", ".train"));
  }

  private void delete(String text, Token token, int before) {
    String without = text.substring(0, token.span().start()) + text.substring(token.span().end());
    int syntax = Parser.parse(new SourceFile("deleted.train", without)).diagnostics().size();
    int all = told(without).size();
    deletions++;
    caughtBySyntax += syntax > 0 ? 1 : 0;
    caught += all != before || syntax > 0 ? 1 : 0;
    // What the whole example is told of already, such as operators of other catalogues, isn't new.
    once += all == before + 1 || syntax == 1 && all <= before + 1 ? 1 : 0;
  }

  private static List<Diagnostic> told(String text) {
    return COMPILER.compile(new SourceFile("deleted.train", text), SchemaLookup.NONE).diagnostics();
  }
}

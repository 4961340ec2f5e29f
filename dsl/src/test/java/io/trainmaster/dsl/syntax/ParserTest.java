package io.trainmaster.dsl.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

  private static SyntaxTree parse(String text) {
    return Parser.parse(new SourceFile("f.train", text));
  }

  private static String shape(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Binary binary) {
      return "("
          + shape(binary.left())
          + " "
          + binary.operator().text()
          + " "
          + shape(binary.right())
          + ")";
    } else if (syntax instanceof ExpressionSyntax.Unary unary) {
      return "(" + unary.operator().text() + " " + shape(unary.operand()) + ")";
    } else if (syntax instanceof ExpressionSyntax.Reference reference) {
      return reference.path().text();
    } else if (syntax instanceof ExpressionSyntax.Number number) {
      return number.digits() + number.unit().map(unit -> " " + unit.text()).orElse("");
    } else if (syntax instanceof ExpressionSyntax.Items items) {
      return items.items().stream().map(ParserTest::shape).toList().toString();
    } else if (syntax instanceof ExpressionSyntax.Call call) {
      return call.name().text()
          + call.arguments().stream().map(argument -> shape(argument.value())).toList();
    }
    return syntax.getClass().getSimpleName();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a or b and not c < d          | (a or (b and (not (c < d))))",
        "a + b * c - d                 | ((a + (b * c)) - d)",
        "-a * b                        | ((- a) * b)",
        "a ?: b ?: c                   | (a ?: (b ?: c))",
        "x in a + 1 .. b * 2           | (x in ((a + 1) .. (b * 2)))",
        "a ?: 1 .. 2                   | (a ?: (1 .. 2))",
        "(a or b) and c                | ((a or b) and c)",
        "a / b / c                     | ((a / b) / c)",
        "16 GiB + 1.5 h                | (16 GiB + 1.5 h)",
        "f(a, [b, 80%]).x              | ERROR",
        "a.in.not.x                    | a.in.not.x",
        "not not a                     | (not (not a))",
        "- - a                         | (- (- a))",
        "a ..< b                       | (a ..< b)"
      })
  void operatorsBindAsDocumented(String text, String shape) {
    String parsed = Parser.parseExpression(text).map(ParserTest::shape).orElse("ERROR");

    assertThat(parsed).isEqualTo(shape);
  }

  @Test
  void nothingOfTheTextIsLost() {
    for (String name : List.of("churn", "digits", "grammar")) {
      SourceFile file = TestFiles.source("examples/" + name + ".train");
      StringBuilder text = new StringBuilder();
      int end = 0;
      for (Token token : Parser.parse(file).tokens()) {
        String gap = file.text().substring(end, token.span().start());
        for (Token.Comment comment : token.comments()) {
          gap = gap.replace(file.text(comment.span()), "");
        }
        assertThat(gap).isBlank();
        text.append(file.text(), end, token.span().end());
        end = token.span().end();
      }
      assertThat(text).hasToString(file.text());
    }
  }

  @Test
  void documentationBelongsToWhatFollows() {
    SyntaxTree tree =
        parse(
            """
            /// First line.
            /// Second line.
            workflow w(
              /// Of a.
              a: Int, # not this
              b: Int,
            ) { }
            """);
    ItemSyntax.Workflow workflow = (ItemSyntax.Workflow) tree.items().get(0);

    assertThat(workflow.documentation()).isEqualTo("First line.\nSecond line.");
    assertThat(workflow.parameters())
        .extracting(ParameterSyntax::documentation)
        .containsExactly("Of a.", "");
  }

  @Test
  void aBlockTextLosesTheIndentationOfItsLines() {
    ExpressionSyntax.Text text =
        (ExpressionSyntax.Text)
            Parser.parseExpression("\"\"\"\n    select *\n      from ${x}\n    \"\"\"")
                .orElseThrow();

    assertThat(text.parts()).hasSize(3);
    assertThat(text.parts().get(0)).isEqualTo(new ExpressionSyntax.Text.Plain("select *\n  from "));
    assertThat(text.parts().get(2)).isEqualTo(new ExpressionSyntax.Text.Plain("\n"));
  }

  @Test
  void escapesAreResolved() {
    ExpressionSyntax.Text text =
        (ExpressionSyntax.Text)
            Parser.parseExpression("\"a\\n\\t\\\"\\\\\\${x} \\u{1F600}\"").orElseThrow();

    assertThat(text.plain()).contains("a\n\t\"\\${x} \uD83D\uDE00");
  }

  @Test
  void textsMayStandInsideTexts() {
    assertThat(Parser.parseExpression("\"a ${f(\"b ${c}\")} d\"")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = a +\n    b",
        "x = f(\n    a,\n    b,\n  )",
        "x = a\n    and b\n    or c",
        "f e: a < b ?: c, d >\n    16",
        "f e: \"a\" < b, d >\n    16",
        "require a\n    else fail \"x\"",
        "f a,\n    b: 2",
        "x = 1; y = 2",
        "x = a # comment\n  # another\n\n  y = b"
      })
  void aLineGoesOnWhereItCantEnd(String body) {
    assertThat(parse("workflow w() {\n  " + body + "\n}\n").diagnostics()).isEmpty();
  }

  @Test
  void everyMistakeOfAFileIsTold() {
    SyntaxTree tree =
        parse(
            """
            workflow a() {
              x = f(
              y = g)
              z = 1 +
            }
            workflow b( {
              x = 1
            }
            schema S { a: , b: Int }
            test "t" { run }}
            """);

    assertThat(tree.diagnostics().stream().map(one -> tree.file().line(one.span())))
        .containsExactly(2, 3, 5, 6, 9, 10);
    assertThat(tree.items()).hasSize(4);
  }

  @Test
  void anItemInColumnZeroClosesEverything() {
    SyntaxTree tree = parse("workflow a() {\n  x = f {\n    y (\nworkflow b() {\n  z = 1\n}\n");

    assertThat(tree.items()).hasSize(2);
    ItemSyntax.Workflow second = (ItemSyntax.Workflow) tree.items().get(1);
    assertThat(second.body().statements()).hasSize(1);
  }

  @Test
  void badIndentationIsNoFault() {
    assertThat(parse("workflow a() {\nif x {\n      y = 1\n  }\n    }\n").diagnostics()).isEmpty();
  }

  @Test
  void theLexerEndsWithTheEnd() {
    Diagnostics diagnostics = new Diagnostics();
    List<Token> tokens = Lexer.tokens("a `b c` 1e3 0..<1 \"x\"", diagnostics);

    assertThat(tokens)
        .extracting(Token::kind)
        .containsExactly(
            TokenKind.NAME,
            TokenKind.NAME,
            TokenKind.NUMBER,
            TokenKind.NUMBER,
            TokenKind.RANGE_EXCLUSIVE,
            TokenKind.NUMBER,
            TokenKind.STRING,
            TokenKind.END);
    assertThat(tokens.get(1).text()).isEqualTo("b c");
    assertThat(diagnostics.inOrder()).isEmpty();
  }

  @Test
  void brokenPlacesAreKnown() {
    SyntaxTree tree = parse("workflow a() {\n  x = f(1 2)\n  y = 1\n}\n");
    Diagnostic diagnostic = tree.diagnostics().get(0);

    assertThat(tree.isFaulty(diagnostic.span())).isTrue();
    assertThat(tree.isFaulty(tree.items().get(0).span().after())).isFalse();
  }
}

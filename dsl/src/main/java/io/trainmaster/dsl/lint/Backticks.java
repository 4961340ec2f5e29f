package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** L0112: names stand in backticks where they could not be read without them, and nowhere else. */
final class Backticks implements Rule {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What would not be read as a name, wherever it stands. */
  private static final Set<String> RESERVED = reserved();

  private static Set<String> reserved() {
    Set<String> words =
        new HashSet<>(
            Set.of(
                "edition",
                "import",
                "schema",
                "operator",
                "workflow",
                "test",
                "type",
                "skip",
                "fail"));
    for (TokenKind kind : TokenKind.values()) {
      if (kind.isWord()) {
        words.add(kind.spelling());
      }
    }
    return Set.copyOf(words);
  }

  @Override
  public void check(LintContext context) {
    String text = context.file().text();
    for (Token token : context.tree().tokens()) {
      if (token.kind() == TokenKind.NAME
          && token.span().length() == token.text().length() + 2
          && PLAIN.matcher(token.text()).matches()
          && !RESERVED.contains(token.text())
          && isApart(text, token.span().start() - 1)
          && isApart(text, token.span().end())) {
        context.tell(
            new Diagnostic(
                    Code.NEEDLESS_BACKTICKS,
                    "The name `" + token.text() + "` can be read without its backticks.",
                    token.span())
                .replaceWith(token.text()));
      }
    }
  }

  /** Without the backticks, two words or a number and a word must not become one. */
  private static boolean isApart(String text, int neighbour) {
    if (neighbour < 0 || neighbour >= text.length()) {
      return true;
    }
    char c = text.charAt(neighbour);
    return !Character.isLetterOrDigit(c) && c != '_' && c != '`' && !Character.isSurrogate(c);
  }
}

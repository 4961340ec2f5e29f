package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * L0103 and L0104: imports, schemas and operators whose name stands nowhere else in the file. A
 * file without workflows is there for others to import.
 */
final class UnusedItems implements Rule {

  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  @Override
  public void check(LintContext context) {
    Map<String, Integer> counts = counts(context);
    for (ItemSyntax item : context.tree().items()) {
      if (item instanceof ItemSyntax.Import imported && isAlone(counts, imported.name())) {
        imported(context, imported);
      } else if (context.workflows().isEmpty()) {
        continue;
      } else if (item instanceof ItemSyntax.Schema schema && isAlone(counts, schema.name())) {
        declared(context, item, "schema", schema.name());
      } else if (item instanceof ItemSyntax.Operator operator
          && isAlone(counts, operator.name().last())) {
        NameSyntax name = new NameSyntax(operator.name().text(), operator.name().span());
        declared(context, item, "operator", name);
      }
    }
  }

  /** How often each name stands in the file; texts count by their words, since they hold names. */
  private static Map<String, Integer> counts(LintContext context) {
    Map<String, Integer> counts = new HashMap<>();
    for (Token token : context.tree().tokens()) {
      if (token.kind() == TokenKind.NAME) {
        counts.merge(token.text(), 1, Integer::sum);
      } else if (token.kind() == TokenKind.STRING && token.text().contains("${")) {
        Matcher word = WORD.matcher(token.text());
        while (word.find()) {
          counts.merge(word.group(), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private static boolean isAlone(Map<String, Integer> counts, NameSyntax name) {
    return counts.getOrDefault(name.text(), 0) == 1;
  }

  private static void imported(LintContext context, ItemSyntax.Import imported) {
    Diagnostic finding =
        new Diagnostic(
            Code.UNUSED_IMPORT,
            "Nothing uses the import `" + imported.name().text() + "`.",
            imported.name().span());
    Span lines = context.words().lines(imported.span());
    boolean documented = context.words().isDocumented(imported.span());
    context.tell(
        documented || context.words().hasComment(imported.span())
            ? finding
            : finding.withMend(new Diagnostic.Mend("remove it", lines, "")));
  }

  private static void declared(LintContext context, ItemSyntax item, String what, NameSyntax name) {
    Diagnostic finding =
        new Diagnostic(
            Code.UNUSED_DECLARATION,
            "Nothing uses the " + what + " `" + name.text() + "`.",
            name.span());
    Span lines = context.words().lines(item.span());
    boolean documented =
        item instanceof ItemSyntax.Schema schema
            ? !schema.documentation().isEmpty()
            : item instanceof ItemSyntax.Operator operator && !operator.documentation().isEmpty();
    context.tell(
        documented || context.words().hasComment(lines)
            ? finding
            : finding.withMend(new Diagnostic.Mend("remove it", lines, "")));
  }
}

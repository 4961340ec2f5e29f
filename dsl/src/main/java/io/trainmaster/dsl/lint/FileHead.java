package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import java.util.List;

/** L0105 and L0119: a file says its edition, and a workflow what it is for. */
final class FileHead implements Rule {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  @Override
  public void check(LintContext context) {
    List<ItemSyntax> items = context.tree().items();
    if (!items.isEmpty() && items.stream().noneMatch(ItemSyntax.Edition.class::isInstance)) {
      edition(context, items.get(0));
    }
    context.workflows().stream()
        .filter(workflow -> workflow.documentation().isBlank())
        .forEach(workflow -> documentation(context, workflow));
  }

  private static void edition(LintContext context, ItemSyntax first) {
    String text = context.file().text();
    int start = text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? 0 : 1;
    String ends = context.words().lineEnd().repeat(2);
    int word = first.span().start();
    while (word < first.span().end() && Character.isLetter(text.charAt(word))) {
      word++;
    }
    context.tell(
        new Diagnostic(
                Code.NO_EDITION,
                "The file does not say which edition of the language it is written in.",
                new Span(first.span().start(), word))
            .withMend(
                new Diagnostic.Mend(
                    "begin it with `edition 1`", new Span(start, start), "edition 1" + ends)));
  }

  private static void documentation(LintContext context, ItemSyntax.Workflow workflow) {
    int start = workflow.span().start();
    context.tell(
        new Diagnostic(
                Code.UNDOCUMENTED,
                "Nothing says what the workflow `" + workflow.name().text() + "` is for.",
                workflow.name().span())
            .withMend(
                new Diagnostic.Mend(
                    "say it in a comment that begins with `///`",
                    new Span(start, start),
                    "/// …" + context.words().lineEnd())));
  }
}

package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.Walk;
import java.util.List;
import java.util.Optional;

/** L0106: a schedule that names an hour or a day says in which time zone. */
final class Schedules implements Rule {

  private static final String ZONE = "zone \"UTC\"";

  @Override
  public void check(LintContext context) {
    new Walk() {
      @Override
      public void statement(StatementSyntax statement) {
        if (statement instanceof StatementSyntax.Line line
            && line.entry() instanceof EntrySyntax.Values values
            && values.key().text().equals("schedule")) {
          values.blocks().forEach(block -> schedule(context, block));
        }
        super.statement(statement);
      }
    }.file(context.tree());
  }

  private static void schedule(LintContext context, BlockSyntax block) {
    if (context.isFull()) {
      return;
    }
    boolean zoned = block.entries().stream().anyMatch(one -> one.key().text().equals("zone"));
    for (EntrySyntax entry : block.entries()) {
      if (!zoned && entry.key().text().equals("cron") && dependsOnZone(entry)) {
        context.tell(
            new Diagnostic(
                    Code.NO_ZONE,
                    "The schedule names a time of day, but not the time zone that it is in.",
                    entry.key().span())
                .withMend(mend(context, block, entry)));
      }
    }
  }

  /** Every minute, or every so many of them, comes at the same instants everywhere. */
  private static boolean dependsOnZone(EntrySyntax entry) {
    if (!(entry instanceof EntrySyntax.Values values)
        || values.arguments().isEmpty()
        || !(values.arguments().get(0).value() instanceof ExpressionSyntax.Text text)) {
      return false;
    }
    Optional<String> cron = text.plain();
    List<String> fields = cron.map(one -> List.of(one.strip().split("\\s+"))).orElse(List.of());
    return fields.size() == 5 && !fields.subList(1, 5).equals(List.of("*", "*", "*", "*"));
  }

  /** On a line of its own where the next thing is the line's end, after its comment. */
  private static Diagnostic.Mend mend(LintContext context, BlockSyntax block, EntrySyntax entry) {
    LineMap lines = context.file().lines();
    int line = lines.line(entry.span().end());
    int end = lines.start(line) + lines.text(line).length();
    String rest = context.file().text().substring(entry.span().end(), end).strip();
    boolean alone = rest.isEmpty() || rest.startsWith("#");
    boolean own = lines.line(block.span().start()) < lines.line(entry.span().start());
    if (!alone || !own) {
      return new Diagnostic.Mend("add `" + ZONE + "`", entry.span().after(), "; " + ZONE);
    }
    String indentation = context.words().indentation(entry.span().start());
    return new Diagnostic.Mend(
        "add `" + ZONE + "`", new Span(end, end), context.words().lineEnd() + indentation + ZONE);
  }
}

package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.syntax.Walk;
import java.util.Optional;

/** L0115: conditions, and parts of them, that come out the same in every run. */
final class ConstantConditions implements Rule {

  @Override
  public void check(LintContext context) {
    new Conditions(context).file(context.tree());
  }

  private static final class Conditions extends Walk {
    private final LintContext context;
    private final ConstantTruth truth;
    private Optional<StatementSyntax.Require> gate = Optional.empty();

    Conditions(LintContext context) {
      this.context = context;
      this.truth = new ConstantTruth(context.words());
    }

    @Override
    public void statement(StatementSyntax statement) {
      gate =
          statement instanceof StatementSyntax.Require require
              ? Optional.of(require)
              : Optional.empty();
      super.statement(statement);
    }

    @Override
    protected void condition(ExpressionSyntax condition) {
      Optional<Boolean> always = truth.of(condition);
      if (always.isEmpty()) {
        parts(condition);
        super.condition(condition);
        return;
      }
      Diagnostic finding =
          new Diagnostic(
              Code.CONSTANT_CONDITION,
              always.get() ? "This condition always holds." : "This condition never holds.",
              condition.span());
      context.tell(
          gate.filter(require -> always.get())
              .map(require -> context.words().lines(require.span()))
              .filter(lines -> !context.words().hasComment(lines))
              .map(lines -> finding.withMend(new Diagnostic.Mend("remove it", lines, "")))
              .orElse(finding));
    }

    /** A part that is always so leaves the decision to the others. */
    private void parts(ExpressionSyntax condition) {
      if (condition instanceof ExpressionSyntax.Unary unary) {
        part(unary.operand());
      } else if (condition instanceof ExpressionSyntax.Binary binary
          && (binary.operator().kind() == TokenKind.AND
              || binary.operator().kind() == TokenKind.OR)) {
        part(binary.left());
        part(binary.right());
      }
    }

    private void part(ExpressionSyntax part) {
      Optional<Boolean> always = truth.of(part);
      if (always.isPresent()) {
        Span place = part.span();
        context.tell(
            new Diagnostic(
                Code.CONSTANT_CONDITION,
                always.get()
                    ? "This part of the condition always holds."
                    : "This part of the condition never holds.",
                place));
      } else {
        parts(part);
      }
    }
  }
}

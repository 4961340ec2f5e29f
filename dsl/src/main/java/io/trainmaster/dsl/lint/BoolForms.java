package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.syntax.Walk;
import java.util.Optional;

/** L0110 and L0111: conditions that say in more words what fewer say. */
final class BoolForms implements Rule {

  @Override
  public void check(LintContext context) {
    new Forms(context).file(context.tree());
  }

  private static final class Forms extends Walk {
    private final LintContext context;

    /** Whether what stands around binds stronger than a comparison. */
    private boolean tight;

    Forms(LintContext context) {
      this.context = context;
    }

    @Override
    protected void expression(ExpressionSyntax expression) {
      if (expression instanceof ExpressionSyntax.Binary binary) {
        compared(binary);
      } else if (expression instanceof ExpressionSyntax.Unary unary
          && unary.operator().kind() == TokenKind.NOT) {
        negated(unary);
      }
      boolean outer = tight;
      tight = isTight(expression);
      super.expression(expression);
      tight = outer;
    }

    private static boolean isTight(ExpressionSyntax expression) {
      if (expression instanceof ExpressionSyntax.Binary binary) {
        TokenKind kind = binary.operator().kind();
        return kind != TokenKind.AND && kind != TokenKind.OR;
      }
      return expression instanceof ExpressionSyntax.Unary unary
          && unary.operator().kind() == TokenKind.MINUS;
    }

    /** {@code x == true}, {@code false != x}. */
    private void compared(ExpressionSyntax.Binary binary) {
      TokenKind kind = binary.operator().kind();
      boolean left = binary.left() instanceof ExpressionSyntax.Bool;
      ExpressionSyntax literal = left ? binary.left() : binary.right();
      ExpressionSyntax other = left ? binary.right() : binary.left();
      if (kind != TokenKind.EQUAL && kind != TokenKind.NOT_EQUAL
          || !(literal instanceof ExpressionSyntax.Bool bool)
          || other instanceof ExpressionSyntax.Bool) {
        return;
      }
      boolean plain = bool.value() == (kind == TokenKind.EQUAL);
      Optional<Span> whole = context.words().operation(binary);
      Diagnostic finding =
          new Diagnostic(
              Code.BOOL_COMPARED,
              "A Bool is a condition by itself; it need not be compared with `"
                  + bool.value()
                  + "`.",
              whole.orElse(binary.span()));
      Optional<String> shorter = context.words().operand(other.span()).map(context.file()::text);
      tell(finding, whole, shorter.map(text -> plain ? text : "not " + text));
    }

    /** {@code not not x}, {@code not (a == b)}. */
    private void negated(ExpressionSyntax.Unary unary) {
      Optional<Span> whole =
          context
              .words()
              .operand(unary.operand().span())
              .map(operand -> unary.operator().span().to(operand));
      if (unary.operand() instanceof ExpressionSyntax.Unary inner
          && inner.operator().kind() == TokenKind.NOT) {
        Optional<String> text =
            context.words().operand(inner.operand().span()).map(context.file()::text);
        boolean joined = tight && inner.operand() instanceof ExpressionSyntax.Binary;
        tell(
            new Diagnostic(Code.NEEDLESS_NOT, "Two `not` are none.", whole.orElse(unary.span())),
            whole,
            text.map(plain -> joined && !plain.startsWith("(") ? "(" + plain + ")" : plain));
      } else if (unary.operand() instanceof ExpressionSyntax.Binary binary) {
        opposite(binary.operator().kind()).ifPresent(sign -> compared(unary, binary, sign, whole));
      }
    }

    private void compared(
        ExpressionSyntax.Unary unary,
        ExpressionSyntax.Binary binary,
        String sign,
        Optional<Span> whole) {
      Diagnostic finding =
          new Diagnostic(
              Code.NEEDLESS_NOT,
              "`not` and `" + binary.operator().text() + "` together are `" + sign + "`.",
              whole.orElse(unary.span()));
      Optional<String> left =
          context.words().operand(binary.left().span()).map(context.file()::text);
      Optional<String> right =
          context.words().operand(binary.right().span()).map(context.file()::text);
      boolean bool =
          binary.left() instanceof ExpressionSyntax.Bool
              || binary.right() instanceof ExpressionSyntax.Bool;
      if (!bool) {
        tell(
            finding,
            whole,
            left.flatMap(a -> right.map(b -> a + " " + sign + " " + b))
                .map(text -> tight ? "(" + text + ")" : text));
      }
    }

    /** Numbers that are none are neither less nor greater, so that those have no opposite. */
    private static Optional<String> opposite(TokenKind kind) {
      return switch (kind) {
        case EQUAL -> Optional.of("!=");
        case NOT_EQUAL -> Optional.of("==");
        default -> Optional.empty();
      };
    }

    private void tell(Diagnostic finding, Optional<Span> whole, Optional<String> text) {
      boolean possible =
          whole.isPresent() && text.isPresent() && !context.words().hasComment(whole.get());
      context.tell(
          possible
              ? finding.withMend(new Diagnostic.Mend(said(text.get()), whole.get(), text.get()))
              : finding);
    }

    private static String said(String text) {
      boolean plain = text.indexOf('`') < 0 && text.indexOf('\n') < 0;
      return plain ? "write `" + text + "`" : "write it in fewer words";
    }
  }
}

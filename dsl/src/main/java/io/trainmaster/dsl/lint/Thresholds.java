package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.syntax.Walk;
import io.trainmaster.dsl.type.Refinement;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Value;
import java.util.Map;
import java.util.Optional;

/**
 * L0116: comparisons that no value can fail, or none can pass, because of what the metric or the
 * parameter can be: {@code report.auc >= 0}, {@code report.accuracy >= 95}.
 */
final class Thresholds implements Rule {

  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final Bounds SHARE = new Bounds(0, 1);
  private static final Bounds NOT_NEGATIVE = new Bounds(0, NONE);

  /** What the metrics of a report can be, where the catalogue does not say it. */
  private static final Map<String, Bounds> METRICS =
      Map.ofEntries(
          Map.entry("accuracy", SHARE),
          Map.entry("auc", SHARE),
          Map.entry("pr_auc", SHARE),
          Map.entry("f1", SHARE),
          Map.entry("precision", SHARE),
          Map.entry("recall", SHARE),
          Map.entry("brier", SHARE),
          Map.entry("calibration_error", SHARE),
          Map.entry("macro_f1", SHARE),
          Map.entry("weighted_f1", SHARE),
          Map.entry("log_loss", NOT_NEGATIVE),
          Map.entry("rmse", NOT_NEGATIVE),
          Map.entry("mae", NOT_NEGATIVE),
          Map.entry("cost", NOT_NEGATIVE),
          Map.entry("rows", NOT_NEGATIVE),
          Map.entry("r2", new Bounds(-NONE, 1)),
          Map.entry("silhouette", new Bounds(-1, 1)));

  /** From the least to the greatest value; both can be reached, where they are finite. */
  private record Bounds(double least, double most) {

    /** Whether all values, or none, pass a comparison; empty where some do. */
    Optional<Boolean> decides(TokenKind operator, double threshold) {
      return switch (operator) {
        case GREATER_OR_EQUAL -> decided(least >= threshold, most < threshold);
        case GREATER -> decided(least > threshold, most <= threshold);
        case LESS_OR_EQUAL -> decided(most <= threshold, least > threshold);
        case LESS -> decided(most < threshold, least >= threshold);
        default -> Optional.empty();
      };
    }

    private static Optional<Boolean> decided(boolean always, boolean never) {
      return always || never ? Optional.of(always) : Optional.empty();
    }

    String text() {
      if (most == NONE) {
        return "never under " + number(least);
      }
      return least == -NONE
          ? "never over " + number(most)
          : "from " + number(least) + " to " + number(most);
    }

    private static String number(double value) {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
  }

  @Override
  public void check(LintContext context) {
    new Comparisons(context).file(context.tree());
  }

  private static final class Comparisons extends Walk {
    private final LintContext context;

    Comparisons(LintContext context) {
      this.context = context;
    }

    @Override
    protected void expression(ExpressionSyntax expression) {
      if (expression instanceof ExpressionSyntax.Binary binary) {
        TokenKind kind = binary.operator().kind();
        if (binary.left() instanceof ExpressionSyntax.Reference reference) {
          bounds(reference.path())
              .ifPresent(
                  known -> decide(expression, reference.path(), known, kind, binary.right()));
        } else if (binary.right() instanceof ExpressionSyntax.Reference reference) {
          bounds(reference.path())
              .ifPresent(
                  known ->
                      decide(expression, reference.path(), known, turned(kind), binary.left()));
        }
      }
      super.expression(expression);
    }

    /** A data set has no fewer than no rows. */
    @Override
    protected void entry(EntrySyntax entry) {
      if (entry instanceof EntrySyntax.Condition condition
          && condition.key().text().equals("rows")
          && condition.operator().kind().isComparison()) {
        threshold(condition.value())
            .filter(value -> NOT_NEGATIVE.decides(condition.operator().kind(), value).isPresent())
            .ifPresent(
                value ->
                    context.tell(
                        finding(
                            condition.span(),
                            condition.key(),
                            NOT_NEGATIVE,
                            NOT_NEGATIVE.decides(condition.operator().kind(), value).get())));
      }
      super.entry(entry);
    }

    private void decide(
        ExpressionSyntax whole,
        PathSyntax path,
        Bounds bounds,
        TokenKind operator,
        ExpressionSyntax value) {
      Optional<Double> threshold = threshold(value);
      Optional<Boolean> always = threshold.flatMap(number -> bounds.decides(operator, number));
      if (threshold.isEmpty() || always.isEmpty()) {
        return;
      }
      Diagnostic finding = finding(whole.span(), path, bounds, always.get());
      boolean percent =
          !always.get() && bounds.equals(SHARE) && threshold.get() > 1 && threshold.get() <= 100;
      String share = context.file().text(value.span()) + "%";
      context.tell(
          percent
              ? finding.withMend(new Diagnostic.Mend("write `" + share + "`", value.span(), share))
              : finding);
    }

    private static Diagnostic finding(Span span, PathSyntax path, Bounds bounds, boolean always) {
      return new Diagnostic(
          Code.IDLE_THRESHOLD,
          "`"
              + path.text()
              + "` is "
              + bounds.text()
              + ", so that this "
              + (always ? "always" : "never")
              + " holds.",
          span);
    }

    /** What a name can be: a metric of a report, or a parameter with bounds. */
    private Optional<Bounds> bounds(PathSyntax path) {
      Optional<Symbol> first = context.symbol(path.first().span());
      if (path.isName()) {
        return first
            .filter(symbol -> symbol.kind() == Symbol.Kind.PARAMETER)
            .flatMap(Comparisons::bounds);
      }
      return path.names().size() == 2
              && first.filter(symbol -> symbol.type().is("Report")).isPresent()
          ? Optional.ofNullable(METRICS.get(path.last().text()))
          : Optional.empty();
    }

    private static Optional<Bounds> bounds(Symbol parameter) {
      return parameter.type() instanceof Type.Scalar scalar
          ? scalar.refinement().flatMap(Comparisons::bounds)
          : Optional.empty();
    }

    private static Optional<Bounds> bounds(Refinement refinement) {
      if (refinement instanceof Refinement.Between between) {
        Optional<Double> from = number(between.constant().from());
        Optional<Double> to = number(between.constant().to());
        return from.flatMap(least -> to.map(most -> new Bounds(least, most)));
      }
      return Optional.empty();
    }

    private static Optional<Double> threshold(ExpressionSyntax value) {
      return ConstantTruth.value(value).flatMap(Comparisons::number);
    }

    private static Optional<Double> number(Value value) {
      if (value instanceof Value.Int integer) {
        return Optional.of((double) integer.value());
      }
      return value instanceof Value.Real real ? Optional.of(real.value()) : Optional.empty();
    }

    private static TokenKind turned(TokenKind kind) {
      return switch (kind) {
        case LESS -> TokenKind.GREATER;
        case LESS_OR_EQUAL -> TokenKind.GREATER_OR_EQUAL;
        case GREATER -> TokenKind.LESS;
        case GREATER_OR_EQUAL -> TokenKind.LESS_OR_EQUAL;
        default -> kind;
      };
    }
  }
}

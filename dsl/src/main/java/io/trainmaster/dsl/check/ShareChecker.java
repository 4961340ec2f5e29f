package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.model.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks shares: each is a part of a whole, and those of one whole are at most all of it. */
final class ShareChecker {

  private final Diagnostics diagnostics;

  ShareChecker(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Tells of arguments that are shares of one whole and more than it together. */
  void together(
      List<ArgumentSyntax> arguments, OperatorSignature signature, Map<String, Typed> bound) {
    BigDecimal sum = BigDecimal.ZERO;
    Optional<Span> first = Optional.empty();
    boolean named = false;
    for (int i = 0; i < arguments.size(); i++) {
      if (named && arguments.get(i).name().isEmpty()) {
        return;
      }
      named = arguments.get(i).name().isPresent();
      String parameter = parameter(arguments.get(i), i, signature);
      Typed value = bound.get(parameter);
      Optional<BigDecimal> share =
          signature.shares().contains(parameter) && value != null
              ? number(value)
              : Optional.empty();
      if (share.isEmpty()) {
        continue;
      }
      BigDecimal left = BigDecimal.ONE.subtract(sum);
      sum = sum.add(share.get());
      Span span = arguments.get(i).value().span();
      if (sum.compareTo(BigDecimal.ONE) > 0) {
        Diagnostic diagnostic =
            new Diagnostic(
                Code.OUT_OF_RANGE,
                "With this, the shares are " + percent(sum) + " of the whole.",
                span);
        Diagnostic noted =
            first.map(before -> diagnostic.withNote(before, "the first")).orElse(diagnostic);
        diagnostics.add(left.signum() > 0 ? noted.replaceWith(percent(left)) : noted);
        return;
      }
      first = first.or(() -> Optional.of(span));
    }
  }

  private static String parameter(ArgumentSyntax argument, int index, OperatorSignature signature) {
    if (argument.name().isPresent()) {
      return argument.name().get().text();
    }
    return index < signature.parameters().size() ? signature.parameters().get(index).name() : "";
  }

  /** Tells of a share that is less than nothing or more than all; says whether it is one. */
  boolean alone(ExpressionSyntax syntax, Typed value, String what) {
    Optional<BigDecimal> share = number(value);
    if (share.isEmpty()
        || share.get().signum() >= 0 && share.get().compareTo(BigDecimal.ONE) <= 0) {
      return true;
    }
    Diagnostic diagnostic =
        new Diagnostic(
            Code.OUT_OF_RANGE,
            "`" + what + "` is a share, from 0% to 100%, and this is " + percent(share.get()) + ".",
            syntax.span());
    boolean percentForgotten =
        syntax instanceof ExpressionSyntax.Number number
            && !number.digits().endsWith("%")
            && share.get().compareTo(BigDecimal.valueOf(100)) <= 0;
    diagnostics.add(
        percentForgotten
            ? diagnostic.replaceWith(percent(share.get().movePointLeft(2)))
            : diagnostic);
    return false;
  }

  private static Optional<BigDecimal> number(Typed value) {
    Optional<Value> constant = value.constant();
    if (constant.isPresent() && constant.get() instanceof Value.Real real) {
      return Double.isFinite(real.value())
          ? Optional.of(new BigDecimal(Double.toString(real.value())))
          : Optional.empty();
    }
    return constant.isPresent() && constant.get() instanceof Value.Int integer
        ? Optional.of(BigDecimal.valueOf(integer.value()))
        : Optional.empty();
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}

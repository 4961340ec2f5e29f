package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.model.Trigger;
import io.trainmaster.time.CronExpression;
import io.trainmaster.time.CronFault;
import java.util.Optional;

/** Cron expressions in workflow files: what the engine's parser says of them, as diagnostics. */
final class CronSyntax {

  private static final int QUOTES = 2;

  private CronSyntax() {}

  /**
   * The timing; empty, with a diagnostic, where the expression is wrong. It points at the guilty
   * part where the text stands in the file as it is, without escapes.
   *
   * @param span where the text stands, with its quotes
   */
  static Optional<Trigger.Timing> check(String expression, Span span, Diagnostics diagnostics) {
    Optional<CronFault> fault = CronExpression.fault(expression);
    if (fault.isEmpty()) {
      return Optional.of(new Trigger.Cron(expression));
    }
    int length = fault.get().end() - fault.get().start();
    boolean plain = span.length() == expression.length() + QUOTES;
    int start = span.start() + 1 + fault.get().start();
    Span guilty = plain && length < expression.length() ? new Span(start, start + length) : span;
    diagnostics.add(Code.MALFORMED_CRON, guilty, fault.get().sentence());
    return Optional.empty();
  }
}

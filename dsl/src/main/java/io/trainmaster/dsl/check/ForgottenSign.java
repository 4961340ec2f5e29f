package io.trainmaster.dsl.check;

import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.Optional;

/**
 * Recognises {@code raw ingest.csv(data)}, a binding that lacks its {@code =}, and {@code raw ==
 * ingest.csv(data)}, one that has two.
 */
final class ForgottenSign {

  private ForgottenSign() {}

  /** The name that would be bound. */
  static Optional<NameSyntax> of(EntrySyntax entry) {
    if (entry instanceof EntrySyntax.Condition condition
        && condition.key().isName()
        && condition.operator().kind() == TokenKind.EQUAL) {
      return Optional.of(condition.key().first());
    } else if (entry instanceof EntrySyntax.Values values
        && !values.call()
        && values.key().isName()
        && values.arguments().size() == 1
        && values.arguments().get(0).name().isEmpty()
        && values.arguments().get(0).value() instanceof ExpressionSyntax.Call
        && !TriggerChecker.KEYS.contains(values.key().text())) {
      return Optional.of(values.key().first());
    }
    return Optional.empty();
  }
}

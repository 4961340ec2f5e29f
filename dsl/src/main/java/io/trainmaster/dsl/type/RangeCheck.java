package io.trainmaster.dsl.type;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Expression.BinaryOperator;
import io.trainmaster.model.Expression.Literal;
import io.trainmaster.model.Value;
import java.util.Map;

/** Finds ranges with nothing in them, which are always a slip. */
public final class RangeCheck {

  private RangeCheck() {}

  /** Whether nothing lies in a range of constants. */
  public static boolean isEmpty(Value.Range range) {
    BinaryOperator outside =
        range.inclusive() ? BinaryOperator.GREATER : BinaryOperator.GREATER_OR_EQUAL;
    return new Evaluator(Map.of(), task -> Value.ABSENT)
        .test(new Expression.Binary(outside, new Literal(range.from()), new Literal(range.to())));
  }

  /** What to say of one. */
  public static Diagnostic diagnostic(Span span) {
    return new Diagnostic(Code.EMPTY_RANGE, "Nothing lies in this range.", span);
  }
}

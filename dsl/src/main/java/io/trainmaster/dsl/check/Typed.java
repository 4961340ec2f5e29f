package io.trainmaster.dsl.check;

import io.trainmaster.dsl.type.Literals;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * A checked expression.
 *
 * @param columns the columns of a dataset, or of the datasets in a record, where they are known
 */
record Typed(Type type, Expression expression, Optional<List<Column>> columns) {

  /** Stands for what is faulty and has been told. */
  static final Typed FAULTY = of(Type.UNKNOWN, new Expression.Literal(Value.ABSENT));

  static Typed of(Type type, Expression expression) {
    return new Typed(type, expression, Optional.empty());
  }

  static Typed constant(Value value) {
    return of(Literals.typeOf(value), new Expression.Literal(value));
  }

  static Typed constant(Type type, Value value) {
    return of(type, new Expression.Literal(value));
  }

  /** Its value, where it is known before anything runs. */
  Optional<Value> constant() {
    return expression instanceof Expression.Literal literal && !isUnknown()
        ? Optional.of(literal.value())
        : Optional.empty();
  }

  /** The same where it is known to be there. */
  Typed present() {
    return new Typed(type.present(), expression, columns);
  }

  /** The same where it may be absent. */
  Typed maybe() {
    boolean already = type.isMaybe() || isUnknown();
    return already ? this : new Typed(new Type.Maybe(type), expression, columns);
  }

  boolean isUnknown() {
    return type.isUnknown();
  }
}

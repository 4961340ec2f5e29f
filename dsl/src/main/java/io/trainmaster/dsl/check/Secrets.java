package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks {@code secret("name")}, whose value is known to nothing but the task that gets it. */
final class Secrets {

  static final String NAME = Value.SECRET;
  static final Type SECRET = new Type.Scalar(ScalarKind.SECRET, Optional.empty());
  private static final List<ParameterSignature> PARAMETERS =
      List.of(new ParameterSignature("name", Type.STRING, Optional.empty(), ""));

  private final ExpressionChecker expressions;

  Secrets(ExpressionChecker expressions) {
    this.expressions = expressions;
  }

  Typed secret(WrittenCall call) {
    Map<String, Typed> bound =
        new ArgumentChecker(expressions)
            .bind(call.arguments(), PARAMETERS, "`secret`", call.name().span(), Set.of());
    Typed name = bound.get("name");
    if (name == null || name.isUnknown()) {
      return Typed.FAULTY;
    } else if (name.constant().isEmpty()) {
      expressions
          .file()
          .diagnostics()
          .add(
              Code.NOT_CONSTANT,
              call.arguments().get(0).span(),
              "The name of a secret is a plain text, so that it is known who reads it.");
      return Typed.FAULTY;
    }
    String text = ((Value.Text) name.constant().get()).value();
    return Typed.of(SECRET, new Expression.Literal(Value.secret(text)));
  }
}

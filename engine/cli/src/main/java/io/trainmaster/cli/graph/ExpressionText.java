package io.trainmaster.cli.graph;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Expressions as the language writes them, near enough for a label. */
public final class ExpressionText {
  private ExpressionText() {}

  /** The text of an expression. */
  public static String of(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return literal.value() instanceof Value.Text text
          ? '"' + text.value() + '"'
          : ValueText.of(literal.value());
    } else if (expression instanceof Expression.Parameter parameter) {
      return parameter.name();
    } else if (expression instanceof Expression.Output output) {
      return output.task().value();
    } else if (expression instanceof Expression.Field field) {
      return of(field.of()) + "." + field.name();
    } else if (expression instanceof Expression.Items items) {
      return "[" + join(items.items()) + "]";
    } else if (expression instanceof Expression.Call call) {
      return call.name() + arguments(call);
    } else if (expression instanceof Expression.Unary unary) {
      return switch (unary.operator()) {
        case NOT -> "not " + inner(unary.operand());
        case NEGATE -> "-" + inner(unary.operand());
        case EXISTS -> "exists(" + of(unary.operand()) + ")";
      };
    } else if (expression instanceof Expression.Binary binary) {
      return inner(binary.left())
          + " "
          + binary.operator().spelling()
          + " "
          + inner(binary.right());
    } else if (expression instanceof Expression.Interpolation interpolation) {
      return interpolation.parts().stream().map(ExpressionText::part).collect(Collectors.joining());
    }
    throw new AssertionError("An expression of an unknown kind: " + expression);
  }

  private static String part(Expression part) {
    return part instanceof Expression.Literal literal
        ? ValueText.of(literal.value())
        : "${" + of(part) + "}";
  }

  private static String inner(Expression expression) {
    return expression instanceof Expression.Binary ? "(" + of(expression) + ")" : of(expression);
  }

  private static String arguments(Expression.Call call) {
    if (call.positional().isEmpty() && call.named().isEmpty()) {
      return "";
    }
    Stream<String> named =
        call.named().entrySet().stream().map(entry -> entry.getKey() + ": " + of(entry.getValue()));
    return Stream.concat(call.positional().stream().map(ExpressionText::of), named)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String join(List<Expression> items) {
    return items.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
  }
}

package io.trainmaster.schedule;

import io.trainmaster.model.Entry;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command is given. An artifact in a text stands for a path that the command can open, which
 * only its process knows: such a text stays a call {@code text} of its parts until it is there.
 */
final class CommandTexts {

  private static final String TEXT = "text";

  private final Evaluator evaluator;

  CommandTexts(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  Map<String, Value> in(Map<String, Expression> expressions) {
    Map<String, Value> values = new LinkedHashMap<>();
    expressions.forEach((name, expression) -> values.put(name, in(expression)));
    return values;
  }

  Entry in(EntrySpec entry) {
    return entry.valued(this::in);
  }

  private Value in(Expression expression) {
    if (expression instanceof Expression.Items items) {
      return new Value.Items(items.items().stream().map(this::in).toList());
    } else if (expression instanceof Expression.Interpolation text) {
      List<Value> parts = new ArrayList<>();
      text.parts().forEach(part -> add(in(part), parts));
      return parts.stream().anyMatch(Value.Artifact.class::isInstance)
          ? new Value.Call(TEXT, parts, Map.of())
          : evaluator.evaluate(expression);
    }
    return evaluator.evaluate(expression);
  }

  /** A text in a text lends it its parts. */
  private static void add(Value value, List<Value> parts) {
    if (value instanceof Value.Call call && call.name().equals(TEXT)) {
      parts.addAll(call.positional());
    } else {
      parts.add(value instanceof Value.Artifact ? value : Value.text(ValueText.of(value)));
    }
  }
}

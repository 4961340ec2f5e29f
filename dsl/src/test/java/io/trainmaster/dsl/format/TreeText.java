package io.trainmaster.dsl.format;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.syntax.Token;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A tree as a text without places, so that two trees can be compared. */
final class TreeText {

  private static final Map<Class<?>, RecordComponent[]> COMPONENTS = new ConcurrentHashMap<>();

  private final StringBuilder text = new StringBuilder();

  private TreeText() {}

  static String of(SyntaxTree tree) {
    TreeText writer = new TreeText();
    writer.write(tree.items());
    return writer.text.toString();
  }

  private void write(Object value) {
    if (value instanceof Token token) {
      text.append(token.text());
    } else if (value instanceof Collection<?> values) {
      text.append('[');
      values.forEach(this::write);
      text.append(']');
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(this::write, () -> text.append('-'));
    } else if (value instanceof Record node) {
      text.append(node.getClass().getSimpleName()).append('(');
      for (RecordComponent component :
          COMPONENTS.computeIfAbsent(node.getClass(), Class::getRecordComponents)) {
        if (component.getType() != Span.class) {
          write(read(node, component));
          text.append(',');
        }
      }
      text.append(")\n");
    } else {
      text.append(value);
    }
  }

  private static Object read(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

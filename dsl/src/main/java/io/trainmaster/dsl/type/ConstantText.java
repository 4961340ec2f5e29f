package io.trainmaster.dsl.type;

import io.trainmaster.model.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Constants as the language writes them, without loss, so that they can be read again. */
public final class ConstantText {

  private ConstantText() {}

  /** The text of a constant. */
  public static String of(Value value) {
    if (value instanceof Value.Text text) {
      return quote(text.value());
    } else if (value instanceof Value.Real real) {
      return number(real.value());
    } else if (value instanceof Value.Int integer) {
      return Long.toString(integer.value());
    } else if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value());
    } else if (value instanceof Value.Span span) {
      return duration(span.value());
    } else if (value instanceof Value.Bytes bytes) {
      return bytes(bytes.value());
    } else if (value instanceof Value.Range range) {
      String gap =
          range.from() instanceof Value.Span || range.from() instanceof Value.Bytes ? " " : "";
      return of(range.from()) + gap + (range.inclusive() ? ".." : "..<") + gap + of(range.to());
    } else if (value instanceof Value.Items items) {
      return items.items().stream()
          .map(ConstantText::of)
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Value.Call call) {
      return Stream.concat(
              call.positional().stream().map(ConstantText::of),
              call.named().entrySet().stream()
                  .map(argument -> argument.getKey() + ": " + of(argument.getValue())))
          .collect(Collectors.joining(", ", call.name() + "(", ")"));
    }
    return "nothing";
  }

  /** A constant of type {@code Name}: without quotes. */
  static String word(Value value) {
    return value instanceof Value.Text text ? text.value() : of(value);
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\', '$' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    String plain = new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    return plain.length() <= 20 ? plain : Double.toString(value);
  }

  private static String duration(Duration duration) {
    for (Unit unit : Unit.LARGEST_FIRST) {
      if (unit.kind() == ScalarKind.DURATION && divides(unit, duration)) {
        return nanos(duration).divide(unit.amount()).toPlainString() + " " + unit.word();
      }
    }
    return nanos(duration).divide(Unit.SECOND.amount()).toPlainString() + " s";
  }

  private static boolean divides(Unit unit, Duration duration) {
    return !duration.isZero() && nanos(duration).remainder(unit.amount()).signum() == 0;
  }

  private static BigDecimal nanos(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds(), -9)
        .add(BigDecimal.valueOf(duration.getNano()));
  }

  private static String bytes(long bytes) {
    for (Unit unit : Unit.LARGEST_FIRST) {
      if (unit.kind() == ScalarKind.BYTES && bytes != 0 && bytes % unit.amount().longValue() == 0) {
        return bytes / unit.amount().longValue() + " " + unit.word();
      }
    }
    return bytes + " B";
  }
}

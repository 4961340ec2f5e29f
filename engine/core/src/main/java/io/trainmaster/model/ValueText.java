package io.trainmaster.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as a person reads them, in messages and tables. */
public final class ValueText {

  private ValueText() {}

  /** The text of a value, as an interpolation writes it. */
  public static String of(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
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
    } else if (value instanceof Value.Items items) {
      return join(items.items(), "[", "]");
    } else if (value instanceof Value.Fields fields) {
      return named(fields.fields(), "{", "}");
    } else if (value instanceof Value.Range range) {
      return of(range.from()) + (range.inclusive() ? ".." : "..<") + of(range.to());
    } else if (value instanceof Value.Call call) {
      return call.name() + arguments(call);
    } else if (value instanceof Value.Artifact artifact) {
      return artifact.type() + "@" + artifact.digest().substring(0, 12);
    }
    return "nothing";
  }

  /** A number with at most six significant digits, and no zeros that say nothing. */
  public static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    String digits = new java.math.BigDecimal(value).round(new java.math.MathContext(6)).toString();
    return digits.contains(".") && !digits.contains("E") ? digits.replaceAll("0+$", "") : digits;
  }

  /** A duration in its largest units: {@code 2h 5m}, {@code 4.2s}, {@code 35ms}. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + "ms";
    } else if (millis < 60_000) {
      return number(Math.round(millis / 100.0) / 10.0) + "s";
    } else if (millis < 3_600_000) {
      return millis / 60_000 + "m " + millis / 1000 % 60 + "s";
    }
    return millis / 3_600_000 + "h " + millis / 60_000 % 60 + "m";
  }

  /** An amount of bytes in the largest binary unit that leaves at least one of it. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    String units = "KMGTPE";
    int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    double amount = (double) bytes / (1L << (unit * 10));
    return number(Math.round(amount * 10) / 10.0) + " " + units.charAt(unit - 1) + "iB";
  }

  private static String arguments(Value.Call call) {
    if (call.positional().isEmpty() && call.named().isEmpty()) {
      return "";
    }
    String positional = call.positional().stream().map(ValueText::of).collect(joining());
    String named =
        call.named().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
            .collect(joining());
    String gap = positional.isEmpty() || named.isEmpty() ? "" : ", ";
    return "(" + positional + gap + named + ")";
  }

  private static String join(List<Value> items, String open, String close) {
    return items.stream().map(ValueText::of).collect(Collectors.joining(", ", open, close));
  }

  private static String named(Map<String, Value> fields, String open, String close) {
    return fields.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
        .collect(Collectors.joining(", ", open, close));
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(", ");
  }
}

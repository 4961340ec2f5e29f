package io.trainmaster.dsl.type;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.model.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What literals mean: numbers with units, and texts where another type is expected. */
public final class Literals {

  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private Literals() {}

  /** The value of a number; empty, with a diagnostic, where it has none. */
  public static Optional<Value> number(ExpressionSyntax.Number number, Diagnostics diagnostics) {
    String digits = number.digits().replace("_", "");
    boolean percent = digits.endsWith("%");
    Optional<BigDecimal> parsed =
        parse(percent ? digits.substring(0, digits.length() - 1) : digits);
    if (parsed.isEmpty()) {
      return isWritten(digits)
          ? tooLarge(number.span(), "a number that can be kept", diagnostics)
          : Optional.empty();
    }
    if (number.unit().isPresent()) {
      return quantity(parsed.get(), percent, number, number.unit().get(), diagnostics);
    }
    if (percent) {
      return Optional.of(new Value.Real(parsed.get().movePointLeft(2).doubleValue()));
    }
    boolean whole = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!whole) {
      double value = parsed.get().doubleValue();
      return Double.isInfinite(value)
          ? tooLarge(number.span(), "a Float", diagnostics)
          : Optional.of(new Value.Real(value));
    }
    return parsed.get().compareTo(LONG_MAX) > 0
        ? tooLarge(number.span(), "an Int", diagnostics)
        : Optional.of(new Value.Int(parsed.get().longValueExact()));
  }

  /** The lexer has told of what is no number at all. */
  private static boolean isWritten(String digits) {
    return digits.indexOf('.') == digits.lastIndexOf('.');
  }

  private static Optional<BigDecimal> parse(String digits) {
    if (digits.length() > 400) {
      return Optional.empty();
    }
    try {
      BigDecimal value = new BigDecimal(digits);
      return Math.abs((long) value.scale()) > 10_000 ? Optional.empty() : Optional.of(value);
    } catch (NumberFormatException e) {
      // The lexer has said that it is malformed.
      return Optional.empty();
    }
  }

  private static Optional<Value> quantity(
      BigDecimal number,
      boolean percent,
      ExpressionSyntax.Number syntax,
      NameSyntax name,
      Diagnostics diagnostics) {
    Optional<Unit> unit = Unit.of(name.text());
    if (percent) {
      diagnostics.add(Code.UNKNOWN_UNIT, name.span(), "A share in `%` has no unit.");
      return Optional.empty();
    } else if (unit.isEmpty()) {
      diagnostics.add(
          new Diagnostic(Code.UNKNOWN_UNIT, "There is no unit `" + name.text() + "`.", name.span())
              .replaceWith(unitNear(name.text())));
      return Optional.empty();
    }
    BigDecimal amount = number.multiply(unit.get().amount()).setScale(0, RoundingMode.HALF_UP);
    if (amount.compareTo(LONG_MAX) > 0) {
      return tooLarge(syntax.span(), "a " + unit.get().kind().word(), diagnostics);
    }
    long exact = amount.longValueExact();
    return Optional.of(
        unit.get().kind() == ScalarKind.BYTES
            ? new Value.Bytes(exact)
            : new Value.Span(Duration.ofNanos(exact)));
  }

  /** What people write in other languages, and slips of the hand. */
  private static Optional<String> unitNear(String word) {
    return switch (word) {
      case "m", "minute", "minutes", "mins" -> Optional.of("min");
      case "sec", "secs", "second", "seconds" -> Optional.of("s");
      case "hour", "hours", "hr", "hrs" -> Optional.of("h");
      case "d" -> Optional.of("day");
      case "G", "g", "gb", "Gb" -> Optional.of("GB");
      case "Gi", "gib" -> Optional.of("GiB");
      case "M", "mb", "Mb" -> Optional.of("MB");
      case "Mi", "mib" -> Optional.of("MiB");
      case "percent", "pct" -> Optional.of("%");
      default -> Nearest.to(word, Unit.words());
    };
  }

  private static Optional<Value> tooLarge(Span span, String type, Diagnostics diagnostics) {
    diagnostics.add(Code.MALFORMED_VALUE, span, "This number is too large for " + type + ".");
    return Optional.empty();
  }

  /** What a number is, by its unit and its value. */
  public static Type typeOf(ExpressionSyntax.Number number, Value value) {
    boolean work =
        number
            .unit()
            .flatMap(unit -> Unit.of(unit.text()))
            .filter(unit -> unit.kind() == ScalarKind.WORK)
            .isPresent();
    return work ? new Type.Scalar(ScalarKind.WORK, Optional.empty()) : typeOf(value);
  }

  /** What a scalar is, by its value alone. */
  public static Type typeOf(Value value) {
    if (value instanceof Value.Int) {
      return Type.INT;
    } else if (value instanceof Value.Real) {
      return Type.FLOAT;
    } else if (value instanceof Value.Bool) {
      return Type.BOOL;
    } else if (value instanceof Value.Text) {
      return Type.STRING;
    } else if (value instanceof Value.Span) {
      return Type.DURATION;
    } else if (value instanceof Value.Bytes) {
      return Type.BYTES;
    } else if (value instanceof Value.Range range) {
      return new Type.RangeOf(typeOf(range.from()));
    } else if (value instanceof Value.Items items) {
      return new Type.ListOf(items.items().isEmpty() ? Type.UNKNOWN : typeOf(items.items().get(0)));
    }
    return Type.UNKNOWN;
  }

  /**
   * A constant as the type that is expected of it: {@code 1} as a {@code Float}, a text as a {@code
   * Path}. Empty where it is of another type.
   */
  public static Optional<Value> as(ScalarKind kind, Value value) {
    boolean fits =
        switch (kind) {
          case INT -> value instanceof Value.Int;
          case FLOAT -> value instanceof Value.Int || value instanceof Value.Real;
          case BOOL -> value instanceof Value.Bool;
          case DURATION, WORK -> value instanceof Value.Span;
          case BYTES -> value instanceof Value.Bytes;
          case STRING, PATH, URI, DATE, INSTANT, NAME, COLUMN -> value instanceof Value.Text;
          case SECRET -> Value.secretName(value).isPresent();
          case SCHEMA, CALL, CONDITION -> false;
        };
    if (!fits) {
      return Optional.empty();
    }
    return Optional.of(
        kind == ScalarKind.FLOAT && value instanceof Value.Int integer
            ? new Value.Real(integer.value())
            : value);
  }

  /** What is wrong with a text as a value of a kind; empty where nothing is. */
  public static Optional<String> fault(ScalarKind kind, String text) {
    try {
      switch (kind) {
        case DATE -> LocalDate.parse(text);
        case INSTANT -> Instant.parse(text);
        case URI -> new URI(text);
        case PATH -> {
          if (text.isBlank() || text.indexOf('\0') >= 0) {
            return Optional.of("A Path is not empty.");
          }
        }
        default -> {}
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of(
          kind == ScalarKind.DATE
              ? "A Date is written like \"2026-05-01\"."
              : "An Instant is written like \"2026-05-01T12:00:00Z\".");
    } catch (URISyntaxException e) {
      return Optional.of("This is not a Uri.");
    }
  }
}

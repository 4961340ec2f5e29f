package io.trainmaster.dsl.type;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads expressions that must be known beforehand: defaults, bounds, amounts of a policy. */
public final class ConstantReader {

  private final Diagnostics diagnostics;

  /**
   * @param diagnostics where faults are told
   */
  public ConstantReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The constant of a type, checked against its bounds; empty, with a diagnostic, otherwise. */
  public Optional<Value> read(ExpressionSyntax syntax, Type type) {
    if (type instanceof Type.Maybe maybe) {
      return read(syntax, maybe.of());
    } else if (type instanceof Type.Scalar scalar) {
      Optional<Value> secret =
          scalar.kind() == ScalarKind.SECRET ? secret(syntax) : Optional.empty();
      return secret.isPresent() ? secret : scalar(syntax, scalar);
    } else if (type instanceof Type.ListOf list && syntax instanceof ExpressionSyntax.Items items) {
      return items(items, list.element());
    } else if (type instanceof Type.RangeOf range) {
      return range(syntax, range.element());
    } else if (type.isUnknown() || syntax instanceof ExpressionSyntax.Missing) {
      return Optional.empty();
    }
    if (type instanceof Type.ListOf) {
      return mismatch(syntax.span(), type.text(), describe(syntax));
    }
    diagnostics.add(
        Code.NOT_CONSTANT, syntax.span(), "A constant of " + type.text() + " can't be written.");
    return Optional.empty();
  }

  private static Optional<Value> secret(ExpressionSyntax syntax) {
    return syntax instanceof ExpressionSyntax.Call call
            && call.name().text().equals(Value.SECRET)
            && call.arguments().size() == 1
            && call.arguments().get(0).value() instanceof ExpressionSyntax.Text name
        ? name.plain().map(Value::secret)
        : Optional.empty();
  }

  private Optional<Value> items(ExpressionSyntax.Items items, Type element) {
    List<Value> values = new ArrayList<>();
    for (ExpressionSyntax item : items.items()) {
      read(item, element).ifPresent(values::add);
    }
    return values.size() == items.items().size()
        ? Optional.of(new Value.Items(values))
        : Optional.empty();
  }

  private Optional<Value> range(ExpressionSyntax syntax, Type element) {
    if (syntax instanceof ExpressionSyntax.Binary binary && isRange(binary)) {
      Optional<Value> from = read(binary.left(), element);
      Optional<Value> to = read(binary.right(), element);
      if (from.isEmpty() || to.isEmpty()) {
        return Optional.empty();
      }
      boolean inclusive = binary.operator().kind() == TokenKind.RANGE;
      Value.Range range = new Value.Range(from.get(), to.get(), inclusive);
      return RangeCheck.isEmpty(range) ? emptyRange(syntax.span()) : Optional.of(range);
    }
    return mismatch(syntax.span(), "a range such as 1 .. 8", describe(syntax));
  }

  private Optional<Value> emptyRange(Span span) {
    diagnostics.add(RangeCheck.diagnostic(span));
    return Optional.empty();
  }

  /** Whether it is {@code a .. b} or {@code a ..< b}. */
  public static boolean isRange(ExpressionSyntax.Binary binary) {
    TokenKind operator = binary.operator().kind();
    return operator == TokenKind.RANGE || operator == TokenKind.RANGE_EXCLUSIVE;
  }

  private Optional<Value> scalar(ExpressionSyntax syntax, Type.Scalar type) {
    int before = diagnostics.count();
    Optional<Value> raw = literal(syntax, type.kind());
    if (raw.isEmpty()) {
      if (diagnostics.count() == before && !(syntax instanceof ExpressionSyntax.Missing)) {
        notConstant(syntax);
      }
      return Optional.empty();
    }
    Optional<Value> value = Literals.as(type.kind(), raw.get());
    boolean bareWord = syntax instanceof ExpressionSyntax.Reference;
    if (value.isEmpty()
        || isWork(syntax) != (type.kind() == ScalarKind.WORK)
        || bareWord != (type.kind() == ScalarKind.NAME)) {
      return mismatch(syntax.span(), type.text(), describe(syntax));
    }
    return within(value.get(), type, syntax.span(), diagnostics) ? value : Optional.empty();
  }

  /** Time of processors is counted like a duration and is none. */
  private static boolean isWork(ExpressionSyntax syntax) {
    return syntax instanceof ExpressionSyntax.Number number
        && Literals.typeOf(number, Value.ABSENT).is(ScalarKind.WORK);
  }

  private void notConstant(ExpressionSyntax syntax) {
    diagnostics.add(
        Code.NOT_CONSTANT,
        syntax.span(),
        "This must be known before the workflow runs: write a literal here.");
  }

  private Optional<Value> mismatch(Span span, String expected, String found) {
    diagnostics.add(
        Code.TYPE_MISMATCH, span, "Expected " + expected + ", but this is " + found + ".");
    return Optional.empty();
  }

  private static String describe(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Reference reference) {
      return "the word `" + reference.path().text() + "`";
    } else if (syntax instanceof ExpressionSyntax.Text) {
      return "a text";
    } else if (syntax instanceof ExpressionSyntax.Items) {
      return "a list";
    } else if (syntax instanceof ExpressionSyntax.Bool) {
      return "a Bool";
    } else if (syntax instanceof ExpressionSyntax.Number number) {
      return number
          .unit()
          .flatMap(unit -> Unit.of(unit.text()))
          .map(unit -> "a " + unit.kind().word())
          .orElse("a number");
    } else if (syntax instanceof ExpressionSyntax.Binary binary && isRange(binary)) {
      return "a range";
    }
    return "an expression";
  }

  private Optional<Value> literal(ExpressionSyntax syntax, ScalarKind expected) {
    if (syntax instanceof ExpressionSyntax.Number number) {
      return Literals.number(number, diagnostics);
    } else if (syntax instanceof ExpressionSyntax.Bool bool) {
      return Optional.of(new Value.Bool(bool.value()));
    } else if (syntax instanceof ExpressionSyntax.Text text) {
      return text.plain().map(Value::text).filter(value -> sound(expected, value, text.span()));
    } else if (syntax instanceof ExpressionSyntax.Unary unary
        && unary.operator().kind() == TokenKind.MINUS) {
      return literal(unary.operand(), expected).flatMap(ConstantReader::negated);
    } else if (syntax instanceof ExpressionSyntax.Reference reference
        && expected == ScalarKind.NAME) {
      return Optional.of(Value.text(reference.path().text()));
    } else if (syntax instanceof ExpressionSyntax.Items
        || syntax instanceof ExpressionSyntax.Binary binary && isRange(binary)) {
      mismatch(syntax.span(), expected.word(), describe(syntax));
    }
    return Optional.empty();
  }

  private boolean sound(ScalarKind kind, Value value, Span span) {
    if (kind.isText() && value instanceof Value.Text text) {
      Optional<String> fault = Literals.fault(kind, text.value());
      fault.ifPresent(sentence -> diagnostics.add(Code.MALFORMED_VALUE, span, sentence));
      return fault.isEmpty();
    }
    return true;
  }

  private static Optional<Value> negated(Value value) {
    if (value instanceof Value.Int integer) {
      return Optional.of(new Value.Int(-integer.value()));
    } else if (value instanceof Value.Real real) {
      return Optional.of(new Value.Real(-real.value()));
    }
    return Optional.empty();
  }

  /** Whether a value is within the bounds of its type; says so where it isn't. */
  public static boolean within(Value value, Type.Scalar type, Span span, Diagnostics diagnostics) {
    if (type.refinement().isEmpty() || type.refinement().get().allows(value)) {
      return true;
    }
    Refinement refinement = type.refinement().get();
    if (refinement instanceof Refinement.OneOf set) {
      diagnostics.add(
          new Diagnostic(
                  Code.NOT_ONE_OF,
                  "Expected one of " + words(set) + ", but this is " + shown(value, set) + ".",
                  span)
              .replaceWith(nearest(value, set)));
    } else {
      diagnostics.add(
          Code.OUT_OF_RANGE,
          span,
          ConstantText.of(value) + " is not in " + refinement.text() + ".");
    }
    return false;
  }

  private static String words(Refinement.OneOf set) {
    String text = set.text();
    return text.substring(1, text.length() - 1);
  }

  private static String shown(Value value, Refinement.OneOf set) {
    return set.words() ? "`" + ConstantText.word(value) + "`" : ConstantText.of(value);
  }

  private static Optional<String> nearest(Value value, Refinement.OneOf set) {
    if (!(value instanceof Value.Text text)) {
      return Optional.empty();
    }
    List<String> words = set.values().stream().map(ConstantText::word).toList();
    return Nearest.to(text.value(), words)
        .map(word -> set.words() ? word : ConstantText.of(Value.text(word)));
  }
}

package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.Literals;
import io.trainmaster.dsl.type.Refinement;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a value fits where a type is expected. Only literals change their type. */
final class Fitting {

  private final Diagnostics diagnostics;

  Fitting(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The value as the type; {@link Typed#FAULTY}, with a diagnostic, where it doesn't fit. */
  Typed fit(Typed value, Type expected, Span span) {
    if (value.isUnknown() || expected.isUnknown()) {
      return value;
    } else if (expected instanceof Type.Maybe maybe) {
      return fitMaybe(value, maybe, span);
    } else if (value.type().isMaybe() && assignable(value.type().present(), expected)) {
      return absent(value, expected, span);
    } else if (expected instanceof Type.Scalar scalar) {
      return fitScalar(value, scalar, span);
    } else if (value.constant().orElse(Value.ABSENT) instanceof Value.Items items
        && expected instanceof Type.ListOf list) {
      return fitItems(items, list, span).orElse(Typed.FAULTY);
    }
    return assignable(value.type(), expected) ? value : mismatch(value.type(), expected, span);
  }

  private Typed fitMaybe(Typed value, Type.Maybe expected, Span span) {
    if (value.type() instanceof Type.Maybe actual) {
      return assignable(actual.of(), expected.of())
          ? value
          : mismatch(value.type(), expected, span);
    }
    return fit(value, expected.of(), span);
  }

  private Typed absent(Typed value, Type expected, Span span) {
    diagnostics.add(
        new Diagnostic(
                Code.OPTIONAL_VALUE,
                "Expected " + expected.text() + ", but this may be absent.",
                span)
            .withMend(
                new Diagnostic.Mend("say what it is otherwise: `?: …`", span.after(), " ?: …")));
    return new Typed(Type.UNKNOWN, value.expression(), value.columns());
  }

  private Typed fitScalar(Typed value, Type.Scalar expected, Span span) {
    Optional<Value> constant = value.constant();
    if (constant.isPresent()) {
      return fitConstant(value, constant.get(), expected, span);
    }
    Optional<ScalarKind> actual = value.type().scalar();
    boolean text = value.expression() instanceof Expression.Interpolation;
    boolean column = expected.kind() == ScalarKind.COLUMN && value.type().is(ScalarKind.STRING);
    boolean fits =
        actual.isPresent()
            && (actual.get() == expected.kind()
                || column
                || text && expected.kind().isText() && expected.kind() != ScalarKind.NAME);
    if (!fits) {
      return mismatch(value.type(), expected, span);
    }
    if (value.expression() instanceof Expression.Parameter parameter) {
      bounds(parameter.name(), (Type.Scalar) value.type(), expected, span);
    }
    return value;
  }

  private Typed fitConstant(Typed value, Value constant, Type.Scalar expected, Span span) {
    Optional<Value> converted = Literals.as(expected.kind(), constant);
    boolean wordForText = value.type().is(ScalarKind.NAME) != (expected.kind() == ScalarKind.NAME);
    boolean workForTime = value.type().is(ScalarKind.WORK) != (expected.kind() == ScalarKind.WORK);
    if (converted.isEmpty() || wordForText || workForTime) {
      return mismatch(value.type(), expected, span);
    }
    if (converted.get() instanceof Value.Text text) {
      Optional<String> fault = Literals.fault(expected.kind(), text.value());
      if (fault.isPresent()) {
        diagnostics.add(Code.MALFORMED_VALUE, span, fault.get());
        return Typed.FAULTY;
      }
    }
    return ConstantReader.within(converted.get(), expected, span, diagnostics)
        ? Typed.constant(expected, converted.get())
        : Typed.FAULTY;
  }

  private Optional<Typed> fitItems(Value.Items items, Type.ListOf expected, Span span) {
    List<Value> values = new ArrayList<>();
    for (Value item : items.items()) {
      Typed fitted = fit(Typed.constant(item), expected.element(), span);
      if (fitted.isUnknown()) {
        return Optional.empty();
      }
      fitted.constant().ifPresent(values::add);
    }
    return Optional.of(Typed.constant(expected, new Value.Items(values)));
  }

  /** A parameter may not allow what its use forbids: that would fail only when it runs. */
  private void bounds(String parameter, Type.Scalar actual, Type.Scalar expected, Span span) {
    Optional<Refinement> needed = expected.refinement();
    if (needed.isEmpty()
        || actual.refinement().isPresent() && needed.get().covers(actual.refinement().get())) {
      return;
    }
    String type = expected.text();
    diagnostics.add(
        new Diagnostic(
                Code.TOO_WIDE,
                "The parameter `"
                    + parameter
                    + "` is "
                    + actual.text()
                    + ", but here it must be "
                    + type
                    + ".",
                span)
            .withMend(
                new Diagnostic.Mend(
                    "declare it as `" + parameter + ": " + type + "`",
                    span,
                    parameter + ": " + type)));
  }

  Typed mismatch(Type actual, Type expected, Span span) {
    diagnostics.add(
        Code.TYPE_MISMATCH,
        span,
        "Expected " + expected.text() + ", but this is " + described(actual) + ".");
    return Typed.FAULTY;
  }

  private static String described(Type type) {
    return type.is(ScalarKind.NAME) ? "a bare word" : type.text();
  }

  static boolean assignable(Type actual, Type expected) {
    if (actual.isUnknown() || expected.isUnknown()) {
      return true;
    } else if (expected instanceof Type.Maybe maybe) {
      return assignable(actual.present(), maybe.of());
    } else if (actual instanceof Type.Scalar a && expected instanceof Type.Scalar e) {
      return a.kind() == e.kind();
    } else if (actual instanceof Type.Nominal a && expected instanceof Type.Nominal e) {
      boolean schemas =
          e.schema().isEmpty() || a.schema().isEmpty() || a.schema().equals(e.schema());
      return a.name().equals(e.name()) && schemas;
    } else if (actual instanceof Type.ListOf a && expected instanceof Type.ListOf e) {
      return assignable(a.element(), e.element());
    } else if (actual instanceof Type.RangeOf a && expected instanceof Type.RangeOf e) {
      return assignable(a.element(), e.element());
    } else if (actual instanceof Type.RecordOf a && expected instanceof Type.RecordOf e) {
      return fieldsAssignable(a.fields(), e.fields());
    }
    return false;
  }

  private static boolean fieldsAssignable(Map<String, Type> actual, Map<String, Type> expected) {
    return expected.entrySet().stream()
        .allMatch(
            field -> {
              Type has = actual.get(field.getKey());
              return has != null && assignable(has, field.getValue());
            });
  }
}

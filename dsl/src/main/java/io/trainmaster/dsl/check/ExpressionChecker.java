package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.type.Literals;
import io.trainmaster.dsl.type.Refinement;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives expressions their types and resolves their names. A fault is told where it is found and
 * yields {@link Typed#FAULTY}, which fits everywhere.
 */
final class ExpressionChecker {

  /** Checks the calls that stand in expressions. */
  @FunctionalInterface
  interface Calls {
    /** A call of an operator whose result has no name. */
    Typed call(ExpressionSyntax.Call call);
  }

  /** The type of calls that an operator gives meaning to. */
  static final Type CALL = new Type.Scalar(ScalarKind.CALL, Optional.empty());

  private final FileScope file;
  private final Scope scope;
  private final TaskList tasks;
  private final Calls calls;
  private final Diagnostics diagnostics;
  private final References references;
  private final Operations operations;
  private final Fitting fitting;

  ExpressionChecker(FileScope file, Scope scope, TaskList tasks, Calls calls) {
    this.file = file;
    this.scope = scope;
    this.tasks = tasks;
    this.calls = calls;
    this.diagnostics = file.diagnostics();
    this.references = new References(file, scope, tasks);
    this.operations = new Operations(diagnostics);
    this.fitting = new Fitting(diagnostics);
  }

  /** The same where other names can be used. */
  ExpressionChecker within(Scope other) {
    return new ExpressionChecker(file, other, tasks, calls);
  }

  FileScope file() {
    return file;
  }

  Scope scope() {
    return scope;
  }

  /** The expression as a type. */
  Typed expect(ExpressionSyntax syntax, Type expected) {
    return expect(syntax, expected, Optional.empty());
  }

  /**
   * The expression as a type.
   *
   * @param columns the columns that a {@code Column} may name, where they are known
   */
  Typed expect(ExpressionSyntax syntax, Type expected, Optional<List<Column>> columns) {
    Type present = expected.present();
    if (syntax instanceof ExpressionSyntax.Items items && present instanceof Type.ListOf list) {
      return items(items, list.element(), columns);
    } else if (syntax instanceof ExpressionSyntax.Binary binary
        && present instanceof Type.RangeOf range
        && isRange(binary)) {
      Typed from = expect(binary.left(), range.element());
      Typed to = expect(binary.right(), range.element());
      return operations.binary(binary.operator(), from, to, syntax.span());
    } else if (present.is(ScalarKind.NAME)
        && syntax instanceof ExpressionSyntax.Reference reference) {
      return word(reference, (Type.Scalar) present);
    } else if (present.is(ScalarKind.SCHEMA)
        && syntax instanceof ExpressionSyntax.Reference reference) {
      return schema(reference);
    } else if (present.is(ScalarKind.COLUMN)) {
      return column(syntax, columns);
    } else if (present.is(ScalarKind.CALL)) {
      return call(syntax);
    } else if (present.is(ScalarKind.NAME)
        && syntax instanceof ExpressionSyntax.Text text
        && text.plain().isPresent()) {
      return quotedWord(text, (Type.Scalar) present);
    }
    return fitting.fit(infer(syntax), expected, syntax.span());
  }

  /** The expression as a path that is only read, for which a published file will do. */
  Typed expectReadable(ExpressionSyntax syntax, Type expected) {
    Typed value = infer(syntax);
    return value.type().is("File") ? value : fitting.fit(value, expected, syntax.span());
  }

  private static boolean isRange(ExpressionSyntax.Binary binary) {
    TokenKind operator = binary.operator().kind();
    return operator == TokenKind.RANGE || operator == TokenKind.RANGE_EXCLUSIVE;
  }

  private Typed items(ExpressionSyntax.Items syntax, Type element, Optional<List<Column>> columns) {
    List<Typed> items = new ArrayList<>();
    for (ExpressionSyntax item : syntax.items()) {
      items.add(expect(item, element, columns));
    }
    return list(items, element);
  }

  private static Typed list(List<Typed> items, Type element) {
    if (items.stream().anyMatch(Typed::isUnknown)) {
      return Typed.FAULTY;
    }
    Type type = new Type.ListOf(element);
    if (items.stream().allMatch(item -> item.constant().isPresent())) {
      List<Value> values = items.stream().flatMap(item -> item.constant().stream()).toList();
      return Typed.constant(type, new Value.Items(values));
    }
    return new Typed(
        type, new Expression.Items(items.stream().map(Typed::expression).toList()), columns(items));
  }

  /** The columns that all of some datasets have; empty where they differ or are not known. */
  private static Optional<List<Column>> columns(List<Typed> items) {
    boolean same =
        !items.isEmpty()
            && items.stream().allMatch(item -> item.columns().equals(items.get(0).columns()));
    return same ? items.get(0).columns() : Optional.empty();
  }

  /** A word of the closed set comes before a binding of the same name. */
  private Typed word(ExpressionSyntax.Reference syntax, Type.Scalar expected) {
    String word = syntax.path().text();
    Value value = Value.text(word);
    boolean known = expected.refinement().filter(set -> set.allows(value)).isPresent();
    if (!known && scope.has(syntax.path().first().text())) {
      return fitting.fit(infer(syntax), expected, syntax.span());
    }
    file.symbols().word(syntax.span(), word, expected);
    return fitting.fit(
        Typed.constant(new Type.Scalar(ScalarKind.NAME, Optional.empty()), value),
        expected,
        syntax.span());
  }

  private Typed quotedWord(ExpressionSyntax.Text syntax, Type.Scalar expected) {
    String text = syntax.plain().orElse("");
    Diagnostic diagnostic =
        new Diagnostic(
            Code.TYPE_MISMATCH, "A word is expected here, which has no quotes.", syntax.span());
    boolean known =
        expected
            .refinement()
            .filter(set -> set instanceof Refinement.OneOf && set.allows(Value.text(text)))
            .isPresent();
    diagnostics.add(known ? diagnostic.replaceWith(text) : diagnostic);
    return Typed.FAULTY;
  }

  private Typed schema(ExpressionSyntax.Reference syntax) {
    String name = syntax.path().text();
    List<Column> columns = file.schemas().get(name);
    if (file.isOpen(syntax.path())) {
      file.symbols().item(syntax.path(), Symbol.Kind.IMPORT);
      return Typed.FAULTY;
    } else if (columns != null) {
      boolean own = syntax.path().isName();
      file.symbols().item(syntax.path(), own ? Symbol.Kind.SCHEMA : Symbol.Kind.IMPORT);
      return Typed.constant(
          new Type.Scalar(ScalarKind.SCHEMA, Optional.empty()), SchemaValue.of(columns));
    } else if (scope.has(syntax.path().first().text())) {
      return fitting.fit(
          infer(syntax), new Type.Scalar(ScalarKind.SCHEMA, Optional.empty()), syntax.span());
    }
    diagnostics.add(
        new Diagnostic(
                Code.UNKNOWN_NAME, "There is no schema `" + name + "` in this file.", syntax.span())
            .replaceWith(Nearest.to(name, file.schemas().keySet())));
    return Typed.FAULTY;
  }

  private Typed column(ExpressionSyntax syntax, Optional<List<Column>> columns) {
    if (syntax instanceof ExpressionSyntax.Reference reference
        && !scope.has(reference.path().first().text())) {
      String name = reference.path().text();
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_NAME,
                  "There is no `" + name + "` here; a column is named by a text.",
                  syntax.span())
              .replaceWith("\"" + name + "\""));
      return Typed.FAULTY;
    }
    Type type = new Type.Scalar(ScalarKind.COLUMN, Optional.empty());
    Typed name = fitting.fit(infer(syntax), type, syntax.span());
    if (columns.isPresent() && name.constant().orElse(Value.ABSENT) instanceof Value.Text text) {
      if (!requireColumn(text.value(), columns.get(), syntax.span(), true)) {
        return Typed.FAULTY;
      }
    }
    return name;
  }

  /** A call, or a bare name for one without values; the operator gives meaning to it. */
  Typed call(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Reference reference) {
      return Typed.of(CALL, new Expression.Call(reference.path().text(), List.of(), Map.of()));
    } else if (!(syntax instanceof ExpressionSyntax.Call call)) {
      diagnostics.add(
          Code.TYPE_MISMATCH, syntax.span(), "A call is expected here, such as `name(value: 1)`.");
      return Typed.FAULTY;
    } else {
      List<Expression> positional = new ArrayList<>();
      Map<String, Expression> named = new LinkedHashMap<>();
      for (ArgumentSyntax argument : call.arguments()) {
        Expression value = wordOr(argument.value());
        argument
            .name()
            .ifPresentOrElse(known -> named.put(known.text(), value), () -> positional.add(value));
      }
      return Typed.of(CALL, new Expression.Call(call.name().text(), positional, named));
    }
  }

  /** A bare name that nothing has is a word. */
  private Expression wordOr(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Reference reference
        && !scope.has(reference.path().first().text())) {
      return new Expression.Literal(Value.text(reference.path().text()));
    }
    return infer(syntax).expression();
  }

  /** Tells of a column that isn't there. */
  boolean requireColumn(String name, List<Column> columns, Span span, boolean quoted) {
    List<String> names = columns.stream().map(Column::name).toList();
    if (names.contains(name)) {
      file.symbols().column(span, name, columns);
      return true;
    }
    diagnostics.add(
        new Diagnostic(Code.UNKNOWN_COLUMN, "The data has no column `" + name + "`.", span)
            .replaceWith(Nearest.to(name, names).map(near -> quoted ? "\"" + near + "\"" : near)));
    return false;
  }

  /** A condition: an expression that must be a Bool. */
  Typed condition(ExpressionSyntax syntax) {
    Typed condition = infer(syntax);
    if (condition.isUnknown() || condition.type().is(ScalarKind.BOOL)) {
      return condition;
    }
    Code code = condition.type().isMaybe() ? Code.OPTIONAL_VALUE : Code.NOT_A_CONDITION;
    diagnostics.add(
        code, syntax.span(), "A condition is a Bool, but this is " + condition.type().text() + ".");
    return Typed.FAULTY;
  }

  /** The expression as it is. */
  Typed infer(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Number number) {
      return Literals.number(number, diagnostics)
          .map(value -> Typed.constant(Literals.typeOf(number, value), value))
          .orElse(Typed.FAULTY);
    } else if (syntax instanceof ExpressionSyntax.Text text) {
      return text.plain().map(Value::text).map(Typed::constant).orElseGet(() -> interpolate(text));
    } else if (syntax instanceof ExpressionSyntax.Bool bool) {
      return Typed.constant(new Value.Bool(bool.value()));
    } else if (syntax instanceof ExpressionSyntax.Items items) {
      return inferItems(items);
    } else if (syntax instanceof ExpressionSyntax.Reference reference) {
      return references.resolve(reference.path());
    } else if (syntax instanceof ExpressionSyntax.Call call && Presence.isAsked(call)) {
      return present(call);
    } else if (syntax instanceof ExpressionSyntax.Call call) {
      return calls.call(call);
    } else if (syntax instanceof ExpressionSyntax.Unary unary) {
      return operations.unary(unary.operator(), infer(unary.operand()), unary.operand().span());
    } else if (syntax instanceof ExpressionSyntax.Binary binary) {
      return operations.binary(
          binary.operator(), infer(binary.left()), infer(binary.right()), binary.span());
    }
    return Typed.FAULTY;
  }

  /** {@code exists(x)}. */
  private Typed present(ExpressionSyntax.Call call) {
    Typed value = infer(call.arguments().get(0).value());
    if (!value.isUnknown() && !value.type().isMaybe()) {
      diagnostics.add(
          Code.TYPE_MISMATCH,
          call.arguments().get(0).span(),
          "This is always there: only what may be absent can be asked for.");
    }
    return Typed.of(
        Type.BOOL, new Expression.Unary(Expression.UnaryOperator.EXISTS, value.expression()));
  }

  private Typed inferItems(ExpressionSyntax.Items syntax) {
    List<Typed> items = syntax.items().stream().map(this::infer).toList();
    Type element = items.isEmpty() ? Type.UNKNOWN : items.get(0).type().widened();
    for (int i = 1; i < items.size(); i++) {
      Type other = items.get(i).type();
      if (other.is(ScalarKind.FLOAT) && element.is(ScalarKind.INT)) {
        element = Type.FLOAT;
      } else if (!Operations.comparable(element, other) && !Fitting.assignable(other, element)) {
        fitting.mismatch(other, element, syntax.items().get(i).span());
        return Typed.FAULTY;
      }
    }
    return list(items, element);
  }

  private Typed interpolate(ExpressionSyntax.Text syntax) {
    List<Expression> parts = new ArrayList<>();
    for (ExpressionSyntax.Text.Part part : syntax.parts()) {
      if (part instanceof ExpressionSyntax.Text.Plain plain) {
        parts.add(new Expression.Literal(Value.text(plain.text())));
      } else if (part instanceof ExpressionSyntax.Text.Inserted inserted) {
        Typed value = infer(inserted.expression());
        insertable(value.type(), inserted.expression().span());
        parts.add(value.expression());
      }
    }
    return Typed.of(Type.STRING, new Expression.Interpolation(parts));
  }

  private void insertable(Type type, Span span) {
    if (type.is(ScalarKind.SECRET)) {
      diagnostics.add(Code.SECRET_EXPOSED, span, "A secret can't be put into a text.");
    } else if (type.isMaybe()) {
      diagnostics.add(
          new Diagnostic(Code.OPTIONAL_VALUE, "This may be absent; a text needs a value.", span)
              .withMend(
                  new Diagnostic.Mend("say what it is otherwise: `?: …`", span.after(), " ?: …")));
    } else if (type instanceof Type.ListOf
        || type instanceof Type.RecordOf
        || type instanceof Type.RangeOf) {
      diagnostics.add(
          Code.TYPE_MISMATCH, span, "A text takes single values, but this is " + type.text() + ".");
    }
  }
}

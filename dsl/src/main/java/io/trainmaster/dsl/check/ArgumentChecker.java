package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Gives each argument to its parameter and checks it there. */
final class ArgumentChecker {

  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;

  ArgumentChecker(ExpressionChecker expressions) {
    this.expressions = expressions;
    this.diagnostics = expressions.file().diagnostics();
  }

  /** Checks an argument at a parameter, given the columns of the first dataset. */
  @FunctionalInterface
  interface Check {
    Typed check(
        ParameterSignature parameter, ExpressionSyntax value, Optional<List<Column>> columns);
  }

  /**
   * The arguments of a call by the names of the parameters.
   *
   * @param callee how messages call what is called
   * @param span where to tell of what is missing
   * @param elsewhere the parameters that get their value in another way
   */
  Map<String, Typed> bind(
      List<ArgumentSyntax> arguments,
      List<ParameterSignature> parameters,
      String callee,
      Span span,
      Set<String> elsewhere) {
    return bind(
        arguments,
        parameters,
        callee,
        span,
        elsewhere,
        (parameter, value, columns) -> expressions.expect(value, parameter.type(), columns));
  }

  /** The same with a check of the values. */
  Map<String, Typed> bind(
      List<ArgumentSyntax> arguments,
      List<ParameterSignature> parameters,
      String callee,
      Span span,
      Set<String> elsewhere,
      Check check) {
    Map<String, ArgumentSyntax> given = assign(arguments, parameters, callee);
    requireAll(given, parameters, callee, span, elsewhere);
    return check(given, parameters, Optional.empty(), check);
  }

  /** Checks the values; columns come last, since they are named in the datasets before. */
  Map<String, Typed> check(
      Map<String, ArgumentSyntax> given,
      List<ParameterSignature> parameters,
      Optional<List<Column>> outer,
      Check check) {
    Map<String, Typed> checked = new LinkedHashMap<>();
    Optional<List<Column>> columns = outer;
    boolean datasetSeen = outer.isPresent();
    for (ParameterSignature parameter : parameters) {
      ArgumentSyntax argument = given.get(parameter.name());
      if (argument == null) {
        continue;
      } else if (namesColumns(parameter.type())) {
        checked.put(parameter.name(), Typed.FAULTY);
        continue;
      }
      Typed value = check.check(parameter, argument.value(), columns);
      checked.put(parameter.name(), value);
      if (!datasetSeen && parameter.type().present().is("Dataset")) {
        datasetSeen = true;
        columns = value.columns();
      }
    }
    for (ParameterSignature parameter : parameters) {
      ArgumentSyntax argument = given.get(parameter.name());
      if (argument != null && namesColumns(parameter.type())) {
        checked.put(parameter.name(), check.check(parameter, argument.value(), columns));
      }
    }
    return checked;
  }

  private static boolean namesColumns(Type type) {
    Type present = type.present();
    return present.is(ScalarKind.COLUMN)
        || present instanceof Type.ListOf list && list.element().is(ScalarKind.COLUMN);
  }

  /** Which argument belongs to which parameter. */
  Map<String, ArgumentSyntax> assign(
      List<ArgumentSyntax> arguments, List<ParameterSignature> parameters, String callee) {
    Map<String, ArgumentSyntax> given = new LinkedHashMap<>();
    int position = 0;
    Optional<Span> named = Optional.empty();
    for (ArgumentSyntax argument : arguments) {
      if (argument.name().isPresent()) {
        named = Optional.of(argument.span());
        byName(argument, argument.name().get(), parameters, callee, given);
      } else if (named.isPresent()) {
        diagnostics.add(
            new Diagnostic(
                    Code.POSITIONAL_AFTER_NAMED,
                    "Arguments without a name come before those with one.",
                    argument.span())
                .withNote(named.get(), "an argument with a name"));
        if (position < parameters.size()) {
          given.putIfAbsent(parameters.get(position).name(), argument);
          position++;
        }
      } else if (position >= parameters.size()) {
        tooMany(argument, parameters, callee);
        position++;
      } else {
        given.put(parameters.get(position).name(), argument);
        position++;
      }
    }
    expressions.file().symbols().arguments(given, parameters);
    return given;
  }

  private static boolean isParameter(String name, List<ParameterSignature> parameters) {
    for (ParameterSignature parameter : parameters) {
      if (parameter.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void tooMany(
      ArgumentSyntax argument, List<ParameterSignature> parameters, String callee) {
    String takes = parameters.isEmpty() ? "no values" : "at most " + parameters.size() + " values";
    diagnostics.add(
        Code.TOO_MANY_ARGUMENTS,
        argument.span(),
        callee + " takes " + (parameters.size() == 1 ? "one value" : takes) + ".");
    expressions.infer(argument.value());
  }

  private void byName(
      ArgumentSyntax argument,
      NameSyntax name,
      List<ParameterSignature> parameters,
      String callee,
      Map<String, ArgumentSyntax> given) {
    boolean known = isParameter(name.text(), parameters);
    if (!known && diagnostics.isFull()) {
      return;
    } else if (!known) {
      Stream<String> names = parameters.stream().map(ParameterSignature::name);
      Optional<String> near =
          Nearest.to(name.text(), names.filter(one -> !given.containsKey(one)).toList());
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_ARGUMENT, callee + " takes no `" + name.text() + "`.", name.span())
              .replaceWith(near));
      near.ifPresent(meant -> given.put(meant, argument));
      return;
    }
    ArgumentSyntax before = given.putIfAbsent(name.text(), argument);
    if (before != null) {
      diagnostics.add(
          new Diagnostic(
                  Code.DUPLICATE_ARGUMENT,
                  "The argument `" + name.text() + "` is given twice.",
                  name.span())
              .withNote(before.span(), "given here already"));
    }
  }

  /** Tells of the arguments that are missing, all at once. */
  void requireAll(
      Map<String, ArgumentSyntax> given,
      List<ParameterSignature> parameters,
      String callee,
      Span span,
      Set<String> elsewhere) {
    List<ParameterSignature> missing = new ArrayList<>();
    for (ParameterSignature parameter : parameters) {
      if (parameter.required()
          && !given.containsKey(parameter.name())
          && !elsewhere.contains(parameter.name())) {
        missing.add(parameter);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    String names = String.join(", ", missing.stream().map(one -> "`" + one.name() + "`").toList());
    String paste = String.join(", ", missing.stream().map(one -> one.name() + ": …").toList());
    diagnostics.add(
        new Diagnostic(Code.MISSING_ARGUMENT, callee + " needs " + names + ".", span)
            .withMend(new Diagnostic.Mend("add `" + paste + "`", span.after(), paste)));
  }
}

package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what a test asserts about the run above. */
final class AssertionChecker {

  private static final Set<TokenKind> EQUALITY = Set.of(TokenKind.EQUAL, TokenKind.NOT_EQUAL);

  private final FileScope file;
  private final TestedWorkflow workflow;
  private final Diagnostics diagnostics;
  private final ExpressionChecker expressions;

  AssertionChecker(FileScope file, TestedWorkflow workflow) {
    this.file = file;
    this.workflow = workflow;
    this.diagnostics = file.diagnostics();
    this.expressions =
        ExpressionChecker.forAssertions(
            file, new RunScope(workflow), workflow.tasks(), this::question);
  }

  /** The assertions of a line: what {@code and} joins is asserted one by one. */
  List<CheckedTest.Assertion> check(ExpressionSyntax condition) {
    if (condition instanceof ExpressionSyntax.Binary binary
        && binary.operator().kind() == TokenKind.AND) {
      List<CheckedTest.Assertion> both = new ArrayList<>(check(binary.left()));
      both.addAll(check(binary.right()));
      return both;
    }
    prepare(condition);
    Typed typed = expressions.condition(condition);
    return List.of(
        new CheckedTest.Assertion(typed.expression(), sides(condition, typed), condition.span()));
  }

  private static List<CheckedTest.Side> sides(ExpressionSyntax condition, Typed typed) {
    if (condition instanceof ExpressionSyntax.Binary syntax
        && typed.expression() instanceof Expression.Binary binary
        && (syntax.operator().kind().isComparison() || syntax.operator().kind() == TokenKind.IN)) {
      return List.of(
          new CheckedTest.Side(binary.left(), syntax.left().span()),
          new CheckedTest.Side(binary.right(), syntax.right().span()));
    }
    return List.of();
  }

  /** Tells editors of the tasks that are named, and finds words that no run ends as. */
  private void prepare(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Binary binary) {
      prepare(binary.left());
      prepare(binary.right());
      if (EQUALITY.contains(binary.operator().kind())) {
        state(binary.left(), binary.right());
        state(binary.right(), binary.left());
      }
    } else if (syntax instanceof ExpressionSyntax.Unary unary) {
      prepare(unary.operand());
    } else if (syntax instanceof ExpressionSyntax.Reference reference
        && workflow.bindings().has(reference.path().first().text())) {
      file.symbols().task(reference.path().first());
    }
  }

  private void state(ExpressionSyntax state, ExpressionSyntax word) {
    if (!(state instanceof ExpressionSyntax.Reference reference)
        || !reference.path().text().equals(RunScope.RUN + ".state")
        || !(word instanceof ExpressionSyntax.Text text)) {
      return;
    }
    String given = text.plain().orElse("");
    if (!RunScope.STATES.contains(given)) {
      diagnostics.add(
          new Diagnostic(
                  Code.NOT_ONE_OF,
                  "A run ends as one of "
                      + String.join(", ", RunScope.STATES)
                      + ", but not \""
                      + given
                      + "\".",
                  word.span())
              .replaceWith(Nearest.to(given, RunScope.STATES).map(near -> "\"" + near + "\"")));
    }
  }

  private Typed question(ExpressionSyntax.Call call) {
    String name = call.name().text();
    if (!TestKeys.QUESTIONS.contains(name)) {
      diagnostics.add(
          new Diagnostic(
                  Code.NOT_ONE_OF,
                  "There is no question `" + name + "`; a test asks " + questions() + ".",
                  call.name().span())
              .replaceWith(Nearest.to(name, TestKeys.QUESTIONS)));
      return Typed.FAULTY;
    }
    int tasks = name.equals(TestKeys.BEFORE) ? 2 : 1;
    List<Expression> asked = new ArrayList<>();
    for (ArgumentSyntax argument : call.arguments()) {
      task(name, argument, asked.size() < tasks)
          .ifPresent(task -> asked.add(new Expression.Literal(Value.text(task))));
    }
    if (call.arguments().size() < tasks) {
      diagnostics.add(
          Code.MISSING_ARGUMENT,
          call.span(),
          "`" + name + "` asks of " + (tasks == 1 ? "a task." : "two tasks."));
    }
    return Typed.of(TestKeys.answer(name), new Expression.Call(name, asked, Map.of()));
  }

  private static String questions() {
    return TestKeys.QUESTIONS.stream()
        .filter(question -> question.indexOf('.') < 0)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> quoted(ExpressionSyntax syntax) {
    return syntax instanceof ExpressionSyntax.Text text ? text.plain() : Optional.empty();
  }

  private Optional<String> task(String question, ArgumentSyntax argument, boolean taken) {
    if (!taken) {
      diagnostics.add(
          Code.TOO_MANY_ARGUMENTS, argument.span(), "`" + question + "` asks of no more tasks.");
      return Optional.empty();
    }
    if (argument.name().isPresent()
        || !(argument.value() instanceof ExpressionSyntax.Reference reference)) {
      diagnostics.add(
          new Diagnostic(
                  Code.TYPE_MISMATCH,
                  "`" + question + "` asks of a task by its name: `" + question + "(report)`.",
                  argument.span())
              .replaceWith(quoted(argument.value()).filter(workflow::hasTask)));
      return Optional.empty();
    }
    String name = reference.path().text();
    file.symbols().task(reference.path().first());
    if (!workflow.hasTask(name)) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_NAME,
                  "The workflow `" + workflow.name() + "` has no task `" + name + "`.",
                  reference.span())
              .replaceWith(Nearest.to(name, workflow.tasks().names())));
    }
    return Optional.of(name);
  }
}

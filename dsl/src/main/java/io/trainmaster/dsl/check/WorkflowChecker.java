package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.catalogue.Release;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.TypeSyntax;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks one workflow. */
final class WorkflowChecker {

  private final FileScope file;
  private final ItemSyntax.Workflow workflow;
  private final Diagnostics diagnostics;
  private final TaskList tasks;
  private TestedWorkflow tested;

  WorkflowChecker(FileScope file, ItemSyntax.Workflow workflow) {
    this.file = file;
    this.workflow = workflow;
    this.diagnostics = file.diagnostics();
    this.tasks = TaskList.of(file, workflow.name().text());
    this.tested =
        new TestedWorkflow(
            workflow,
            List.of(),
            tasks,
            new ParameterScope(Map.of(), Optional.empty()),
            Optional.empty());
  }

  /** What tests may ask of it, once it has been checked. */
  TestedWorkflow tested() {
    return tested;
  }

  /** The workflows of the file that it calls, known when it has been checked. */
  List<CallGraph.Call> called() {
    return tasks.called();
  }

  CheckedWorkflow check() {
    List<ParameterSignature> parameters = parameters();
    file.symbols().parameters(workflow, parameters);
    Map<String, Typed> values = new LinkedHashMap<>();
    for (ParameterSignature parameter : parameters) {
      values.put(
          parameter.name(), Typed.of(parameter.type(), new Expression.Parameter(parameter.name())));
    }
    Scope scope = new ParameterScope(values, Optional.empty());
    BodyChecker body =
        new BodyChecker(
            workflow.body(), scope, file, tasks, BodyChecker.Place.WORKFLOW, tasks.place());
    Map<Integer, Typed> returned = body.check();
    Optional<Type> declared = workflow.result().map(file.types()::read);
    Optional<Expression> result = result(returned, declared);
    tested = new TestedWorkflow(workflow, parameters, tasks, body.scope(), declared);
    return new CheckedWorkflow(
        workflow.name().text(),
        file.tree().file(),
        workflow.documentation(),
        parameters,
        tasks.all(),
        result,
        tasks.automation(),
        tasks.facts(),
        tasks.later());
  }

  /** Parameters that are artifacts have defaults that are looked up when a run begins. */
  private List<ParameterSignature> parameters() {
    List<ParameterSyntax> readable = new ArrayList<>();
    Map<String, ExpressionSyntax> lookups = new HashMap<>();
    for (ParameterSyntax parameter : workflow.parameters()) {
      if (isArtifact(parameter.type())) {
        parameter
            .defaultValue()
            .ifPresent(value -> lookups.putIfAbsent(parameter.name().text(), value));
        tasks.later(parameter.type().span(), "a parameter that is an artifact", Release.SERVING);
        readable.add(
            new ParameterSyntax(
                parameter.name(),
                parameter.type(),
                parameter.refinement(),
                Optional.empty(),
                parameter.documentation(),
                parameter.span()));
      } else {
        readable.add(parameter);
      }
    }
    return file.signatures().parameters(readable).stream()
        .map(parameter -> withLookup(parameter, lookups.get(parameter.name())))
        .toList();
  }

  private ParameterSignature withLookup(
      ParameterSignature parameter, @Nullable ExpressionSyntax lookup) {
    return lookup == null
        ? parameter
        : new ParameterSignature(
            parameter.name(),
            parameter.type(),
            new ArtifactLookup(file, tasks).check(lookup, parameter.type()),
            parameter.documentation());
  }

  private boolean isArtifact(TypeSyntax type) {
    return type instanceof TypeSyntax.Named named
        && file.catalogue().typeNames().contains(named.name().text());
  }

  private Optional<Expression> result(Map<Integer, Typed> returned, Optional<Type> declared) {
    List<Integer> indices = new ArrayList<>(returned.keySet());
    indices.sort(Integer::compare);
    if (indices.isEmpty()) {
      if (workflow.result().isPresent() && !file.tree().isFaulty(workflow.span()) && !yields()) {
        missing(workflow.result().get());
      }
      return Optional.empty();
    }
    for (int extra : indices.subList(1, indices.size())) {
      diagnostics.add(
          new Diagnostic(Code.UNEXPECTED_RETURN, "A workflow returns once.", keyword(extra))
              .withNote(keyword(indices.get(0)), "it returns here already"));
    }
    int index = indices.get(0);
    Typed value = returned.getOrDefault(index, Typed.FAULTY);
    StatementSyntax.Return statement = statement(index);
    if (declared.isEmpty() || workflow.result().isEmpty()) {
      undeclared(statement, value);
      return Optional.of(value.expression());
    }
    Typed fitted = new Fitting(diagnostics).fit(value, declared.get(), statement.value().span());
    skippable(index, workflow.result().get(), declared.get());
    return Optional.of(fitted.expression());
  }

  private StatementSyntax.Return statement(int index) {
    return (StatementSyntax.Return) workflow.body().statements().get(index);
  }

  private Span keyword(int index) {
    int start = workflow.body().statements().get(index).span().start();
    return new Span(start, start + "return".length());
  }

  /** What should be a return is told of where it stands. */
  private boolean yields() {
    return workflow.body().statements().stream().anyMatch(StatementSyntax.Yield.class::isInstance);
  }

  private void missing(TypeSyntax result) {
    int end = Math.max(workflow.body().span().start(), workflow.body().span().end() - 1);
    diagnostics.add(
        new Diagnostic(
                Code.MISSING_RETURN,
                "The workflow says that it gives this, but returns nothing.",
                result.span())
            .withMend(
                new Diagnostic.Mend(
                    "add `return …` at its end", new Span(end, end), "  return …\n")));
  }

  private void undeclared(StatementSyntax.Return statement, Typed value) {
    int end = workflow.body().span().start();
    Diagnostic diagnostic =
        new Diagnostic(
            Code.UNEXPECTED_RETURN,
            "The workflow returns something, but does not say of what type.",
            new Span(statement.span().start(), statement.span().start() + "return".length()));
    diagnostics.add(
        value.isUnknown()
            ? diagnostic
            : diagnostic.withMend(
                new Diagnostic.Mend(
                    "add `-> " + value.type().text() + "` after the parameters",
                    new Span(end, end),
                    "-> " + value.type().text() + " ")));
  }

  /** A run that is skipped gives nothing, which its type must say. */
  private void skippable(int returnIndex, TypeSyntax syntax, Type declared) {
    if (declared.isMaybe() || declared.isUnknown()) {
      return;
    }
    for (int i = 0; i < returnIndex; i++) {
      if (workflow.body().statements().get(i) instanceof StatementSyntax.Require require
          && require.otherwise().text().equals("skip")) {
        diagnostics.add(
            new Diagnostic(
                    Code.RESULT_MAY_BE_ABSENT,
                    "A run that is skipped gives nothing, so the result is `"
                        + declared.text()
                        + "?`.",
                    syntax.span())
                .withNote(require.otherwise().span(), "here it may be skipped")
                .replaceWith(declared.text() + "?"));
        return;
      }
    }
  }
}

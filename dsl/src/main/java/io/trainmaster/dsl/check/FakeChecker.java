package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a {@code fake} stands for: an operator, a workflow that is called, or one task. */
final class FakeChecker {

  private final FileScope file;
  private final TestValues values;
  private final Map<String, TestedWorkflow> workflows;
  private final Diagnostics diagnostics;

  FakeChecker(FileScope file, TestValues values, Map<String, TestedWorkflow> workflows) {
    this.file = file;
    this.values = values;
    this.workflows = workflows;
    this.diagnostics = file.diagnostics();
  }

  /**
   * What something gives.
   *
   * @param task whether it is one task
   * @param result the type of it
   * @param metrics the metrics that a search could go by
   */
  private record Subject(boolean task, Type result, List<String> metrics) {
    static Subject of(OperatorSignature signature, boolean task) {
      return new Subject(task, signature.result(), signature.metrics());
    }
  }

  Optional<CheckedTest.Fake> check(EntrySyntax.Values line) {
    if (line.arguments().size() != 1
        || line.blocks().size() != 1
        || !(line.arguments().get(0).value() instanceof ExpressionSyntax.Reference reference)) {
      Diagnostic malformed =
          new Diagnostic(
              Code.MALFORMED_LINE,
              "`fake` is followed by an operator and what it gives: `fake evaluate { auc 0.9 }`.",
              line.span());
      boolean bare = line.arguments().size() == 1 && line.blocks().isEmpty();
      Diagnostic.Mend block =
          new Diagnostic.Mend("say what it gives: `{ … }`", line.span().after(), " { … }");
      diagnostics.add(bare ? malformed.withMend(block) : malformed);
      return Optional.empty();
    }
    String name = reference.path().text();
    Optional<Subject> subject = subject(name, reference);
    if (subject.isEmpty()) {
      return Optional.empty();
    }
    Subject found = subject.get();
    FakeFields fields = new FakeFields(file, values, name, found.result(), found.metrics());
    line.blocks().get(0).entries().forEach(fields::line);
    return Optional.of(fields.fake(found.task(), line.span()));
  }

  private Optional<Subject> subject(String name, ExpressionSyntax.Reference reference) {
    Optional<OperatorSignature> signature = file.operator(name);
    if (signature.isPresent()) {
      file.symbols().operator(reference.path(), signature.get());
      return signature.map(one -> Subject.of(one, false));
    } else if (workflows.containsKey(name)) {
      file.symbols().item(reference.path(), Symbol.Kind.WORKFLOW);
      Type result = workflows.get(name).result().map(Type::present).orElse(Type.UNKNOWN);
      return Optional.of(new Subject(false, result, List.of()));
    } else if (file.isImport(reference.path().first().text())) {
      file.symbols().item(reference.path(), Symbol.Kind.IMPORT);
      return Optional.of(new Subject(false, Type.UNKNOWN, List.of()));
    }
    return task(name, reference);
  }

  private Optional<Subject> task(String name, ExpressionSyntax.Reference reference) {
    for (TestedWorkflow workflow : workflows.values()) {
      if (workflow.hasTask(name)) {
        file.symbols().task(reference.path().first());
        return task(name, workflow, reference.span());
      }
    }
    List<String> known = new ArrayList<>(file.callable());
    workflows.values().forEach(workflow -> known.addAll(workflow.tasks().names()));
    diagnostics.add(
        new Diagnostic(
                Code.UNKNOWN_OPERATOR,
                "There is no operator and no task `" + name + "`.",
                reference.span())
            .replaceWith(Nearest.to(name, known)));
    return Optional.empty();
  }

  private Optional<Subject> task(String name, TestedWorkflow workflow, Span span) {
    Optional<CheckedTask.Call> called = workflow.call(name);
    if (called.isPresent()) {
      return Optional.of(Subject.of(called.get().signature(), true));
    }
    CheckedTask task = workflow.task(name).orElse(null);
    if (task instanceof CheckedTask.Search search) {
      String operator = search.trial().signature().name();
      diagnostics.add(
          new Diagnostic(
                  Code.TYPE_MISMATCH,
                  "`"
                      + name
                      + "` is a search, which chooses by itself; what its trials run is `"
                      + operator
                      + "`.",
                  span)
              .replaceWith(operator));
      return Optional.empty();
    } else if (task instanceof CheckedTask.Gate) {
      diagnostics.add(
          Code.TYPE_MISMATCH, span, "`" + name + "` is a `require`, which decides by itself.");
      return Optional.empty();
    }
    CheckedTask owner = workflow.task(TestedWorkflow.owner(name)).orElse(null);
    return Optional.of(
        owner instanceof CheckedTask.Search search
            ? Subject.of(search.trial().signature(), true)
            : new Subject(true, Type.UNKNOWN, List.of()));
  }
}

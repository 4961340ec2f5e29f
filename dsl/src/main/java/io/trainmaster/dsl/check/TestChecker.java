package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the names in a test: the operators it fakes, the workflow it runs, the tasks it asks of.
 */
final class TestChecker {

  static final List<String> KEYS = List.of("fake", "devices", "clock", "run", "assert");
  static final List<String> QUESTIONS = List.of("skipped", "ran", "resources");

  private final FileScope file;
  private final Set<String> taskNames;
  private final Diagnostics diagnostics;

  /**
   * @param taskNames the names of the tasks of all workflows in the file
   */
  TestChecker(FileScope file, Set<String> taskNames) {
    this.file = file;
    this.taskNames = taskNames;
    this.diagnostics = file.diagnostics();
  }

  void check(ItemSyntax.Test test) {
    for (EntrySyntax entry : test.block().entries()) {
      if (diagnostics.isFull()) {
        return;
      }
      String key = entry.key().text();
      if (!KEYS.contains(key)) {
        diagnostics.add(
            new Diagnostic(Code.UNKNOWN_KEY, "A test has no `" + key + "`.", entry.key().span())
                .replaceWith(Nearest.to(key, KEYS)));
      } else if (entry instanceof EntrySyntax.Values values) {
        values(key, values);
      } else {
        diagnostics.add(
            Code.MALFORMED_LINE, entry.span(), "`" + key + "` is followed by its values.");
      }
    }
  }

  private void values(String key, EntrySyntax.Values entry) {
    switch (key) {
      case "fake" -> fake(entry);
      case "run" -> run(entry);
      case "assert" -> entry.arguments().forEach(argument -> questions(argument.value()));
      default -> {}
    }
  }

  private void fake(EntrySyntax.Values entry) {
    if (entry.arguments().size() != 1
        || !(entry.arguments().get(0).value() instanceof ExpressionSyntax.Reference reference)) {
      diagnostics.add(
          Code.MALFORMED_LINE,
          entry.span(),
          "`fake` is followed by an operator and what it gives: `fake evaluate { auc 0.9 }`.");
      return;
    }
    String name = reference.path().text();
    Optional<OperatorSignature> signature = file.operator(name);
    if (signature.isEmpty()) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_OPERATOR, "There is no operator `" + name + "`.", reference.span())
              .replaceWith(Nearest.to(name, file.callable())));
      return;
    }
    file.symbols().operator(reference.path(), signature.get());
    Optional<Map<String, Type>> fields = fields(signature.get().result());
    for (BlockSyntax block : entry.blocks()) {
      for (EntrySyntax field : block.entries()) {
        fields.ifPresent(known -> field(field.key(), known, signature.get()));
      }
    }
  }

  private Optional<Map<String, Type>> fields(Type result) {
    if (result instanceof Type.RecordOf fields) {
      return Optional.of(fields.fields());
    }
    return result instanceof Type.Nominal nominal
        ? file.catalogue().fields(nominal.name())
        : Optional.empty();
  }

  private void field(PathSyntax key, Map<String, Type> known, OperatorSignature signature) {
    if (!known.containsKey(key.first().text())) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_FIELD,
                  "What `" + signature.name() + "` gives has no `" + key.text() + "`.",
                  key.span())
              .replaceWith(Nearest.to(key.text(), known.keySet())));
    }
  }

  private void run(EntrySyntax.Values entry) {
    if (entry.arguments().size() != 1
        || !(entry.arguments().get(0).value() instanceof ExpressionSyntax.Call call)) {
      diagnostics.add(
          Code.MALFORMED_LINE, entry.span(), "`run` is followed by a call of a workflow.");
      return;
    }
    String name = call.name().text();
    ItemSyntax.Workflow workflow = file.workflows().get(name);
    if (workflow == null) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_NAME,
                  "There is no workflow `" + name + "` in this file.",
                  call.name().span())
              .replaceWith(Nearest.to(name, file.workflows().keySet())));
      return;
    }
    file.symbols().item(call.name(), Symbol.Kind.WORKFLOW);
    List<String> parameters =
        workflow.parameters().stream().map(parameter -> parameter.name().text()).toList();
    for (ArgumentSyntax argument : call.arguments()) {
      argument.name().ifPresent(given -> file.symbols().parameterOf(workflow, given));
      argument
          .name()
          .filter(given -> !parameters.contains(given.text()))
          .ifPresent(
              given ->
                  diagnostics.add(
                      new Diagnostic(
                              Code.UNKNOWN_ARGUMENT,
                              "`" + name + "` takes no `" + given.text() + "`.",
                              given.span())
                          .replaceWith(Nearest.to(given.text(), parameters))));
    }
  }

  /** {@code skipped(register)}: the names of tasks inside an assertion. */
  private void questions(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Binary binary) {
      questions(binary.left());
      questions(binary.right());
    } else if (syntax instanceof ExpressionSyntax.Unary unary) {
      questions(unary.operand());
    } else if (syntax instanceof ExpressionSyntax.Call call) {
      question(call);
    }
  }

  private void question(ExpressionSyntax.Call call) {
    String name = call.name().text();
    if (!QUESTIONS.contains(name)) {
      diagnostics.add(
          new Diagnostic(
                  Code.NOT_ONE_OF,
                  "A test asks one of " + String.join(", ", QUESTIONS) + ".",
                  call.name().span())
              .replaceWith(Nearest.to(name, QUESTIONS)));
      return;
    }
    for (ArgumentSyntax argument : call.arguments()) {
      if (argument.value() instanceof ExpressionSyntax.Reference task) {
        file.symbols().task(task.path().first());
      }
      if (argument.value() instanceof ExpressionSyntax.Reference reference
          && !taskNames.contains(reference.path().first().text())) {
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_NAME,
                    "No workflow of this file has a task `" + reference.path().text() + "`.",
                    reference.span())
                .replaceWith(Nearest.to(reference.path().text(), taskNames)));
      }
    }
  }
}

package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the tests of a file: what they fake, what they run and what they assert. */
final class TestChecker {

  private final FileScope file;
  private final Map<String, TestedWorkflow> workflows;
  private final Diagnostics diagnostics;
  private final TestValues values;
  private final Map<String, Span> names = new HashMap<>();
  private final Map<String, Type> results = new HashMap<>();

  /**
   * @param workflows the workflows of the file by name
   */
  TestChecker(FileScope file, Map<String, TestedWorkflow> workflows) {
    this.file = file;
    this.workflows = workflows;
    this.diagnostics = file.diagnostics();
    this.values = new TestValues(file);
    file.declaredOperators().forEach(one -> results.put(one.name(), one.result()));
  }

  CheckedTest check(ItemSyntax.Test test) {
    name(test);
    Lines lines = new Lines(runs(test));
    for (EntrySyntax entry : test.block().entries()) {
      if (diagnostics.isFull()) {
        break;
      }
      lines.line(entry);
    }
    String name = test.name().plain().orElse("");
    return new CheckedTest(name, test.name().span(), lines.steps, results);
  }

  private void name(ItemSyntax.Test test) {
    Optional<String> name = test.name().plain();
    Span span = test.name().span();
    if (name.isEmpty()) {
      diagnostics.add(Code.NOT_CONSTANT, span, "The name of a test is a plain text.");
    } else if (name.get().isBlank()) {
      diagnostics.add(Code.MALFORMED_VALUE, span, "The name of a test says what it shows.");
    } else {
      Span before = names.putIfAbsent(name.get(), span);
      if (before != null) {
        diagnostics.add(
            new Diagnostic(Code.DUPLICATE_NAME, "There is already a test of this name.", span)
                .withNote(before, "named here"));
      }
    }
  }

  private boolean runs(ItemSyntax.Test test) {
    boolean runs =
        test.block().entries().stream().anyMatch(entry -> entry.key().text().equals("run"));
    if (!runs) {
      Diagnostic diagnostic =
          new Diagnostic(Code.MISSING_KEY, "This test runs no workflow.", test.name().span());
      Optional<String> call = workflows.values().stream().findFirst().map(TestChecker::call);
      diagnostics.add(
          call.map(line -> diagnostic.withMend(PolicyChecker.addLine(test.block(), "run " + line)))
              .orElse(diagnostic));
    }
    return runs;
  }

  private static String call(TestedWorkflow workflow) {
    List<String> needed =
        workflow.parameters().stream()
            .filter(parameter -> parameter.required())
            .map(parameter -> parameter.name() + ": …")
            .toList();
    return workflow.name() + "(" + String.join(", ", needed) + ")";
  }

  /** The lines of one test, from top to bottom. */
  private final class Lines {
    private final List<CheckedTest.Step> steps = new ArrayList<>();
    private final Map<String, Span> stated = new HashMap<>();
    private final boolean runs;
    private boolean ran;
    private Optional<TestedWorkflow> current = Optional.empty();

    Lines(boolean runs) {
      this.runs = runs;
    }

    void line(EntrySyntax entry) {
      String key = entry.key().text();
      if (!TestKeys.TEST.contains(key)) {
        diagnostics.add(
            new Diagnostic(Code.UNKNOWN_KEY, "A test has no `" + key + "`.", entry.key().span())
                .replaceWith(Nearest.to(key, TestKeys.TEST)));
      } else if (!(entry instanceof EntrySyntax.Values line)) {
        diagnostics.add(
            Code.MALFORMED_LINE, entry.span(), "`" + key + "` is followed by its values.");
      } else if (!key.equals("fake") && !line.blocks().isEmpty()) {
        Span span = line.blocks().get(0).span();
        diagnostics.add(
            Code.BLOCK_NOT_TAKEN,
            new Span(span.start(), span.start() + 1),
            "Only `fake` is followed by a block.");
      } else {
        values(key, line);
      }
    }

    private void values(String key, EntrySyntax.Values line) {
      switch (key) {
        case "fake" ->
            new FakeChecker(file, values, workflows).check(line).ifPresent(fake -> add(fake, fake));
        case "devices" -> new MachineChecker(values).devices(line).ifPresent(one -> add("", one));
        case "clock" -> new MachineChecker(values).clock(line).ifPresent(one -> add("", one));
        case "run" -> run(line);
        default -> assertion(line);
      }
    }

    private void add(CheckedTest.Fake fake, CheckedTest.Step step) {
      add(fake.name(), step);
    }

    /** What is said twice for the same run is a slip. */
    private void add(String of, CheckedTest.Step step) {
      String key = step.getClass().getSimpleName() + " " + of;
      Span before = stated.putIfAbsent(key, step.span());
      if (before != null) {
        diagnostics.add(
            new Diagnostic(
                    Code.DUPLICATE_KEY, "This is said already for the next run.", step.span())
                .withNote(before, "said here"));
      }
      steps.add(step);
    }

    private void run(EntrySyntax.Values line) {
      ran = true;
      current = Optional.empty();
      stated.clear();
      if (line.arguments().size() != 1
          || !(line.arguments().get(0).value() instanceof ExpressionSyntax.Call call)) {
        diagnostics.add(
            Code.MALFORMED_LINE, line.span(), "`run` is followed by a call of a workflow.");
        return;
      }
      String name = call.name().text();
      TestedWorkflow workflow = workflows.get(name);
      if (workflow == null) {
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_NAME,
                    "There is no workflow `" + name + "` in this file.",
                    call.name().span())
                .replaceWith(Nearest.to(name, workflows.keySet())));
        return;
      }
      file.symbols().item(call.name(), Symbol.Kind.WORKFLOW);
      for (ArgumentSyntax argument : call.arguments()) {
        argument.name().ifPresent(given -> file.symbols().parameterOf(workflow.source(), given));
      }
      Map<String, Value> arguments =
          values.bind(
              call.arguments(),
              workflow.parameters(),
              "`" + name + "`",
              call.name().span(),
              workflow.withDefaults());
      current = Optional.of(workflow);
      steps.add(new CheckedTest.Run(name, arguments, line.span()));
    }

    private void assertion(EntrySyntax.Values line) {
      if (!ran && runs) {
        diagnostics.add(
            Code.MISSING_KEY, line.key().span(), "No workflow has been run above this line.");
      } else if (line.arguments().size() != 1 || line.arguments().get(0).name().isPresent()) {
        diagnostics.add(Code.MALFORMED_LINE, line.span(), "`assert` is followed by one condition.");
      } else {
        ExpressionSyntax condition = line.arguments().get(0).value();
        current.ifPresent(
            workflow -> steps.addAll(new AssertionChecker(file, workflow).check(condition)));
      }
    }
  }
}

package io.trainmaster.dsl.test;

import io.trainmaster.dsl.check.CheckedTest;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.type.ConstantText;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.schedule.TaskView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run that is over, of which things are asserted. */
final class Aftermath {

  private final SourceFile file;
  private final Scene scene;
  private final RunPlan plan;
  private final RunStory story;
  private final Decisions decisions;
  private final CarefulEvaluator evaluator;

  Aftermath(SourceFile file, Scene scene, RunPlan plan, RunStory story, Decisions decisions) {
    this.file = file;
    this.scene = scene;
    this.plan = plan;
    this.story = story;
    this.decisions = decisions;
    Questions questions = new Questions(story, this::result);
    this.evaluator = new CarefulEvaluator(plan.parameters(), this::output, questions::answer);
  }

  RunStory story() {
    return story;
  }

  /** How the run ended and what ran. */
  List<String> facts() {
    return List.of(story.ending(), story.order(decisions::runs));
  }

  /** Why an assertion does not hold; empty where it does. */
  Optional<TestFailure> failure(CheckedTest.Assertion assertion) {
    try {
      if (evaluator.test(assertion.condition())) {
        return Optional.empty();
      }
      return Optional.of(failed(assertion, "This does not hold."));
    } catch (OpaqueException e) {
      return Optional.of(
          new NotFaked(file, scene).assertion(e.opaque(), assertion.span(), facts()));
    } catch (EvaluationException e) {
      return Optional.of(failed(assertion, e.reason()));
    }
  }

  private TestFailure failed(CheckedTest.Assertion assertion, String sentence) {
    Map<String, String> values = new LinkedHashMap<>();
    for (CheckedTest.Side side : assertion.sides()) {
      if (!(side.expression() instanceof Expression.Literal)) {
        values.put(label(side.expression(), file.text(side.span())), value(side.expression()));
      }
    }
    read(assertion.condition(), values);
    List<String> facts = new ArrayList<>();
    values.forEach((what, value) -> facts.add("`" + what + "` is " + value));
    facts.addAll(facts());
    return new TestFailure(
        new Diagnostic(Code.ASSERTION_FAILED, sentence, assertion.span()), facts);
  }

  /** The values that an expression reads: fields, outputs, parameters, questions. */
  private void read(Expression expression, Map<String, String> values) {
    String label = label(expression, "");
    if (label.isEmpty()) {
      expression.children().forEach(child -> read(child, values));
    } else {
      values.putIfAbsent(label, value(expression));
    }
  }

  private static String label(Expression expression, String otherwise) {
    if (expression instanceof Expression.Field field) {
      String of = label(field.of(), "");
      return of.isEmpty() ? otherwise : of + "." + field.name();
    } else if (expression instanceof Expression.Output output) {
      return output.task().value();
    } else if (expression instanceof Expression.Parameter parameter) {
      return parameter.name();
    } else if (expression instanceof Expression.Call call) {
      return call.positional().isEmpty() ? call.name() : question(call);
    }
    return otherwise;
  }

  private static String question(Expression.Call call) {
    List<String> tasks =
        call.positional().stream()
            .map(
                task ->
                    task instanceof Expression.Literal literal ? ValueText.of(literal.value()) : "")
            .toList();
    return call.name() + "(" + String.join(", ", tasks) + ")";
  }

  private String value(Expression expression) {
    try {
      Value value = evaluator.evaluate(expression);
      if (Opaque.of(value).isPresent()) {
        return "not faked";
      }
      boolean composed =
          value instanceof Value.Fields
              || value instanceof Value.Artifact
              || value instanceof Value.Call
              || value.equals(Value.ABSENT);
      return composed ? ValueText.of(value) : ConstantText.of(value);
    } catch (OpaqueException e) {
      return "not faked";
    } catch (EvaluationException e) {
      return "not there: " + e.reason();
    }
  }

  private Value output(TaskId task) {
    Value output = decisions.output(task);
    if (!output.equals(Value.ABSENT)) {
      return output;
    }
    String state =
        story.tasks(task.value()).stream().findFirst().map(Aftermath::state).orElse("isn't there");
    throw new EvaluationException("`" + task + "` gave nothing: it " + state + ".");
  }

  private static String state(TaskView task) {
    return switch (task.phase()) {
      case FAILED -> "failed";
      case SUCCEEDED -> "had nothing to give";
      case CANCELLED -> "was not run, since something before it failed";
      default -> RunStory.isSkipped(task) ? "was skipped" : "has not ended";
    };
  }

  private Value result() {
    try {
      return plan.workflow().result().map(evaluator::evaluate).orElse(Value.ABSENT);
    } catch (EvaluationException e) {
      return Value.ABSENT;
    }
  }
}

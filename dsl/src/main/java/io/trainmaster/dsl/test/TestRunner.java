package io.trainmaster.dsl.test;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.CheckedTest;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Runs the tests of workflow files: no process, no data, no waiting. Immutable; safe for use from
 * several threads.
 */
public final class TestRunner {

  /** How large searches and loops may be. */
  private static final PlanBounds BOUNDS = new PlanBounds(10_000, 10_000);

  private final Catalogue catalogue;

  /**
   * @param catalogue the operators that the files were compiled with
   */
  public TestRunner(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Runs the tests of a file whose names are wanted, in the order of the text. */
  public List<TestResult> run(Compilation file, Predicate<String> wanted) {
    List<TestResult> results = new ArrayList<>();
    for (CheckedTest test : file.tests()) {
      if (wanted.test(test.name())) {
        long start = System.nanoTime();
        Optional<TestFailure> failure = new One(file, test).failure();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        results.add(new TestResult(test.name(), test.span(), failure, took));
      }
    }
    return results;
  }

  /** One test on its way. */
  private final class One {
    private final Compilation file;
    private final CheckedTest test;
    private final Scene scene = new Scene();

    One(Compilation file, CheckedTest test) {
      this.file = file;
      this.test = test;
    }

    /** The first thing that is not as it should be. */
    Optional<TestFailure> failure() {
      Optional<Aftermath> after = Optional.empty();
      for (CheckedTest.Step step : test.steps()) {
        if (step instanceof CheckedTest.Run run) {
          try {
            after = Optional.of(run(run));
          } catch (UndecidedException e) {
            return Optional.of(new NotFaked(file.file(), scene).decision(e, run.span()));
          } catch (EvaluationException e) {
            return Optional.of(stuck(run.span(), e.reason(), List.of()));
          }
          if (!after.get().story().isOver()) {
            String sentence = "This run comes to no end.";
            return Optional.of(stuck(run.span(), sentence, after.get().facts()));
          }
        } else if (step instanceof CheckedTest.Assertion assertion) {
          Optional<TestFailure> failure = after.flatMap(ended -> ended.failure(assertion));
          if (failure.isPresent()) {
            return failure;
          }
        } else {
          scene.set(step);
        }
      }
      return Optional.empty();
    }

    private Aftermath run(CheckedTest.Run step) {
      WorkflowGraph graph = file.workflow(step.workflow()).orElseThrow();
      Map<String, Value> arguments = new HashMap<>(step.arguments());
      arguments.putAll(interval(graph));
      RunPlan plan = RunPlan.of(graph, arguments, BOUNDS).named(RunId.of(graph.name(), 1));
      VirtualRun run =
          new VirtualRun(plan, scene, new FakeOutputs(catalogue, test.results(), used(graph)));
      RunStory story = run.go();
      return new Aftermath(file.file(), scene, plan, story, run.decisions());
    }

    /** The interval that its schedule's last run before the test's time is about; else a day. */
    private Map<String, Value> interval(WorkflowGraph graph) {
      Instant now = scene.start();
      Optional<Timetable> timetable =
          graph.schedules().stream()
              .findFirst()
              .map(schedule -> Timetable.of(schedule, ZoneOffset.UTC));
      Instant until = timetable.flatMap(times -> times.previous(now.plusNanos(1))).orElse(now);
      Instant from =
          timetable.flatMap(times -> times.previous(until)).orElse(until.minus(Duration.ofDays(1)));
      return RunFact.interval(graph, from, until);
    }

    private Set<String> used(WorkflowGraph graph) {
      Set<String> used = UsedFields.of(graph);
      for (CheckedTest.Step step : test.steps()) {
        if (step instanceof CheckedTest.Assertion assertion) {
          UsedFields.collect(assertion.condition(), used);
        }
      }
      return used;
    }
  }

  private static TestFailure stuck(Span span, String sentence, List<String> facts) {
    return new TestFailure(new Diagnostic(Code.TEST_RUN_FAILED, sentence, span), facts);
  }
}

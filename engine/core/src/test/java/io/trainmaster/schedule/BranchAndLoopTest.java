package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Expression.Binary;
import io.trainmaster.model.Expression.BinaryOperator;
import io.trainmaster.model.Expression.Field;
import io.trainmaster.model.Expression.Literal;
import io.trainmaster.model.Expression.Output;
import io.trainmaster.model.Expression.Parameter;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Branches, loops and cleanups, driven by hand. */
class BranchAndLoopTest {

  private final Bench bench = new Bench();

  @Test
  void theBranchThatIsTakenGivesTheValueAndTheOtherIsLeftOut() {
    bench.start(branches());
    bench.succeed("size", new Value.Int(10));
    assertThat(bench.launched()).containsExactly("big");
    assertThat(bench.taskPhase("small")).isEqualTo(TaskPhase.OMITTED);
    bench.succeed("big", Value.text("from big"));
    assertThat(bench.lastLaunch().arguments()).containsEntry("model", Value.text("from big"));
    bench.succeed("use");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void theOtherBranchIsTakenWhereTheConditionDoesNotHold() {
    bench.start(branches());
    bench.succeed("size", new Value.Int(1));
    assertThat(bench.launched()).containsExactly("small");
    bench.succeed("small", Value.text("from small"));
    assertThat(bench.lastLaunch().arguments()).containsEntry("model", Value.text("from small"));
  }

  @Test
  void aFailureInTheBranchTakenStopsWhatReadsIt() {
    bench.start(branches());
    bench.succeed("size", new Value.Int(10));
    bench.fail("big", Outcome.ERROR);
    assertThat(bench.taskPhase("model")).isEqualTo(TaskPhase.CANCELLED);
    assertThat(bench.taskPhase("use")).isEqualTo(TaskPhase.CANCELLED);
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
  }

  @Test
  void whereNoBranchIsTakenTheValueIsAbsent() {
    TaskSpec[] all = branches();
    TaskSpec merge =
        new TaskSpec.Merge(
            id("model"),
            1,
            Set.of(),
            List.of(new TaskSpec.Case(id("if-1"), new Output(id("big")))));
    bench.start(all[0], all[1], all[2], merge, all[6]);
    bench.succeed("size", new Value.Int(1));
    assertThat(bench.launched()).containsExactly("use");
    assertThat(bench.lastLaunch().arguments()).doesNotContainKey("model");
    bench.succeed("use");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void aBranchInsideABranchThatIsNotTakenIsLeftOutAsAWhole() {
    TaskSpec[] all = branches();
    TaskSpec inner =
        new TaskSpec.Gate(
            id("if-2"), 1, Set.of(id("if-1")), bool(true), TaskSpec.Otherwise.OMIT, text(""));
    TaskSpec deep = call("deep", Map.of(), "if-2");
    TaskSpec merge =
        new TaskSpec.Merge(
            id("inner"),
            1,
            Set.of(id("if-1")),
            List.of(new TaskSpec.Case(id("if-2"), new Output(id("deep")))));
    bench.start(all[0], all[1], inner, deep, merge);
    bench.succeed("size", new Value.Int(1));
    for (String task : List.of("if-1", "if-2", "deep", "inner")) {
      assertThat(bench.taskPhase(task)).as(task).isEqualTo(TaskPhase.OMITTED);
    }
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void aLoopRunsItsBodyForEachItemAndGathersInOrder() {
    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT), sum());
    bench.succeed("list", items("b", "a", "c"));
    assertThat(bench.launched()).containsExactly("days[b].fetch", "days[a].fetch");
    assertThat(bench.lastLaunch().arguments()).containsEntry("day", Value.text("a"));
    bench.succeed("days[a].fetch", Value.text("A"));
    bench.succeed("days[b].fetch", Value.text("B"));
    bench.succeed("days[c].fetch", Value.text("C"));
    assertThat(bench.launched()).containsExactly("sum");
    assertThat(bench.lastLaunch().arguments()).containsEntry("all", items("B", "A", "C"));
    bench.succeed("sum");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void aLoopOverNothingGivesAnEmptyList() {
    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT), sum());
    bench.succeed("list", items());
    assertThat(bench.lastLaunch().arguments()).containsEntry("all", items());
  }

  @Test
  void anItemThatFailsFailsTheLoopWhenTheOthersHaveEnded() {
    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT), sum());
    bench.succeed("list", items("a", "b", "c"));
    bench.fail("days[a].fetch", Outcome.ERROR);
    assertThat(bench.phase()).isEqualTo(RunPhase.RUNNING);
    bench.succeed("days[b].fetch");
    bench.succeed("days[c].fetch");
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(bench.run().message())
        .isEqualTo(
            "1 of 3 items of `days` failed; the first of them: task days[a].fetch: It broke.");
    assertThat(bench.taskPhase("sum")).isEqualTo(TaskPhase.CANCELLED);
  }

  @Test
  void aToleratedFailureIsLeftOutAndListed() {
    bench.start(
        call("list", Map.of()),
        loop(new TaskSpec.Bounds(0.5, Optional.empty(), Optional.empty())),
        sum());
    bench.succeed("list", items("a", "b"));
    bench.fail("days[a].fetch", Outcome.ERROR);
    bench.succeed("days[b].fetch", Value.text("B"));
    assertThat(bench.lastLaunch().arguments()).containsEntry("all", items("B"));
    assertThat(bench.progress().output(id("days")))
        .isEqualTo(new Value.Fields(fields("items", items("B"), "failed", items("a"))));
    bench.succeed("sum");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void aSkippedItemGivesNothingAndSkipsNothingElse() {
    Expression wanted = new Binary(BinaryOperator.NOT_EQUAL, new Parameter("day"), text("a"));
    TaskSpec gate =
        new TaskSpec.Gate(
            id("require-1"), 1, Set.of(), wanted, TaskSpec.Otherwise.SKIP, text("not a"));
    TaskSpec fetch = call("fetch", Map.of("day", new Parameter("day")), "require-1");
    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT, gate, fetch), sum());
    bench.succeed("list", items("a", "b"));
    assertThat(bench.taskPhase("days[a].fetch")).isEqualTo(TaskPhase.SKIPPED);
    bench.succeed("days[b].fetch", Value.text("B"));
    assertThat(bench.lastLaunch().arguments()).containsEntry("all", items("B"));
    bench.succeed("sum");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void aLoopMayBeBoundedInWhatRunsAtOneTimeAndInAll() {
    bench.start(
        call("list", Map.of()),
        loop(new TaskSpec.Bounds(0, Optional.of(1), Optional.of(2))),
        sum());
    bench.succeed("list", items("a", "b"));
    assertThat(bench.launched()).containsExactly("days[a].fetch");
    bench.succeed("days[a].fetch");
    assertThat(bench.launched()).containsExactly("days[b].fetch");

    bench.start(
        call("list", Map.of()),
        loop(new TaskSpec.Bounds(0, Optional.of(1), Optional.of(2))),
        sum());
    bench.succeed("list", items("a", "b", "c"));
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(bench.run().message()).contains("3 items").contains("max 3");
  }

  @Test
  void itemsThatCannotBeToldApartFailTheLoop() {
    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT), sum());
    bench.succeed("list", items("a", "a"));
    assertThat(bench.run().message()).contains("`a` is there twice");
  }

  @Test
  void aRangeOfDatesAndAwkwardKeysMakeNames() {
    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT), sum());
    bench.succeed(
        "list", new Value.Range(Value.text("2026-02-28"), Value.text("2026-03-02"), false));
    assertThat(bench.launched())
        .containsExactly("days[2026-02-28].fetch", "days[2026-03-01].fetch");

    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT), sum());
    bench.succeed("list", items("../../etc", "a/b"));
    assertThat(bench.launched()).allMatch(name -> !name.contains("/"));
  }

  @Test
  void aLoopInsideALoopNamesBothKeys() {
    TaskSpec inner =
        new TaskSpec.ForEach(
            id("hours"),
            1,
            Set.of(),
            "hour",
            new Literal(new Value.Range(new Value.Int(1), new Value.Int(2), true)),
            List.of(
                call("read", Map.of("day", new Parameter("day"), "hour", new Parameter("hour")))),
            Optional.of(new Output(id("read"))),
            TaskSpec.Bounds.DEFAULT);
    TaskSpec outer =
        new TaskSpec.ForEach(
            id("days"),
            1,
            Set.of(),
            "day",
            new Literal(items("a")),
            List.of(inner),
            Optional.of(new Field(new Output(id("hours")), "items")),
            TaskSpec.Bounds.DEFAULT);
    bench.start(outer, sum());
    assertThat(bench.launched()).containsExactly("days[a].hours[1].read", "days[a].hours[2].read");
    assertThat(bench.lastLaunch().arguments())
        .containsEntry("day", Value.text("a"))
        .containsEntry("hour", new Value.Int(2));
    bench.succeed("days[a].hours[2].read", new Value.Int(2));
    bench.succeed("days[a].hours[1].read", new Value.Int(1));
    assertThat(bench.lastLaunch().arguments())
        .containsEntry(
            "all",
            new Value.Items(List.of(new Value.Items(List.of(new Value.Int(1), new Value.Int(2))))));
  }

  @Test
  void aRunThatIsTakenUpAgainKnowsTheItemsAndRepeatsNone() {
    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT), sum());
    bench.succeed("list", items("a", "b", "c"));
    bench.succeed("days[a].fetch", Value.text("A"));
    bench.restart();
    assertThat(bench.taskPhase("days[a].fetch")).isEqualTo(TaskPhase.SUCCEEDED);
    bench.succeed("days[b].fetch", Value.text("B"));
    bench.succeed("days[c].fetch", Value.text("C"));
    assertThat(bench.lastLaunch().arguments()).containsEntry("all", items("A", "B", "C"));
  }

  @Test
  void aFailedItemIsTriedAgainOnResumeAndNothingElse() {
    bench.start(call("list", Map.of()), loop(TaskSpec.Bounds.DEFAULT), sum());
    bench.succeed("list", items("a", "b"));
    bench.fail("days[a].fetch", Outcome.ERROR);
    bench.succeed("days[b].fetch", Value.text("B"));
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    bench.resume();
    assertThat(bench.launched()).containsExactly("days[a].fetch");
    bench.succeed("days[a].fetch", Value.text("A"));
    assertThat(bench.lastLaunch().arguments()).containsEntry("all", items("A", "B"));
  }

  @Test
  void cleanupRunsAfterSuccessAndSeesWhatWasGiven() {
    bench.start(call("deploy", Map.of()), call("probe", Map.of(), "deploy"), cleanup());
    bench.succeed("deploy", Value.text("staging"));
    assertThat(bench.launched()).containsExactly("probe");
    bench.succeed("probe");
    assertThat(bench.launched()).containsExactly("undeploy");
    assertThat(bench.lastLaunch().arguments()).containsEntry("endpoint", Value.text("staging"));
    assertThat(bench.phase()).isEqualTo(RunPhase.RUNNING);
    bench.succeed("undeploy");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void cleanupRunsAfterAFailureAndTheRunHasFailedAllTheSame() {
    bench.start(call("deploy", Map.of()), call("probe", Map.of(), "deploy"), cleanup());
    bench.fail("deploy", Outcome.ERROR);
    assertThat(bench.launched()).containsExactly("undeploy");
    assertThat(bench.lastLaunch().arguments()).doesNotContainKey("endpoint");
    bench.succeed("undeploy");
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(bench.run().message()).isEqualTo("Task deploy failed: It broke.");
  }

  @Test
  void cleanupRunsWhenTheRunIsStoppedAndAgainWhenItIsResumed() {
    bench.start(call("deploy", Map.of()), call("probe", Map.of(), "deploy"), cleanup());
    bench.succeed("deploy", Value.text("staging"));
    bench.input(new Input.Cancel(false));
    assertThat(bench.killed()).containsExactly("probe");
    bench.fail("probe", Outcome.CANCELLED);
    assertThat(bench.launched()).containsExactly("undeploy");
    bench.succeed("undeploy");
    assertThat(bench.phase()).isEqualTo(RunPhase.CANCELLED);

    bench.resume();
    assertThat(bench.launched()).containsExactly("probe");
    bench.succeed("probe");
    assertThat(bench.launched()).containsExactly("undeploy");
    bench.succeed("undeploy");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void cleanupIsStoppedWhereThatIsAskedFor() {
    bench.start(call("deploy", Map.of()), call("probe", Map.of(), "deploy"), cleanup());
    bench.succeed("deploy", Value.text("staging"));
    bench.input(new Input.Cancel(false));
    bench.fail("probe", Outcome.CANCELLED);
    assertThat(bench.launched()).containsExactly("undeploy");

    bench.input(new Input.Cancel(false));
    assertThat(bench.killed()).isEmpty();
    bench.input(new Input.Cancel(true));
    assertThat(bench.killed()).containsExactly("undeploy");
    bench.fail("undeploy", Outcome.CANCELLED);
    assertThat(bench.phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void runIsStoppedWithItsCleanup() {
    bench.start(call("deploy", Map.of()), call("probe", Map.of(), "deploy"), cleanup());
    bench.input(new Input.Cancel(true));
    assertThat(bench.killed()).containsExactly("deploy");
    bench.fail("deploy", Outcome.CANCELLED);
    assertThat(bench.launched()).isEmpty();
    assertThat(bench.phase()).isEqualTo(RunPhase.CANCELLED);
  }

  /** size; if size > 5 { big } else { small }; model = either; use(model). */
  private static TaskSpec[] branches() {
    Expression isBig =
        new Binary(BinaryOperator.GREATER, new Output(id("size")), new Literal(new Value.Int(5)));
    Expression isSmall = new Expression.Unary(Expression.UnaryOperator.NOT, isBig);
    return new TaskSpec[] {
      call("size", Map.of()),
      new TaskSpec.Gate(id("if-1"), 1, Set.of(), isBig, TaskSpec.Otherwise.OMIT, text("")),
      call("big", Map.of(), "if-1"),
      new TaskSpec.Gate(id("else-1"), 1, Set.of(), isSmall, TaskSpec.Otherwise.OMIT, text("")),
      call("small", Map.of(), "else-1"),
      new TaskSpec.Merge(
          id("model"),
          1,
          Set.of(),
          List.of(
              new TaskSpec.Case(id("if-1"), new Output(id("big"))),
              new TaskSpec.Case(id("else-1"), new Output(id("small"))))),
      call("use", Map.of("model", new Output(id("model"))))
    };
  }

  private static TaskSpec loop(TaskSpec.Bounds bounds) {
    return loop(bounds, call("fetch", Map.of("day", new Parameter("day"))));
  }

  private static TaskSpec loop(TaskSpec.Bounds bounds, TaskSpec... body) {
    return new TaskSpec.ForEach(
        id("days"),
        1,
        Set.of(),
        "day",
        new Output(id("list")),
        List.of(body),
        Optional.of(new Output(id("fetch"))),
        bounds);
  }

  private static TaskSpec sum() {
    return call("sum", Map.of("all", new Field(new Output(id("days")), "items")));
  }

  private static TaskSpec cleanup() {
    return new TaskSpec.Cleanup(
        id("finally-1"),
        1,
        Set.of(),
        List.of(call("undeploy", Map.of("endpoint", new Output(id("deploy"))))));
  }

  private static TaskSpec call(String name, Map<String, Expression> arguments, String... after) {
    Set<TaskId> dependencies = new LinkedHashSet<>();
    for (String task : after) {
      dependencies.add(id(task));
    }
    return new TaskSpec.Operator(
        id(name),
        1,
        dependencies,
        "op",
        arguments,
        List.of(),
        Policy.DEFAULT,
        TaskSpec.Isolation.SHARED);
  }

  private static Map<String, Value> fields(String one, Value first, String two, Value second) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(one, first);
    fields.put(two, second);
    return fields;
  }

  private static Value items(String... texts) {
    return new Value.Items(java.util.Arrays.stream(texts).map(Value::text).toList());
  }

  private static Expression bool(boolean value) {
    return new Literal(new Value.Bool(value));
  }

  private static Expression text(String value) {
    return new Literal(Value.text(value));
  }

  private static TaskId id(String name) {
    return new TaskId(name);
  }
}

package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionTest {

  private final Bench bench = new Bench();

  @Test
  void whatIsEditedRunsAgainWithWhatDependsOnItAndNothingElse() {
    failAtTheReport();
    Revision revision = bench.revise(Map.of(), data(), model(200), report());
    assertThat(revision.kept()).containsExactly(id("data"));
    assertThat(revision.again())
        .containsExactly(
            Map.entry(id("model"), "its argument `trees` was edited"),
            Map.entry(id("report"), "it failed"));
    assertThat(bench.launched()).containsExactly("model");
    assertThat(bench.lastLaunch().arguments()).containsEntry("trees", new Value.Int(200));
    assertThat(bench.attempts("model")).isEqualTo(2);
    bench.succeed("model");
    bench.succeed("report");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(bench.attempts("data")).isEqualTo(1);
  }

  @Test
  void whereNothingOfWhatSucceededWasEditedOnlyTheRestRuns() {
    bench.start(data(), model(100), report());
    bench.succeed("data");
    bench.fail("model", Outcome.OOM);
    TaskSpec elsewhere = at(12, call("data", "read", Map.of()));
    Revision revision = bench.revise(Map.of(), elsewhere, model(50), report());
    assertThat(revision.kept()).containsExactly(id("data"));
    assertThat(revision.again())
        .containsEntry(id("model"), "it failed")
        .containsEntry(id("report"), "it did not run");
  }

  @Test
  void anotherOperatorAndAnotherBlockAreSaid() {
    failAtTheReport();
    assertThat(bench.revise(Map.of(), call("data", "scan", Map.of()), model(100)).again())
        .containsExactly(
            Map.entry(id("data"), "it was `read`"),
            Map.entry(id("model"), "it comes after `data`"));
  }

  @Test
  void aTaskThatIsNewWaitsAndOneThatIsGoneIsLeftOut() {
    failAtTheReport();
    TaskSpec chart = call("chart", "draw", Map.of("model", new Output(id("model"))));
    Revision revision = bench.revise(Map.of(), data(), model(100), chart);
    assertThat(revision.kept()).containsExactly(id("data"), id("model"));
    assertThat(revision.again()).containsExactly(Map.entry(id("chart"), "it is new"));
    assertThat(revision.dropped()).containsExactly(id("report"));
    assertThat(bench.dropped()).containsEntry(id("report"), "It is in the workflow no more.");
    assertThat(bench.launched()).containsExactly("chart");
    bench.succeed("chart");
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void whatIsHeardTooLateOfATaskThatIsGoneChangesNothing() {
    bench.start(data(), model(100), report());
    bench.succeed("data");
    bench.fail("model", Outcome.ERROR);
    bench.revise(Map.of(), data());
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
    bench.start(data(), model(100), call("chart", "draw", Map.of()));
    bench.succeed("data");
    bench.fail("chart", Outcome.ERROR);
    bench.fail("model", Outcome.ERROR);
    bench.revise(Map.of(), data(), model(200));
    bench.input(new Input.Orphaned(id("chart"), 1));
    assertThat(bench.launched()).isEmpty();
    assertThat(bench.phase()).isEqualTo(RunPhase.RUNNING);
  }

  @Test
  void aTaskThatComesBackGoesOnCountingItsAttempts() {
    failAtTheReport();
    TaskSpec chart = call("chart", "draw", Map.of("model", new Output(id("model"))));
    bench.revise(Map.of(), data(), model(100), chart);
    bench.fail("chart", Outcome.ERROR);
    bench.revise(Map.of(), data(), model(100), report());
    assertThat(bench.launched()).containsExactly("report");
    assertThat(bench.attempts("report")).isEqualTo(2);
  }

  @Test
  void anotherValueOfAParameterRunsAgainWhatReadsIt() {
    TaskSpec model =
        call(
            "model",
            "train",
            Map.of("data", new Output(id("data")), "rate", new Parameter("rate")));
    bench.start(Map.of("rate", new Value.Int(1)), data(), model, report());
    bench.succeed("data");
    bench.succeed("model");
    bench.fail("report", Outcome.ERROR);
    Revision revision = bench.revise(Map.of("rate", new Value.Int(3)), data(), model, report());
    assertThat(revision.kept()).containsExactly(id("data"));
    assertThat(revision.again()).containsEntry(id("model"), "parameter `rate` was 1 and is 3");
    assertThat(bench.lastLaunch().arguments()).containsEntry("rate", new Value.Int(3));
  }

  @Test
  void theItemsOfALoopStayWhereOnlyWhatComesAfterThemIsEdited() {
    failInTheLoop();
    Revision revision = bench.revise(Map.of(), list(), loop(2), sum());
    assertThat(revision.kept())
        .contains(id("days[a].fetch"), id("days[b].fetch"))
        .doesNotContain(id("days[a].clean"), id("days[b].clean"), id("days"));
    assertThat(bench.launched()).containsExactlyInAnyOrder("days[a].clean", "days[b].clean");
    bench.succeed("days[a].clean", Value.text("A2"));
    bench.succeed("days[b].clean", Value.text("B2"));
    assertThat(bench.lastLaunch().arguments()).containsEntry("all", items("A2", "B2"));
  }

  @Test
  void aLoopOverAnotherListBeginsItsItemsAnewAlsoWhenItIsTakenUpAgain() {
    failInTheLoop();
    TaskSpec other = call("list", "list", Map.of("of", new Literal(new Value.Int(2))));
    Revision revision = bench.revise(Map.of(), other, loop(1), sum());
    assertThat(revision.kept()).isEmpty();
    assertThat(revision.dropped()).contains(id("days[a].fetch"), id("days[b].clean"));
    bench.succeed("list", items("b", "c"));
    assertThat(bench.launched()).containsExactlyInAnyOrder("days[b].fetch", "days[c].fetch");
    assertThat(bench.attempts("days[b].fetch")).isEqualTo(2);
    assertThat(bench.attempts("days[c].fetch")).isEqualTo(1);
    bench.restart();
    assertThat(bench.attempts("days[b].fetch")).isEqualTo(3);
    bench.succeed("days[b].fetch", Value.text("B"));
    bench.succeed("days[c].fetch", Value.text("C"));
    bench.succeed("days[b].clean", Value.text("B1"));
    bench.succeed("days[c].clean", Value.text("C1"));
    assertThat(bench.lastLaunch().arguments()).containsEntry("all", items("B1", "C1"));
  }

  @Test
  void aBranchIsDecidedAgainWhereItsConditionIsEdited() {
    bench.start(data(), gate(true), call("big", "train", Map.of(), "gate"));
    bench.succeed("data");
    bench.fail("big", Outcome.ERROR);
    Revision revision =
        bench.revise(Map.of(), data(), gate(false), call("big", "train", Map.of(), "gate"));
    assertThat(revision.again()).containsEntry(id("gate"), "it was edited");
    assertThat(bench.taskPhase("big")).isEqualTo(TaskPhase.OMITTED);
    assertThat(bench.phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void whatComesOfABranchStaysWhereTheOtherWasLeftOut() {
    TaskSpec shut =
        new TaskSpec.Gate(
            id("else-1"),
            1,
            Set.of(id("data")),
            new Literal(new Value.Bool(false)),
            TaskSpec.Otherwise.OMIT,
            new Literal(Value.text("")));
    TaskSpec merge =
        new TaskSpec.Merge(
            id("model"),
            1,
            Set.of(),
            List.of(
                new TaskSpec.Case(id("gate"), new Output(id("big"))),
                new TaskSpec.Case(id("else-1"), new Output(id("small")))));
    TaskSpec big = call("big", "train", Map.of(), "gate");
    TaskSpec small = call("small", "train", Map.of(), "else-1");
    bench.start(data(), gate(true), shut, big, small, merge, report());
    bench.succeed("data");
    bench.succeed("big");
    bench.fail("report", Outcome.ERROR);
    Revision revision =
        bench.revise(Map.of(), data(), gate(true), shut, big, small, merge, report());
    assertThat(revision.again()).containsExactly(Map.entry(id("report"), "it failed"));
    assertThat(bench.launched()).containsExactly("report");
    assertThat(bench.taskPhase("small")).isEqualTo(TaskPhase.OMITTED);
  }

  @Test
  void whatTidiesUpRunsAgain() {
    TaskSpec cleanup =
        new TaskSpec.Cleanup(
            id("finally-1"), 1, Set.of(), List.of(call("undeploy", "stop", Map.of())));
    bench.start(data(), model(1), cleanup);
    bench.succeed("data");
    bench.fail("model", Outcome.ERROR);
    bench.succeed("undeploy");
    assertThat(bench.phase()).isEqualTo(RunPhase.FAILED);
    Revision revision = bench.revise(Map.of(), data(), model(2), cleanup);
    assertThat(revision.again()).containsEntry(id("undeploy"), "it runs after everything else");
    bench.succeed("model");
    assertThat(bench.launched()).containsExactly("undeploy");
  }

  private void failAtTheReport() {
    bench.start(data(), model(100), report());
    bench.succeed("data");
    bench.succeed("model");
    bench.fail("report", Outcome.ERROR);
  }

  private void failInTheLoop() {
    bench.start(list(), loop(1), sum());
    bench.succeed("list", items("a", "b"));
    bench.succeed("days[a].fetch", Value.text("A"));
    bench.succeed("days[b].fetch", Value.text("B"));
    bench.succeed("days[a].clean", Value.text("A1"));
    bench.fail("days[b].clean", Outcome.ERROR);
  }

  private static TaskSpec data() {
    return call("data", "read", Map.of());
  }

  private static TaskSpec model(int trees) {
    return call(
        "model",
        "train",
        Map.of("data", new Output(id("data")), "trees", new Literal(new Value.Int(trees))));
  }

  private static TaskSpec report() {
    return call("report", "test", Map.of("model", new Output(id("model"))));
  }

  private static TaskSpec gate(boolean open) {
    return new TaskSpec.Gate(
        id("gate"),
        1,
        Set.of(id("data")),
        new Literal(new Value.Bool(open)),
        TaskSpec.Otherwise.OMIT,
        new Literal(Value.text("")));
  }

  private static TaskSpec list() {
    return call("list", "list", Map.of());
  }

  private static TaskSpec loop(int strictness) {
    return new TaskSpec.ForEach(
        id("days"),
        1,
        Set.of(),
        "day",
        new Output(id("list")),
        List.of(
            call("fetch", "fetch", Map.of("day", new Parameter("day"))),
            call(
                "clean",
                "clean",
                Map.of(
                    "data",
                    new Output(id("fetch")),
                    "strictness",
                    new Literal(new Value.Int(strictness))))),
        Optional.of(new Output(id("clean"))),
        TaskSpec.Bounds.DEFAULT);
  }

  private static TaskSpec sum() {
    return call("sum", "sum", Map.of("all", new Field(new Output(id("days")), "items")));
  }

  private static TaskSpec call(
      String name, String operator, Map<String, Expression> arguments, String... after) {
    return new TaskSpec.Operator(
        id(name),
        1,
        Set.copyOf(Arrays.stream(after).map(RevisionTest::id).toList()),
        operator,
        arguments,
        List.of(),
        Policy.DEFAULT,
        TaskSpec.Isolation.SHARED);
  }

  /** The same on another line. */
  private static TaskSpec at(int line, TaskSpec task) {
    TaskSpec.Operator call = (TaskSpec.Operator) task;
    return new TaskSpec.Operator(
        call.id(),
        line,
        call.after(),
        call.operator(),
        call.arguments(),
        call.block(),
        call.policy(),
        call.isolation());
  }

  private static Value items(String... texts) {
    return new Value.Items(Arrays.stream(texts).map(Value::text).toList());
  }

  private static TaskId id(String name) {
    return new TaskId(name);
  }
}

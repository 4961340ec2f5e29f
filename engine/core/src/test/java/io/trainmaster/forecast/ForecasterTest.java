package io.trainmaster.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForecasterTest {

  private static final Node NODE = new Node("here", 2, 8L << 30, 0);
  private static final ResourceRequest ONE = ResourceRequest.cpus(1, 1, 1L << 30);

  @Test
  void tasksRunBesideEachOtherAsFarAsThereIsRoom() {
    Forecast forecast =
        forecast(
            Map.of("a", 10, "b", 20, "c", 5, "d", 1),
            call("a", ONE),
            call("b", ONE),
            call("c", ONE),
            call("d", ONE, "a", "c"));

    assertThat(starts(forecast)).isEqualTo("a@0 b@0 c@10 d@15");
    assertThat(forecast.end()).isEqualTo(Duration.ofSeconds(20));
    assertThat(forecast.work()).isEqualTo(Duration.ofSeconds(36));
    assertThat(forecast.isComplete()).isTrue();
  }

  @Test
  void whatIsNotKnownCountsAsNoTimeAndIsSaid() {
    Forecast forecast = forecast(Map.of("b", 3), call("a", ONE), call("b", ONE, "a"));

    assertThat(forecast.end()).isEqualTo(Duration.ofSeconds(3));
    assertThat(forecast.isComplete()).isFalse();
  }

  @Test
  void aTaskThatNoNodeCanRunIsToldWithTheReason() {
    ResourceRequest large = ResourceRequest.cpus(8, 8, 1);
    Forecast forecast = forecast(Map.of("a", 1), call("a", large), call("b", ONE));

    assertThat(forecast.steps().get(0).refusal()).contains("2 CPUs and 8 are asked for");
    assertThat(forecast.steps().get(0).placement()).isEmpty();
    assertThat(forecast.steps().get(1).placement()).isPresent();
  }

  @Test
  void theAlternativeThatCanBeMetIsTaken() {
    ResourceRequest gpu =
        new ResourceRequest(1, 1, 1L << 30, 1, 0, List.of(), Optional.of(Duration.ofMinutes(10)));
    TaskSpec task =
        call("a", new Policy(List.of(gpu, ONE), List.of(), Optional.empty(), Optional.empty()));

    assertThat(forecast(Map.of(), task).steps().get(0).placement())
        .hasValueSatisfying(placement -> assertThat(placement.alternative()).isEqualTo(2));
  }

  @Test
  void aLoopOverAKnownListIsSpreadOutAndAnotherOneIsOpen() {
    Value days = new Value.Items(List.of(Value.text("x"), Value.text("y"), Value.text("z")));
    TaskSpec known = loop("days", new Expression.Literal(days));
    TaskSpec unknown = loop("others", new Expression.Output(new TaskId("a")));
    Forecast forecast =
        forecast(
            Map.of("days[x].step", 4, "days[y].step", 4, "days[z].step", 4, "a", 1),
            known,
            call("a", ONE),
            unknown,
            call("last", ONE, "days", "others"));

    assertThat(starts(forecast))
        .isEqualTo("days[x].step@0 days[y].step@0 days[z].step@4 a@4 last@8");
    assertThat(forecast.open()).containsExactly(new TaskId("others"));
  }

  @Test
  void aCleanupComesLast() {
    TaskSpec cleanup =
        new TaskSpec.Cleanup(new TaskId("finally-1"), 1, Set.of(), List.of(call("tidy", ONE)));
    Forecast forecast = forecast(Map.of("a", 10, "tidy", 1), call("a", ONE), cleanup);

    assertThat(starts(forecast)).isEqualTo("a@0 tidy@10");
  }

  private static Forecast forecast(Map<String, Integer> seconds, TaskSpec... tasks) {
    WorkflowGraph graph =
        new WorkflowGraph("test", "", List.of(), List.of(tasks), Optional.empty());
    return Forecaster.of(
        RunPlan.of(graph, Map.of(), new PlanBounds(100, 100)),
        List.of(NODE),
        task -> Optional.ofNullable(seconds.get(task.value())).map(Duration::ofSeconds));
  }

  private static String starts(Forecast forecast) {
    StringBuilder text = new StringBuilder();
    for (Forecast.Step step : forecast.steps()) {
      text.append(text.isEmpty() ? "" : " ");
      text.append(step.task().id()).append('@').append(step.start().toSeconds());
    }
    return text.toString();
  }

  private static TaskSpec loop(String name, Expression over) {
    return new TaskSpec.ForEach(
        new TaskId(name),
        1,
        Set.of(),
        "item",
        over,
        List.of(call("step", ONE)),
        Optional.empty(),
        TaskSpec.Bounds.DEFAULT);
  }

  private static TaskSpec call(String name, ResourceRequest request, String... after) {
    return call(
        name, new Policy(List.of(request), List.of(), Optional.empty(), Optional.empty()), after);
  }

  private static TaskSpec call(String name, Policy policy, String... after) {
    Set<TaskId> dependencies = new LinkedHashSet<>();
    for (String task : after) {
      dependencies.add(new TaskId(task));
    }
    return new TaskSpec.Operator(
        new TaskId(name),
        1,
        dependencies,
        "op",
        Map.of(),
        List.of(),
        policy,
        TaskSpec.Isolation.SHARED);
  }
}

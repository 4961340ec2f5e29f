package io.trainmaster.runtime;

import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.store.StateLocation;
import io.trainmaster.worker.HostSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Small workflows, and what an engine that runs them is opened with. */
final class Workflows {

  private Workflows() {}

  /** Two CPUs, and two runs at once. */
  static EngineSettings settings(Path directory) {
    return settings(StateLocation.of(directory.resolve("state")), directory);
  }

  static EngineSettings settings(StateLocation state, Path directory) {
    return settings(state, directory, NotificationSettings.NONE);
  }

  /** With somewhere that people can be told something. */
  static EngineSettings settings(
      StateLocation state, Path directory, NotificationSettings notifications) {
    HostSettings host =
        new HostSettings(
            Path.of("java"),
            "",
            List.of(),
            1,
            Map.of(),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    return settings(state, directory, host, notifications);
  }

  static EngineSettings settings(StateLocation state, Path directory, HostSettings host) {
    return settings(state, directory, host, NotificationSettings.NONE);
  }

  private static EngineSettings settings(
      StateLocation state, Path directory, HostSettings host, NotificationSettings notifications) {
    return new EngineSettings(
        state,
        directory,
        2,
        4L << 30,
        List.of(),
        Map.of(),
        new PlanBounds(100, 100),
        2,
        ZoneOffset.UTC,
        Duration.ofDays(1),
        host,
        true,
        "test",
        "test",
        notifications);
  }

  static WorkflowVersion version(TaskSpec... tasks) {
    TaskId last = tasks[tasks.length - 1].id();
    WorkflowGraph graph =
        new WorkflowGraph(
            "test", "", List.of(), List.of(tasks), Optional.of(new Expression.Output(last)));
    return WorkflowVersion.of(graph, "source", "test.train");
  }

  /** The same with triggers. */
  static WorkflowVersion version(List<Trigger> triggers, TaskSpec... tasks) {
    WorkflowGraph graph =
        new WorkflowGraph(
            "test",
            "",
            List.of(),
            List.of(tasks),
            Optional.empty(),
            Optional.of(new Automation(triggers, List.of())));
    return WorkflowVersion.of(graph, "source", "test.train");
  }

  /** The same under another name. */
  static WorkflowVersion named(String name, WorkflowVersion version) {
    WorkflowGraph graph = version.graph();
    return WorkflowVersion.of(
        new WorkflowGraph(
            name,
            graph.documentation(),
            graph.parameters(),
            graph.tasks(),
            graph.result(),
            graph.automation()),
        version.source(),
        version.file());
  }

  static TaskSpec register(String model) {
    Map<String, Expression> arguments = new LinkedHashMap<>();
    arguments.put("model", new Expression.Output(new TaskId(model)));
    arguments.put("name", new Expression.Literal(Value.text("churn")));
    arguments.put("alias", new Expression.Literal(Value.text("candidate")));
    return operator("register", "register", arguments, TaskSpec.Isolation.ENGINE);
  }

  /** The same workflow, which reads what its runs know of themselves. */
  static WorkflowVersion reading(WorkflowVersion version, RunFact... facts) {
    WorkflowGraph graph = version.graph();
    return WorkflowVersion.of(
        new WorkflowGraph(
            graph.name(),
            graph.documentation(),
            Arrays.stream(facts).map(RunFact::declaration).toList(),
            graph.tasks(),
            graph.result(),
            graph.automation()),
        version.source(),
        version.file());
  }

  static TaskSpec call(String id, String operator, String... after) {
    Map<String, Expression> arguments = new LinkedHashMap<>();
    for (String task : after) {
      arguments.put(task, new Expression.Output(new TaskId(task)));
    }
    return operator(id, operator, arguments, TaskSpec.Isolation.SHARED);
  }

  static TaskSpec operator(
      String id, String operator, Map<String, Expression> arguments, TaskSpec.Isolation isolation) {
    return new TaskSpec.Operator(
        new TaskId(id), 1, Set.of(), operator, arguments, List.of(), Policy.DEFAULT, isolation);
  }
}

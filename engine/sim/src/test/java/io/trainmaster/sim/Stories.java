package io.trainmaster.sim;

import io.trainmaster.model.Alert;
import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes workflows by chance: operators that ask for one to three CPUs, gates, and loops. */
final class Stories {

  /** Whom workflows tell. */
  static final List<Alert> ALERTS =
      List.of(
          new Alert(1, "team", EnumSet.allOf(Alert.Cause.class)),
          new Alert(2, "lead", EnumSet.of(Alert.Cause.FAILED)));

  /** How large searches and loops may be. */
  static final PlanBounds BOUNDS = new PlanBounds(20, 20);

  /** How deep workflows call others. */
  private static final int DEPTH = 2;

  private final Chance random;
  private final int mostTasks;
  private final Map<String, WorkflowGraph> callees = new HashMap<>();
  private int depth;

  Stories(Chance random, int mostTasks) {
    this.random = random;
    this.mostTasks = mostTasks;
  }

  /** What somebody asks to be run. */
  RunPlan plan() {
    return RunPlan.of(graph("w", mostTasks), Map.of(), BOUNDS);
  }

  /** A workflow that is run often. */
  WorkflowGraph small(String name) {
    return graph(name, Math.min(3, mostTasks));
  }

  /**
   * A workflow as somebody has edited it: tasks get other arguments, other conditions and other
   * lists, some that nothing depends on go, and one may come.
   *
   * @param edit a number that no other edit has
   */
  WorkflowGraph edited(WorkflowGraph workflow, int edit) {
    Set<TaskId> needed = new LinkedHashSet<>();
    workflow.tasks().forEach(task -> needed.addAll(task.dependencies()));
    List<TaskSpec> tasks = new ArrayList<>();
    List<TaskSpec> body = new ArrayList<>();
    for (TaskSpec task : workflow.tasks()) {
      boolean goes = !needed.contains(task.id()) && random.below(4) == 0;
      if (goes && workflow.tasks().size() > 1 && !(task instanceof TaskSpec.Cleanup)) {
        continue;
      }
      TaskSpec now = random.below(3) == 0 ? edited(task, edit) : task;
      tasks.add(now);
      if (!(now instanceof TaskSpec.Cleanup)) {
        body.add(now);
      }
    }
    if (random.below(3) == 0) {
      tasks.add(operator(new TaskId("e" + edit), after(body)));
    }
    return new WorkflowGraph(
        workflow.name(), "", List.of(), tasks, Optional.empty(), workflow.automation());
  }

  private TaskSpec edited(TaskSpec task, int edit) {
    if (task instanceof TaskSpec.Operator operator) {
      return edited(operator, edit);
    } else if (task instanceof TaskSpec.Gate gate) {
      Expression holding = new Expression.Literal(new Value.Bool(random.coin()));
      return new TaskSpec.Gate(
          gate.id(), 1, gate.after(), holding, gate.otherwise(), gate.message());
    } else if (task instanceof TaskSpec.ForEach loop) {
      List<TaskSpec> body = new ArrayList<>(loop.body());
      int last = body.size() - 1;
      boolean list = random.coin();
      if (!list) {
        body.set(last, edited((TaskSpec.Operator) body.get(last), edit));
      }
      return new TaskSpec.ForEach(
          loop.id(),
          1,
          loop.after(),
          loop.variable(),
          list ? range() : loop.over(),
          body,
          loop.result(),
          loop.bounds());
    }
    return task;
  }

  private static TaskSpec.Operator edited(TaskSpec.Operator operator, int edit) {
    Map<String, Expression> arguments = new LinkedHashMap<>(operator.arguments());
    arguments.put("edit", new Expression.Literal(new Value.Int(edit)));
    return new TaskSpec.Operator(
        operator.id(),
        1,
        operator.after(),
        operator.operator(),
        arguments,
        operator.block(),
        operator.policy(),
        operator.isolation(),
        operator.reusable());
  }

  private Expression range() {
    return new Expression.Literal(
        new Value.Range(new Value.Int(0), new Value.Int(1 + random.below(4)), random.coin()));
  }

  private WorkflowGraph graph(String name, int most) {
    List<TaskSpec> tasks = new ArrayList<>();
    int size = 1 + random.below(most);
    for (int i = 0; i < size; i++) {
      tasks.add(task(i, tasks));
    }
    return new WorkflowGraph(
        name,
        "",
        List.of(),
        tasks,
        Optional.of(new Expression.Output(tasks.get(0).id())),
        Optional.of(new Automation(List.of(), ALERTS)));
  }

  private TaskSpec task(int index, List<TaskSpec> earlier) {
    TaskId id = new TaskId("t" + index);
    int kind = random.below(10);
    if (kind == 0 && !earlier.isEmpty()) {
      boolean holds = random.below(4) > 0;
      TaskSpec.Otherwise otherwise =
          TaskSpec.Otherwise.values()[random.below(TaskSpec.Otherwise.values().length)];
      Expression holding = new Expression.Literal(new Value.Bool(holds));
      Expression message = new Expression.Literal(Value.text("The gate is shut."));
      return new TaskSpec.Gate(id, 1, after(earlier), holding, otherwise, message);
    } else if (kind == 1) {
      Expression over = range();
      TaskSpec.Bounds bounds =
          new TaskSpec.Bounds(
              random.below(3) == 0 ? 0.5 : 0,
              random.coin() ? Optional.of(1 + random.below(2)) : Optional.empty(),
              Optional.empty());
      return new TaskSpec.ForEach(
          id,
          1,
          after(earlier),
          "item",
          over,
          List.of(
              operator(new TaskId("a"), Set.of()),
              operator(new TaskId("b"), Set.of(new TaskId("a")))),
          Optional.empty(),
          bounds);
    } else if (kind == 2 && index == mostTasks - 1) {
      return new TaskSpec.Cleanup(id, 1, Set.of(), List.of(operator(new TaskId("tidy"), Set.of())));
    }
    return kind == 3 && depth < DEPTH ? child(id, earlier) : operator(id, after(earlier));
  }

  /** A call of a workflow that nothing else calls. */
  private TaskSpec child(TaskId id, List<TaskSpec> earlier) {
    Set<TaskId> after = after(earlier);
    depth++;
    WorkflowGraph callee = graph("c", Math.min(3, mostTasks));
    depth--;
    String version = "callee-" + callees.size();
    callees.put(version, callee);
    return new TaskSpec.Child(id, 1, after, "c", Optional.of(version), Map.of(), policy(false));
  }

  /** The workflow that tasks call by a version. */
  WorkflowGraph callee(String version) {
    return Objects.requireNonNull(callees.get(version));
  }

  private TaskSpec operator(TaskId id, Set<TaskId> after) {
    boolean reusable = random.below(3) == 0;
    return new TaskSpec.Operator(
        id,
        1,
        after,
        "work",
        reusable ? arguments(after) : Map.of(),
        List.of(),
        policy(true),
        TaskSpec.Isolation.SHARED,
        reusable);
  }

  /** So few that others are called with the same. */
  private Map<String, Expression> arguments(Set<TaskId> after) {
    Expression seed = new Expression.Literal(new Value.Int(random.below(3)));
    return after.isEmpty() || random.coin()
        ? Map.of("seed", seed)
        : Map.of("data", new Expression.Output(after.iterator().next()));
  }

  private Set<TaskId> after(List<TaskSpec> earlier) {
    Set<TaskId> after = new LinkedHashSet<>();
    for (TaskSpec task : earlier) {
      if (random.below(3) == 0) {
        after.add(task.id());
      }
    }
    return after;
  }

  /**
   * @param limited whether it may take places that workflows share; a call of one must not, lest it
   *     wait for what its own tasks wait for
   */
  private Policy policy(boolean limited) {
    List<RetryRule> retries = new ArrayList<>();
    for (Outcome outcome : List.of(Outcome.ERROR, Outcome.OOM, Outcome.TIMEOUT, Outcome.LOST)) {
      if (random.below(3) == 0) {
        retries.add(
            new RetryRule(
                outcome,
                1 + random.below(3),
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                List.of()));
      }
    }
    return new Policy(
        resources(),
        retries,
        random.below(4) == 0 ? Optional.of(Duration.ofSeconds(5)) : Optional.empty(),
        random.below(12) == 0 ? Optional.of(Duration.ofSeconds(40)) : Optional.empty(),
        random.below(12) == 0 ? Optional.of(cooldown()) : Optional.empty(),
        Optional.empty(),
        limited && random.below(8) == 0 ? limits() : Map.of());
  }

  /** Some would rather have a GPU, and some wait for no more than a time for it. */
  private List<ResourceRequest> resources() {
    int cpus = 1 + random.below(3);
    ResourceRequest plain = ResourceRequest.cpus(cpus, cpus + random.below(2), 1L << 30);
    return switch (random.below(10)) {
      case 0 -> List.of(gpus(Optional.empty()));
      case 1 -> List.of(gpus(Optional.of(Duration.ofSeconds(1 + random.below(20)))), plain);
      default -> List.of(plain);
    };
  }

  /** Whole ones, a share, or the share that some memory is. */
  private ResourceRequest gpus(Optional<Duration> within) {
    if (random.coin()) {
      boolean byMemory = random.coin();
      return new ResourceRequest(
          1,
          1,
          1L << 30,
          1,
          byMemory ? (long) (4 + random.below(16)) << 30 : 0,
          random.below(4) == 0 ? List.of("T4", "A100") : List.of(),
          within,
          Optional.of(byMemory ? ResourceRequest.SHARE_BY_MEMORY : 100 + random.below(800)));
    }
    return new ResourceRequest(
        1,
        1,
        1L << 30,
        1 + random.below(2),
        random.below(4) == 0 ? 8L << 30 : 0,
        random.below(4) == 0 ? List.of("T4", "A100") : List.of(),
        within);
  }

  private Duration cooldown() {
    return Duration.ofSeconds(1 + random.below(60));
  }

  private Map<String, Integer> limits() {
    return random.coin() ? Map.of("a", 1 + random.below(2)) : Map.of("a", 1, "b", 1);
  }
}

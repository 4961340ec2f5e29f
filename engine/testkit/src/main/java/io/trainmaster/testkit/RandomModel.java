package io.trainmaster.testkit;

import io.trainmaster.model.Alert;
import io.trainmaster.model.Automation;
import io.trainmaster.model.Budget;
import io.trainmaster.model.Entry;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Random values of the model, the awkward ones among them: what is not finite, the ends of ranges,
 * empty lists, names that need quoting. The same seed gives the same values.
 */
public final class RandomModel {

  private static final int DEPTH = 3;

  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "relu",
          "a \"quoted\" word",
          "back\\slash",
          "line\nfeed",
          "Ünïcode ✓ 🚂",
          "\u0000");

  private final Random random;

  /** Values that follow from a seed. */
  public RandomModel(long seed) {
    this.random = new Random(seed);
  }

  /** A value of any kind. */
  public Value value() {
    return value(DEPTH);
  }

  /** Values by name. */
  public Map<String, Value> values() {
    return named(() -> value(1));
  }

  /** A line of a block with its values. */
  public Entry entry() {
    return entry(DEPTH);
  }

  /** An artifact. */
  public Value.Artifact artifact() {
    return new Value.Artifact(pick(List.of("Dataset", "Model", "Report")), digest(), values());
  }

  /** A digest as SHA-256 would give it. */
  public String digest() {
    return "%016x%016x%016x%016x"
        .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** A workflow of every kind of task, in an order in which they can run. */
  public WorkflowGraph graph() {
    List<TaskId> known = new ArrayList<>();
    List<TaskSpec> tasks = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      TaskSpec task = task(new TaskId("task_" + i), List.copyOf(known));
      tasks.add(task);
      known.add(task.id());
    }
    return new WorkflowGraph(
        "flow",
        text(),
        list(
            () -> new WorkflowGraph.Parameter(text(), "Float in 0..1", text(), maybe(this::value))),
        tasks,
        maybe(() -> expression(DEPTH, known)),
        maybe(this::automation));
  }

  private Automation automation() {
    return new Automation(list(this::trigger), list(this::alert));
  }

  private Trigger trigger() {
    int line = random.nextInt(100);
    if (random.nextBoolean()) {
      return new Trigger.Event(
          line,
          "model",
          named(() -> expression(1, List.of())),
          named(() -> expression(1, List.of())),
          maybe(this::duration));
    }
    return new Trigger.Schedule(
        line,
        random.nextBoolean() ? new Trigger.Cron("0 2 * * *") : new Trigger.Every(duration()),
        maybe(this::text),
        pick(List.of(Trigger.Misfire.values())),
        maybe(() -> random.nextInt(9)),
        pick(List.of(Trigger.Overlap.values())));
  }

  private Alert alert() {
    return new Alert(
        random.nextInt(100),
        text(),
        new LinkedHashSet<>(list(() -> pick(List.of(Alert.Cause.values())))));
  }

  /** How a task is to be run. */
  public Policy policy() {
    List<ResourceRequest> resources = new ArrayList<>(list(this::request));
    resources.add(request());
    return new Policy(
        resources,
        list(this::retry),
        maybe(this::duration),
        maybe(this::duration),
        maybe(this::duration),
        maybe(this::budget),
        maybe(this::limits).orElse(Map.of()));
  }

  private Budget budget() {
    return new Budget(
        pick(List.of(Budget.Device.values())), duration(), pick(List.of(Budget.Period.values())));
  }

  private Map<String, Integer> limits() {
    return Map.of("warehouse", 1 + random.nextInt(4));
  }

  private TaskSpec task(TaskId id, List<TaskId> known) {
    return switch (random.nextInt(7)) {
      case 0 -> operator(id, known);
      case 6 ->
          new TaskSpec.Child(
              id,
              random.nextInt(100),
              some(known),
              "training.churn",
              maybe(this::digest),
              named(() -> expression(1, known)),
              policy());
      case 1 ->
          new TaskSpec.Tune(
              id,
              random.nextInt(100),
              some(known),
              operator(id, known),
              expression(1, known),
              named(() -> expression(1, known)),
              "validation.auc",
              random.nextBoolean(),
              maybe(() -> expression(1, known)),
              maybe(() -> expression(1, known)));
      case 2 ->
          new TaskSpec.Merge(
              id,
              random.nextInt(100),
              some(known),
              some(known).stream()
                  .map(gate -> new TaskSpec.Case(gate, expression(1, known)))
                  .toList());
      case 3 ->
          new TaskSpec.ForEach(
              id,
              random.nextInt(100),
              some(known),
              text(),
              expression(1, known),
              list(() -> operator(id.child("body"), known)),
              maybe(() -> expression(1, known)),
              new TaskSpec.Bounds(
                  random.nextDouble(),
                  maybe(() -> random.nextInt(100)),
                  maybe(() -> random.nextInt(100))));
      case 4 ->
          new TaskSpec.Cleanup(
              id, random.nextInt(100), some(known), list(() -> operator(id.child("body"), known)));
      default ->
          new TaskSpec.Gate(
              id,
              random.nextInt(100),
              some(known),
              expression(DEPTH, known),
              pick(List.of(TaskSpec.Otherwise.values())),
              expression(1, known));
    };
  }

  private TaskSpec.Operator operator(TaskId id, List<TaskId> known) {
    return new TaskSpec.Operator(
        id,
        random.nextInt(100),
        some(known),
        "train.gbt",
        named(() -> expression(DEPTH, known)),
        list(() -> entrySpec(DEPTH, known)),
        policy(),
        pick(List.of(TaskSpec.Isolation.values())));
  }

  private ResourceRequest request() {
    int cpuMin = random.nextInt(4);
    int gpus = random.nextInt(3);
    return new ResourceRequest(
        cpuMin,
        cpuMin + random.nextInt(4),
        amount(),
        gpus,
        amount(),
        list(this::text),
        maybe(this::duration),
        gpus == 1 ? maybe(() -> 1 + random.nextInt(999)) : Optional.empty());
  }

  private RetryRule retry() {
    Duration wait = Duration.ofMillis(random.nextInt(100_000));
    return new RetryRule(
        pick(List.of(Outcome.values())),
        random.nextInt(5),
        wait,
        wait.multipliedBy(1 + random.nextInt(10)),
        list(() -> new RetryRule.Edit("memory", 1 + random.nextDouble())));
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 7)) {
      case 0 -> Value.ABSENT;
      case 1 -> new Value.Bool(random.nextBoolean());
      case 2 -> new Value.Int(pick(List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 42L)));
      case 3 -> new Value.Real(real());
      case 4 -> new Value.Text(text());
      case 5 -> new Value.Span(duration());
      case 6 -> new Value.Bytes(amount());
      case 7 -> new Value.Items(list(() -> value(depth - 1)));
      case 8 -> new Value.Fields(named(() -> value(depth - 1)));
      case 9 -> new Value.Range(value(0), value(0), random.nextBoolean());
      case 10 ->
          new Value.Call(text(), list(() -> value(depth - 1)), named(() -> value(depth - 1)));
      default -> new Value.Artifact("Dataset", digest(), named(() -> value(depth - 1)));
    };
  }

  private Expression expression(int depth, List<TaskId> known) {
    Supplier<Expression> inner = () -> expression(depth - 1, known);
    return switch (random.nextInt(depth > 0 ? 9 : 3)) {
      case 0 -> new Expression.Literal(value(0));
      case 1 -> new Expression.Parameter(text());
      case 2 ->
          known.isEmpty() ? new Expression.Literal(value(1)) : new Expression.Output(pick(known));
      case 3 -> new Expression.Field(inner.get(), text());
      case 4 -> new Expression.Items(list(inner));
      case 5 -> new Expression.Call(text(), list(inner), named(inner));
      case 6 -> new Expression.Unary(pick(List.of(Expression.UnaryOperator.values())), inner.get());
      case 7 ->
          new Expression.Binary(
              pick(List.of(Expression.BinaryOperator.values())), inner.get(), inner.get());
      default -> new Expression.Interpolation(list(inner));
    };
  }

  private Entry entry(int depth) {
    return new Entry(
        text(),
        maybe(this::text),
        list(() -> value(1)),
        named(() -> value(1)),
        depth > 0 ? list(() -> entry(depth - 1)) : List.of());
  }

  private EntrySpec entrySpec(int depth, List<TaskId> known) {
    return new EntrySpec(
        text(),
        maybe(this::text),
        list(() -> expression(1, known)),
        named(() -> expression(1, known)),
        depth > 0 ? list(() -> entrySpec(depth - 1, known)) : List.of());
  }

  private double real() {
    return switch (random.nextInt(4)) {
      case 0 -> pick(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
      case 1 -> pick(List.of(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1));
      case 2 -> random.nextGaussian();
      default -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
    };
  }

  private Duration duration() {
    return Duration.ofSeconds(random.nextInt(1_000_000), random.nextInt(1_000_000_000));
  }

  private long amount() {
    return random.nextLong() >>> (1 + random.nextInt(62));
  }

  private String text() {
    return pick(TEXTS);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> Optional<T> maybe(Supplier<T> item) {
    return random.nextBoolean() ? Optional.of(item.get()) : Optional.empty();
  }

  private <T> List<T> list(Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      items.add(item.get());
    }
    return items;
  }

  private <T> Map<String, T> named(Supplier<T> item) {
    Map<String, T> items = new LinkedHashMap<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      items.put(text(), item.get());
    }
    return items;
  }

  private Set<TaskId> some(List<TaskId> known) {
    List<TaskId> shuffled = new ArrayList<>(known);
    java.util.Collections.shuffle(shuffled, random);
    return new LinkedHashSet<>(shuffled.subList(0, random.nextInt(known.size() + 1)));
  }
}

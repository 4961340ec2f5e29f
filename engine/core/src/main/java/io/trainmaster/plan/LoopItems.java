package io.trainmaster.plan;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Spreads a loop out into the tasks of its items. */
final class LoopItems {

  private static final int LONGEST_KEY = 64;

  private final RunPlan plan;
  private final PlannedTask spread;
  private final TaskSpec.ForEach loop;
  private final PlannedTask.Membership membership;

  LoopItems(RunPlan plan, PlannedTask spread) {
    this.plan = plan;
    this.spread = spread;
    this.loop = ((PlannedTask.Spread) spread.work()).loop();
    Optional<PlannedTask.Limit> limit =
        loop.bounds().parallel().map(max -> new PlannedTask.Limit(loop.id(), max));
    this.membership =
        new PlannedTask.Membership(
                spread.membership().limits(), Optional.of(loop.id()), spread.membership().cleanup())
            .with(limit);
  }

  List<PlannedTask> of(Value over) {
    List<Value> values = values(over);
    Set<String> keys = new HashSet<>();
    List<PlannedTask.Item> items = new ArrayList<>();
    List<PlannedTask> tasks = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String key = key(values.get(i), i);
      if (!keys.add(key)) {
        throw new EvaluationException(
            "The items of `%s` are told apart by their values, but `%s` is there twice."
                .formatted(loop.id(), key));
      }
      items.add(item(key, values.get(i), tasks));
    }
    Set<TaskId> all = new LinkedHashSet<>(spread.dependencies());
    all.add(spread.id());
    tasks.forEach(task -> all.add(task.id()));
    tasks.add(
        new PlannedTask(loop.id(), all, new PlannedTask.Collect(loop, items), spread.membership()));
    return tasks;
  }

  private PlannedTask.Item item(String key, Value value, List<PlannedTask> tasks) {
    String prefix = loop.id() + "[" + key + "].";
    Map<TaskId, TaskId> names = new LinkedHashMap<>();
    loop.body().forEach(task -> names.put(task.id(), new TaskId(prefix + task.id())));
    Instance instance = new Instance(names, loop.variable(), value);
    List<TaskSpec> body = loop.body().stream().map(instance::task).toList();
    List<PlannedTask> planned =
        new Planner(plan.parameters(), plan.bounds(), membership).plan(body);
    tasks.addAll(planned);
    return new PlannedTask.Item(
        value,
        planned.stream().map(PlannedTask::id).toList(),
        loop.result().map(instance::expression));
  }

  /** Scalars are told apart by what they are, all else by where it stands. */
  private static String key(Value value, int index) {
    boolean scalar =
        value instanceof Value.Text
            || value instanceof Value.Int
            || value instanceof Value.Real
            || value instanceof Value.Bool
            || value instanceof Value.Span
            || value instanceof Value.Bytes;
    String text = ValueText.of(value);
    boolean plain =
        !text.isEmpty()
            && text.length() <= LONGEST_KEY
            && text.chars().allMatch(LoopItems::isPlain);
    if (!scalar) {
      return Integer.toString(index);
    } else if (plain) {
      return text;
    }
    // The key names folders too, so what could lead out of them is replaced and told apart.
    String safe =
        text.codePoints()
            .limit(LONGEST_KEY)
            .map(c -> isPlain(c) ? c : '_')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return safe + "~" + Integer.toHexString(text.hashCode());
  }

  private static boolean isPlain(int c) {
    return c >= '0' && c <= '9'
        || c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c == '-'
        || c == '_'
        || c == '.';
  }

  private List<Value> values(Value over) {
    int max = loop.bounds().max().orElse(plan.bounds().items());
    if (over instanceof Value.Items items) {
      bounded(items.items().size(), max);
      return items.items();
    } else if (over instanceof Value.Range range
        && range.from() instanceof Value.Int from
        && range.to() instanceof Value.Int to) {
      long end = range.inclusive() ? to.value() : to.value() - 1;
      bounded(end < from.value() ? 0 : Math.subtractExact(end, from.value()) + 1, max);
      return LongStream.rangeClosed(from.value(), end)
          .mapToObj(number -> (Value) new Value.Int(number))
          .toList();
    } else if (over instanceof Value.Range range
        && range.from() instanceof Value.Text from
        && range.to() instanceof Value.Text to) {
      LocalDate first = date(from);
      LocalDate end = range.inclusive() ? date(to).plusDays(1) : date(to);
      bounded(Math.max(0, end.toEpochDay() - first.toEpochDay()), max);
      return end.isBefore(first)
          ? List.of()
          : first.datesUntil(end).map(day -> Value.text(day.toString())).toList();
    }
    throw new EvaluationException(
        "A loop goes over a list, or a range of integers or dates, not over "
            + ValueText.of(over)
            + ".");
  }

  private void bounded(long items, int max) {
    if (items > max) {
      throw new EvaluationException(
          "`%s` has %d items, more than the %d that it may have: a line `max %d` in it allows more."
              .formatted(loop.id(), items, max, items));
    }
  }

  private static LocalDate date(Value.Text text) {
    try {
      return LocalDate.parse(text.value());
    } catch (DateTimeParseException e) {
      throw new EvaluationException("`" + text.value() + "` is no date.");
    }
  }
}

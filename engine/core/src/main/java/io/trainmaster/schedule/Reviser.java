package io.trainmaster.schedule;

import io.trainmaster.model.CanonicalText;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.TaskRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds out what of a run stays where its workflow has been edited; see {@link Revision}. */
final class Reviser {

  private final RunPlan before;
  private final RunPlan after;
  private final Map<TaskId, TaskRecord> records = new LinkedHashMap<>();
  private final Map<TaskId, PlannedTask> known = new HashMap<>();
  private final Set<TaskId> edited = new HashSet<>();
  private final Set<TaskId> kept = new LinkedHashSet<>();
  private final Map<TaskId, String> again = new LinkedHashMap<>();

  Reviser(RunRecord run, RunPlan before, RunPlan after) {
    this.before = before;
    this.after = after;
    run.tasks().forEach(task -> records.put(task.id(), task));
  }

  Revision revise() {
    know(before.tasks());
    compare(after.tasks());
    Set<TaskId> dropped = new LinkedHashSet<>(records.keySet());
    dropped.removeAll(kept);
    dropped.removeAll(again.keySet());
    return new Revision(after, kept, again, dropped);
  }

  /** The tasks that the run had, the items of its loops among them. */
  private void know(Collection<PlannedTask> tasks) {
    for (PlannedTask task : tasks) {
      known.putIfAbsent(task.id(), task);
      if (task.work() instanceof PlannedTask.Spread) {
        output(task).ifPresent(items -> know(before.items(task, items)));
      }
    }
  }

  private Optional<Value> output(PlannedTask task) {
    return Optional.ofNullable(records.get(task.id()))
        .filter(record -> record.phase() == TaskPhase.SUCCEEDED)
        .flatMap(TaskRecord::output);
  }

  private void compare(Collection<PlannedTask> tasks) {
    for (PlannedTask task : tasks) {
      if (kept.contains(task.id()) || again.containsKey(task.id())) {
        continue; // what gathers a loop's items was seen behind them
      }
      Optional<String> edit = edit(task);
      edit.ifPresent(reason -> edited.add(task.id()));
      Optional<String> reason = unfinished(task).or(() -> edit);
      if (reason.isPresent()) {
        again.put(task.id(), reason.get());
      } else {
        kept.add(task.id());
        if (task.work() instanceof PlannedTask.Spread) {
          output(task).ifPresent(items -> compare(after.items(task, items)));
        }
      }
    }
  }

  /** In what a task, or something that it depends on, is not what it was. */
  private Optional<String> edit(PlannedTask task) {
    PlannedTask was = known.get(task.id());
    if (was == null || !records.containsKey(task.id())) {
      return Optional.of("it is new");
    }
    return difference(was, task)
        .or(
            () ->
                task.dependencies().stream()
                    .filter(edited::contains)
                    .findFirst()
                    .map(id -> "it comes after `" + id + "`"));
  }

  /** Why a task runs again that is what it was; one that was left out is left out again. */
  private Optional<String> unfinished(PlannedTask task) {
    TaskRecord record = records.get(task.id());
    TaskPhase phase = record == null ? TaskPhase.OMITTED : record.phase();
    if (task.membership().cleanup()) {
      return Optional.of("it runs after everything else");
    } else if (phase == TaskPhase.SUCCEEDED
        || phase == TaskPhase.OMITTED
        || phase == TaskPhase.SKIPPED) {
      return Optional.empty();
    }
    return Optional.of(phase == TaskPhase.FAILED ? "it failed" : "it did not run");
  }

  private Optional<String> difference(PlannedTask was, PlannedTask task) {
    Optional<String> written =
        was.work() instanceof PlannedTask.Call then && task.work() instanceof PlannedTask.Call now
            ? difference(then, now)
            : meaning(was).equals(meaning(task)) ? Optional.empty() : Optional.of("it was edited");
    return written.or(() -> parameter(task));
  }

  private static Optional<String> difference(PlannedTask.Call then, PlannedTask.Call now) {
    return difference(then.operator(), now.operator())
        .or(
            () ->
                then.version().equals(now.version())
                    ? Optional.empty()
                    : Optional.of("workflow `%s` was edited".formatted(now.operator().operator())));
  }

  private static Optional<String> difference(TaskSpec.Operator then, TaskSpec.Operator now) {
    if (!then.operator().equals(now.operator())) {
      return Optional.of("it was `" + then.operator() + "`");
    }
    Set<String> names = new TreeSet<>(now.arguments().keySet());
    names.addAll(then.arguments().keySet());
    for (String name : names) {
      Expression one = then.arguments().get(name);
      Expression other = now.arguments().get(name);
      if (one == null || other == null || !isSame(one, other)) {
        return Optional.of("its argument `" + name + "` was edited");
      }
    }
    return isSame(then.block(), now.block())
        ? Optional.empty()
        : Optional.of("its block was edited");
  }

  private static boolean isSame(Object one, Object other) {
    return one.equals(other) || CanonicalText.of(one).equals(CanonicalText.of(other));
  }

  /** What a task that the engine decides itself means; the items of a loop stand for themselves. */
  private static String meaning(PlannedTask task) {
    PlannedTask.Work work = task.work();
    if (work instanceof PlannedTask.Spread spread) {
      return "Spread" + CanonicalText.of(spread.loop().over());
    } else if (work instanceof PlannedTask.Collect collect) {
      return "Collect" + CanonicalText.of(collect.loop().result());
    }
    return CanonicalText.of(work);
  }

  /** The first parameter that a task reads and whose value is another one now. */
  private Optional<String> parameter(PlannedTask task) {
    return read(task.work())
        .flatMap(Reviser::parameters)
        .distinct()
        .filter(name -> !isSame(value(before, name), value(after, name)))
        .findFirst()
        .map(
            name ->
                "parameter `%s` was %s and is %s"
                    .formatted(name, text(before, name), text(after, name)));
  }

  private static Optional<Value> value(RunPlan plan, String parameter) {
    return Optional.ofNullable(plan.parameters().get(parameter));
  }

  private static String text(RunPlan plan, String parameter) {
    return value(plan, parameter).map(ValueText::of).orElse("not there");
  }

  private static Stream<Expression> read(PlannedTask.Work work) {
    if (work instanceof PlannedTask.Call call) {
      return call.operator().expressions();
    } else if (work instanceof PlannedTask.Decide decide) {
      return decide.gate().expressions();
    } else if (work instanceof PlannedTask.Take take) {
      return take.merge().expressions();
    } else if (work instanceof PlannedTask.Spread spread) {
      return Stream.of(spread.loop().over());
    } else if (work instanceof PlannedTask.Collect collect) {
      return collect.loop().result().stream();
    } else if (work instanceof PlannedTask.Choose choose) {
      return choose.model().stream();
    }
    return Stream.empty();
  }

  private static Stream<String> parameters(Expression expression) {
    return expression instanceof Expression.Parameter parameter
        ? Stream.of(parameter.name())
        : expression.children().flatMap(Reviser::parameters);
  }
}

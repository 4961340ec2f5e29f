package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskPhase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a run and who waits for whom. It counts for each task those that it still waits for,
 * so that the end of a task costs a look at those that depend on it and at no others.
 */
final class TaskBoard {

  private final RunProgress run;
  private final Map<TaskId, TaskSlot> slots = new LinkedHashMap<>();
  private final List<TaskSlot> awaits = new ArrayList<>();
  private final Deque<TaskSlot> news = new ArrayDeque<>();
  private int active;
  private int activeBody;

  TaskBoard(RunProgress run) {
    this.run = run;
  }

  /** All tasks, in the order of the plan. */
  Collection<TaskSlot> slots() {
    return slots.values();
  }

  TaskSlot slot(TaskId id) {
    return Objects.requireNonNull(slots.get(id));
  }

  Optional<TaskSlot> find(TaskId id) {
    return Optional.ofNullable(slots.get(id));
  }

  TaskState state(TaskId id) {
    return slot(id).state();
  }

  /** How many tasks have not ended. */
  int active() {
    return active;
  }

  /**
   * Adds tasks, or puts them in the place of those of their names. They are linked once all of them
   * are there.
   *
   * @return those that are new
   */
  List<TaskSlot> add(Collection<TaskState> states) {
    List<TaskSlot> fresh = new ArrayList<>();
    List<TaskSlot> linked = new ArrayList<>();
    for (TaskState state : states) {
      TaskSlot known = slots.get(state.task().id());
      if (known == null) {
        TaskSlot slot = new TaskSlot(run, slots.size(), state);
        slots.put(slot.id(), slot);
        count(slot, 1);
        fresh.add(slot);
        linked.add(slot);
        if (slot.task().work() instanceof PlannedTask.Await) {
          awaits.add(slot);
        }
      } else {
        known.task().dependencies().forEach(id -> slot(id).removeDependent(known));
        known.state(state);
        linked.add(known);
      }
    }
    linked.forEach(this::link);
    return fresh;
  }

  private void link(TaskSlot slot) {
    slot.task().dependencies().forEach(id -> slot(id).addDependent(slot));
    recount(slot);
  }

  /** Counts anew what each task waits for, after many have moved at once. */
  void recount() {
    news.clear();
    slots.values().forEach(slot -> slot.told(slot.phase().isEnd()));
    slots.values().forEach(this::recount);
  }

  private void recount(TaskSlot slot) {
    int open = 0;
    for (TaskId id : slot.task().dependencies()) {
      open += slot(id).told() ? 0 : 1;
    }
    slot.open(open);
    if (!slot.phase().isEnd()) {
      news.add(slot);
    }
  }

  /** A task stands elsewhere now. */
  void move(TaskSlot slot, TaskState next) {
    count(slot, -1);
    slot.state(next);
    count(slot, 1);
    if (next.phase().isEnd() || next.phase() == TaskPhase.QUEUED) {
      news.add(slot);
    }
  }

  private void count(TaskSlot slot, int change) {
    if (!slot.phase().isEnd()) {
      active += change;
      activeBody += slot.task().membership().cleanup() ? 0 : change;
    }
  }

  /** A task that is new, has been queued or has ended since; null where there is none. */
  @Nullable TaskSlot news() {
    return news.poll();
  }

  boolean hasNews() {
    return !news.isEmpty();
  }

  /** Whether a task that waits for nothing else may begin. */
  boolean mayBegin(TaskSlot slot) {
    return slot.open() == 0
        && (activeBody == 0 || !(slot.task().work() instanceof PlannedTask.Await));
  }

  /** The tasks that have waited for the end of all others. */
  List<TaskSlot> awaited() {
    return activeBody > 0 || awaits.isEmpty()
        ? List.of()
        : awaits.stream()
            .filter(slot -> slot.phase() == TaskPhase.WAITING && mayBegin(slot))
            .toList();
  }
}

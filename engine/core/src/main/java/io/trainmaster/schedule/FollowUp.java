package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskEvent;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Carries what has moved in a run on to what depends on it, and decides what the engine decides
 * itself, until nothing moves any more.
 */
final class FollowUp {

  private final Shared shared;
  private final RunProgress run;
  private final TaskBoard board;
  private final Judge judge;
  private final TaskStarter starter;

  FollowUp(Shared shared, RunProgress run, TaskBoard board, Judge judge, TaskStarter starter) {
    this.shared = shared;
    this.run = run;
    this.board = board;
    this.judge = judge;
    this.starter = starter;
  }

  /** Follows up what has moved, and decides what the engine decides itself. */
  void settle(Instant now) {
    do {
      for (TaskSlot slot = board.news(); slot != null; slot = board.news()) {
        if (slot.phase().isEnd()) {
          tell(slot);
        } else if (slot.phase() == TaskPhase.WAITING) {
          look(slot);
        } else if (slot.phase() == TaskPhase.BACKING_OFF) {
          shared.alarms().set(slot.state().dueAt(), slot);
        } else if (slot.phase() == TaskPhase.QUEUED
            && slot.lane() == null
            && slot.asked() == null) {
          decide(slot, now);
        }
      }
      board.awaited().forEach(slot -> run.move(slot, TaskEvent.READY, ""));
    } while (board.hasNews());
  }

  private void tell(TaskSlot ended) {
    if (!ended.told()) {
      ended.told(true);
      ended.dependents().forEach(dependent -> hear(dependent, ended.state()));
    }
  }

  /** A task hears that one that it depends on has ended. */
  private void hear(TaskSlot slot, TaskState ended) {
    if (slot.phase() != TaskPhase.WAITING) {
      return;
    }
    slot.open(slot.open() - 1);
    Optional<Dependents.Caused> caused = Dependents.end(slot.task(), ended);
    if (caused.isPresent()) {
      run.move(slot, caused.get().event(), caused.get().reason());
    } else if (board.mayBegin(slot)) {
      run.move(slot, TaskEvent.READY, "");
    }
  }

  /** Looks at all that a waiting task depends on. */
  private void look(TaskSlot slot) {
    for (TaskId id : slot.task().dependencies()) {
      TaskState dependency = board.state(id);
      if (dependency.phase().isEnd()) {
        Optional<Dependents.Caused> caused = Dependents.end(slot.task(), dependency);
        if (caused.isPresent()) {
          run.move(slot, caused.get().event(), caused.get().reason());
          return;
        }
      }
    }
    if (board.mayBegin(slot)) {
      run.move(slot, TaskEvent.READY, "");
    }
  }

  /** What becomes of a task that is ready. */
  private void decide(TaskSlot slot, Instant now) {
    Optional<Ruling> ruling = judge.rule(slot.task());
    if (ruling.isPresent()) {
      follow(slot, ruling.get(), now);
    } else {
      starter.enqueue(slot, now);
    }
  }

  private void follow(TaskSlot slot, Ruling ruling, Instant now) {
    if (ruling.event() == TaskEvent.SKIP || ruling.event() == TaskEvent.FAIL) {
      run.note(now, "task.decided", slot.id() + ": " + ruling.message());
    }
    TaskState state = slot.state();
    run.move(
        slot, ruling.output().map(state::giving).orElse(state), ruling.event(), ruling.message());
    List<TaskState> states = ruling.tasks().stream().map(this::planned).toList();
    List<TaskSlot> added = board.add(states);
    added.forEach(run::watch);
    List<TaskId> fresh = added.stream().map(TaskSlot::id).toList();
    if (!fresh.isEmpty()) {
      shared.draft().add(new Change.TasksAdded(run.run().id(), fresh));
      fresh.stream().filter(run::isBack).forEach(id -> shared.draft().add(waiting(id)));
    }
  }

  private Change waiting(TaskId id) {
    return new Change.TaskChanged(run.run().id(), id, TaskPhase.WAITING, "", Optional.empty());
  }

  private TaskState planned(PlannedTask task) {
    return board
        .find(task.id())
        .map(known -> known.state().planned(task))
        .orElseGet(() -> run.added(task));
  }
}

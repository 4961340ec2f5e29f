package io.trainmaster.sim;

import io.trainmaster.model.TaskId;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Change;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What may and must become of runs whose workflows are edited: what is the same in both versions,
 * and depends only on what is, keeps what it gave, and nothing that was edited does.
 */
final class SimEdits {

  private final World world;
  private final Set<RunId> edited = new HashSet<>();

  /** What may begin again in the transaction that is being written. */
  private final Map<RunId, Set<TaskId>> may = new HashMap<>();

  /** What must. */
  private final Map<RunId, Set<TaskId>> must = new HashMap<>();

  SimEdits(World world) {
    this.world = world;
  }

  /** Looks at an edit before it is written. */
  void check(Change.RunRevised revised) {
    RunId id = revised.run();
    SimStore.StoredRun run = Objects.requireNonNull(world.store().run(id));
    Oracle.require(run.summary.phase().isResumable(), "%s is edited and is not over", id);
    RunPlan before = world.store().plan(id);
    Collection<PlannedTask> after = world.store().plan(revised).tasks();
    Set<TaskId> again = new HashSet<>();
    Set<TaskId> calls = new HashSet<>();
    Set<TaskId> anew = new HashSet<>();
    for (PlannedTask task : after) {
      boolean other = !task.equals(world.store().planned(before, task.id()));
      if (other || task.dependencies().stream().anyMatch(again::contains)) {
        again.add(task.id());
      }
      boolean call = other && task.work() instanceof PlannedTask.Call;
      if (call || task.dependencies().stream().anyMatch(calls::contains)) {
        calls.add(task.id());
        // What is decided here may have been decided again by the end of the transaction.
        if (task.work() instanceof PlannedTask.Call) {
          anew.add(task.id());
        }
      }
    }
    edited.add(id);
    may.put(id, again);
    must.put(id, anew);
  }

  boolean mayRepeat(RunId run, TaskId task) {
    return may.getOrDefault(run, Set.of()).contains(task);
  }

  /** An item of a loop; the loop may have been over another list before it was edited. */
  void added(SimStore.StoredRun run, TaskId task) {
    SimStore.StoredTask known = run.task(task);
    Oracle.require(
        known == null || edited.contains(run.summary.id()) && known.phase == TaskPhase.OMITTED,
        "%s is added twice",
        task);
  }

  /** All of the transaction is written. */
  void committed() {
    must.forEach(
        (run, tasks) ->
            tasks.forEach(
                task ->
                    Oracle.require(
                        phase(run, task) != TaskPhase.SUCCEEDED
                            || world.oracle().restraint().isHeldBack(run, task),
                        "%s %s keeps what it gave though it was edited",
                        run,
                        task)));
    must.clear();
    may.clear();
  }

  private TaskPhase phase(RunId run, TaskId task) {
    SimStore.StoredRun stored = Objects.requireNonNull(world.store().run(run));
    return Objects.requireNonNull(stored.task(task)).phase;
  }
}

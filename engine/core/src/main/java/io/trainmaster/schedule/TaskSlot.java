package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.CallKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of a task in its run: where it stands, how many it still waits for, and who waits for
 * it. Slots compare by the order in which their tasks are to start: runs of a higher priority
 * first, then older runs, each followed by those that it made, and the tasks of a run in the order
 * of its plan.
 */
final class TaskSlot implements Comparable<TaskSlot> {

  private static final Comparator<TaskSlot> ORDER =
      Comparator.<TaskSlot>comparingInt(slot -> -slot.run.priority())
          .thenComparingLong(slot -> slot.run.rank())
          .thenComparingLong(slot -> slot.run.sequence())
          .thenComparingInt(slot -> slot.index);

  private static final TaskSlot[] NOBODY = {};

  private final RunProgress run;
  private final int index;
  private TaskSlot[] dependents = NOBODY;
  private int dependentCount;
  private TaskState state;
  private int open;
  private boolean told;
  private ReadyQueue.@Nullable Lane lane;
  private @Nullable CallKey asked;
  private Instant waitsSince = Instant.MAX;
  private int tried;

  TaskSlot(RunProgress run, int index, TaskState state) {
    this.run = run;
    this.index = index;
    this.state = state;
    // One that had ended when the run was taken in has nothing to tell any more.
    this.told = state.phase().isEnd();
  }

  RunProgress run() {
    return run;
  }

  TaskState state() {
    return state;
  }

  PlannedTask task() {
    return state.task();
  }

  TaskId id() {
    return state.task().id();
  }

  TaskPhase phase() {
    return state.phase();
  }

  /** The operator of a task that runs one. */
  TaskSpec.Operator operator() {
    if (task().work() instanceof PlannedTask.Call call) {
      return call.operator();
    }
    throw new IllegalStateException(id() + " runs no operator");
  }

  /** The version of the workflow that a task makes runs of; empty where it makes none. */
  Optional<String> version() {
    return task().work() instanceof PlannedTask.Call call ? call.version() : Optional.empty();
  }

  void state(TaskState next) {
    this.state = next;
    this.told &= next.phase().isEnd();
    if (next.phase() != TaskPhase.QUEUED) {
      this.asked = null;
    }
  }

  /** The key with which it has asked for an earlier result, while it waits to hear of one. */
  @Nullable CallKey asked() {
    return asked;
  }

  /** It waits to hear of an earlier result, or with null no more. */
  void asked(@Nullable CallKey key) {
    this.asked = key;
  }

  /** Those that depend on it. */
  List<TaskSlot> dependents() {
    return Arrays.asList(dependents).subList(0, dependentCount);
  }

  /** One more depends on it. A graph may have very many tasks, so that a list each is too much. */
  void addDependent(TaskSlot dependent) {
    if (dependentCount == dependents.length) {
      dependents = Arrays.copyOf(dependents, dependentCount + 1 + dependentCount / 2);
    }
    dependents[dependentCount++] = dependent;
  }

  /** It depends on it no more. */
  void removeDependent(TaskSlot dependent) {
    int at = dependents().indexOf(dependent);
    if (at >= 0) {
      System.arraycopy(dependents, at + 1, dependents, at, dependentCount - at - 1);
      dependents[--dependentCount] = null;
    }
  }

  /** Whether those that depend on it have been told of its end. */
  boolean told() {
    return told;
  }

  void told(boolean heard) {
    this.told = heard;
  }

  /** How many of those that it depends on have not told it of their end. */
  int open() {
    return open;
  }

  void open(int dependencies) {
    this.open = dependencies;
  }

  /** Where it stands in the queue; null while it doesn't. */
  ReadyQueue.@Nullable Lane lane() {
    return lane;
  }

  void lane(ReadyQueue.@Nullable Lane taken) {
    this.lane = taken;
  }

  /** When it began to wait for room, as long as it does. */
  Instant waitsSince() {
    return waitsSince;
  }

  void waitsSince(Instant beginning) {
    this.waitsSince = beginning;
  }

  /**
   * How many of its requests have been tried: while an attempt of it is under way, the last of them
   * is that by which it was placed; while it waits, they are over.
   */
  int tried() {
    return tried;
  }

  void tried(int requests) {
    this.tried = requests;
  }

  @Override
  public int compareTo(TaskSlot other) {
    return ORDER.compare(this, other);
  }
}

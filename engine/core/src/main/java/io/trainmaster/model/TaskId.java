package io.trainmaster.model;

import org.jspecify.annotations.Nullable;

/**
 * The name of a task, unique within its run: the name that the workflow binds, such as {@code
 * clean}, or one derived from it, such as {@code best.trial-3}.
 */
public record TaskId(String value) implements Comparable<TaskId> {

  public TaskId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A task needs a name.");
    }
  }

  /** The name of a task that belongs to this one. */
  public TaskId child(String name) {
    return new TaskId(value + "." + name);
  }

  // By hand: Java makes those of a record when they are first asked for, which takes longer than
  // all that a small workflow asks of them.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskId id && value.equals(id.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.trainmaster.time;

/**
 * The name of a trigger, which stays the same while its workflow is edited: what its occurrences
 * are told apart by, for ever.
 */
public record TriggerId(String value) implements Comparable<TriggerId> {

  /** Not empty. */
  public TriggerId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A trigger needs a name.");
    }
  }

  /** Whether it is a schedule's, whose times are known beforehand. */
  public boolean belongsToSchedule() {
    return value.startsWith("schedule-", value.indexOf('/') + 1);
  }

  @Override
  public int compareTo(TriggerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.trainmaster.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whom to tell how runs of a workflow do.
 *
 * @param to a channel of the configuration
 * @param on what is told
 */
public record Alert(int line, String to, Set<Cause> on) {

  public Alert {
    on = Collections.unmodifiableSet(new LinkedHashSet<>(on));
  }

  /** What can be told of a run. */
  public enum Cause {
    FAILED,
    /** One of its tasks goes on after its deadline, or it has not begun when it should have. */
    LATE,
    /** It succeeded after one that had failed. */
    RECOVERED
  }
}

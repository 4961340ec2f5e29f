package io.trainmaster.model;

import java.time.Duration;
import java.util.List;

/**
 * How often, and after how long, an attempt with one outcome is tried again.
 *
 * @param outcome the outcome that the rule is for
 * @param retries how many more attempts it may cost
 * @param backoffMin the wait before the first retry; it doubles each time
 * @param backoffMax the longest wait
 * @param edits how the request grows with each retry, such as {@code memory *= 2}
 */
public record RetryRule(
    Outcome outcome, int retries, Duration backoffMin, Duration backoffMax, List<Edit> edits) {

  public RetryRule {
    edits = List.copyOf(edits);
    if (retries < 0 || backoffMin.isNegative() || backoffMax.compareTo(backoffMin) < 0) {
      throw new IllegalArgumentException("A retry rule needs a count and a range of waits.");
    }
  }

  /** A factor on a part of the request: {@code memory}, {@code gpu.memory}, {@code cpu}. */
  public record Edit(String resource, double factor) {}
}

package io.trainmaster.run;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.RetryRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether, and after how long, a failed attempt is followed by another. */
public final class RetryPolicy {

  /** A lost process is no fault of the task, so it is tried again even where nothing is said. */
  private static final RetryRule LOST =
      new RetryRule(Outcome.LOST, 2, Duration.ofSeconds(1), Duration.ofMinutes(1), List.of());

  private RetryPolicy() {}

  /** The rule for an outcome: the task's own, or the one that holds for all. */
  public static Optional<RetryRule> rule(Policy policy, Outcome outcome) {
    Optional<RetryRule> own = policy.retry(outcome);
    return own.isEmpty() && outcome == Outcome.LOST ? Optional.of(LOST) : own;
  }

  /**
   * The wait before the next attempt, doubled with each retry up to the longest; empty when the
   * task has failed for good.
   *
   * @param used how many retries each outcome has cost so far
   */
  public static Optional<Duration> delay(
      Policy policy, Outcome outcome, Map<Outcome, Integer> used) {
    int retries = used.getOrDefault(outcome, 0);
    return rule(policy, outcome)
        .filter(rule -> retries < rule.retries())
        .map(rule -> backoff(rule, retries));
  }

  private static Duration backoff(RetryRule rule, int retries) {
    Duration wait = rule.backoffMin();
    for (int i = 0; i < retries && wait.compareTo(rule.backoffMax()) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(rule.backoffMax()) > 0 ? rule.backoffMax() : wait;
  }
}

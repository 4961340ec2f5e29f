package io.trainmaster.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a task is to be run, whatever it does.
 *
 * @param resources alternatives, best first; never empty
 * @param retries at most one rule for each outcome
 * @param timeout the longest that one attempt may take
 * @param deadline the latest end, counted from the run's start
 */
public record Policy(
    List<ResourceRequest> resources,
    List<RetryRule> retries,
    Optional<Duration> timeout,
    Optional<Duration> deadline) {

  /** One CPU, no retry but for a lost process, no limit on time. */
  public static final Policy DEFAULT =
      new Policy(List.of(ResourceRequest.DEFAULT), List.of(), Optional.empty(), Optional.empty());

  public Policy {
    resources = List.copyOf(resources);
    retries = List.copyOf(retries);
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("A policy needs a resource request.");
    }
  }

  /** The rule for an outcome, if there is one. */
  public Optional<RetryRule> retry(Outcome outcome) {
    return retries.stream().filter(rule -> rule.outcome() == outcome).findFirst();
  }
}

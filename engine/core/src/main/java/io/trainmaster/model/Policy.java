package io.trainmaster.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a task is to be run, whatever it does.
 *
 * @param resources alternatives, best first; never empty
 * @param retries at most one rule for each outcome
 * @param timeout the longest that one attempt may take
 * @param deadline the latest end, counted from the run's start
 * @param cooldown the least time between two runs of the task; one that comes sooner is skipped
 * @param budget how much work the task may do; it is skipped where that is used up
 * @param limits how many places it takes while it runs of the limits that all workflows share, by
 *     the limit's name
 */
public record Policy(
    List<ResourceRequest> resources,
    List<RetryRule> retries,
    Optional<Duration> timeout,
    Optional<Duration> deadline,
    Optional<Duration> cooldown,
    Optional<Budget> budget,
    Map<String, Integer> limits) {

  /** A policy under which the task runs whenever its turn comes. */
  public Policy(
      List<ResourceRequest> resources,
      List<RetryRule> retries,
      Optional<Duration> timeout,
      Optional<Duration> deadline) {
    this(resources, retries, timeout, deadline, Optional.empty(), Optional.empty(), Map.of());
  }

  /** One CPU, no retry but for a lost process, no limit on time. */
  public static final Policy DEFAULT =
      new Policy(List.of(ResourceRequest.DEFAULT), List.of(), Optional.empty(), Optional.empty());

  public Policy {
    resources = List.copyOf(resources);
    retries = List.copyOf(retries);
    limits = Ordered.map(limits);
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("A policy needs a resource request.");
    }
  }

  /**
   * This policy for what it says, and another one for the rest.
   *
   * @param said the keys of the language that this one was read from, such as {@code timeout}
   */
  public Policy over(Policy other, Set<String> said) {
    return new Policy(
        said.contains("resources") ? resources : other.resources,
        said.contains("retry") ? retries : other.retries,
        timeout.or(other::timeout),
        deadline.or(other::deadline),
        cooldown.or(other::cooldown),
        budget.or(other::budget),
        said.contains("limit") ? limits : other.limits);
  }

  /** The rule for an outcome, if there is one. */
  public Optional<RetryRule> retry(Outcome outcome) {
    return retries.stream().filter(rule -> rule.outcome() == outcome).findFirst();
  }
}

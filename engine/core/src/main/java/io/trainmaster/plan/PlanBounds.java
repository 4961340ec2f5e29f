package io.trainmaster.plan;

/**
 * What an engine allows a plan to grow to.
 *
 * @param trials the most trials of one search
 * @param items the most items of one loop that names no bound of its own
 */
public record PlanBounds(int trials, int items) {

  /** These, and no narrower than what a run has grown to already. */
  public PlanBounds atLeast(int grown) {
    return new PlanBounds(Math.max(trials, grown), Math.max(items, grown));
  }
}

package io.trainmaster.job.network.training;

import java.util.Map;

/**
 * What a training gave.
 *
 * @param weights to keep: those of the best epoch where the plan stops early, else of the last
 * @param epochs how many there were
 * @param epoch the one whose weights are kept, counted from 1
 * @param validation what was measured with these weights, by name without {@code validation.};
 *     empty without validation data
 * @param history the learning curves
 */
public record Trained(
    float[] weights, int epochs, int epoch, Map<String, Double> validation, History history) {
  public Trained {
    validation = Map.copyOf(validation);
  }
}

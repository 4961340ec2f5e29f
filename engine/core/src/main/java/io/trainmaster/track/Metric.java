package io.trainmaster.track;

/**
 * A number that an attempt reported.
 *
 * @param key its name, such as {@code validation.auc}
 * @param step which of its values this is; 0 for a metric with one value
 */
public record Metric(String key, double value, long step) {}

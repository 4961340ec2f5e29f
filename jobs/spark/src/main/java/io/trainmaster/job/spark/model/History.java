package io.trainmaster.job.spark.model;

import java.util.List;

/**
 * How training went, step by step.
 *
 * @param series one for each measure
 */
public record History(List<Series> series) {

  /** A history without anything in it. */
  public static final History NONE = new History(List.of());

  /**
   * One measure.
   *
   * @param name such as {@code validation.loss}; never the name of a metric of the finished model
   * @param values its value after each step, the first step first
   */
  public record Series(String name, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  public History {
    series = List.copyOf(series);
  }

  /** Whether there is nothing to show. */
  public boolean empty() {
    return series.stream().allMatch(one -> one.values().isEmpty());
  }
}

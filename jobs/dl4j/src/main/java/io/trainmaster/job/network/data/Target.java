package io.trainmaster.job.network.data;

import java.util.List;

/**
 * What is predicted and how it becomes numbers.
 *
 * @param column the label's column
 * @param classes in the order of their indices, the positive one last of two; empty for a
 *     regression
 * @param mean of a regression's label in the training rows, else 0
 * @param deviation of a regression's label in the training rows, else 1
 */
public record Target(
    String column, TaskKind task, List<String> classes, double mean, double deviation) {

  public Target {
    classes = List.copyOf(classes);
  }

  /** How many units an output layer of one unit per class, or of one unit, has. */
  public int units(boolean perClass) {
    return perClass ? classes.size() : 1;
  }

  /** A regression's prediction in the label's own unit. */
  public double unscale(double output) {
    return output * deviation + mean;
  }

  /** A regression's label as the network learns it: mean 0, deviation 1. */
  public double scale(double label) {
    return (label - mean) / deviation;
  }
}

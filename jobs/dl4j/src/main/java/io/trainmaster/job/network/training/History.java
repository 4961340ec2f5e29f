package io.trainmaster.job.network.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The learning curves: what was measured after each epoch. Used by one thread. */
public final class History {

  private final List<Point> points = new ArrayList<>();

  /**
   * One measurement.
   *
   * @param series such as {@code validation.loss}
   * @param step the epoch, counted from 1
   */
  public record Point(String series, long step, double value) {}

  /** Every measurement in the order in which it was made. */
  public List<Point> points() {
    return Collections.unmodifiableList(points);
  }

  void add(Point point) {
    points.add(point);
  }
}

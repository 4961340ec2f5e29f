package io.trainmaster.job.network.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** The values of each series, the first epoch first. */
  public Map<String, List<Double>> series() {
    Map<String, List<Double>> series = new LinkedHashMap<>();
    for (Point point : points) {
      series.computeIfAbsent(point.series(), name -> new ArrayList<>()).add(point.value());
    }
    return series;
  }

  void add(Point point) {
    points.add(point);
  }
}

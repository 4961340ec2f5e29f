package io.trainmaster.replay.openb;

import io.trainmaster.fleet.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The same replay with several seeds. */
public final class Repetitions {

  /** The first seed of the published figures. */
  public static final int FIRST_SEED = 42;

  private final List<AllocationCurve> curves;

  private Repetitions(List<AllocationCurve> curves) {
    this.curves = List.copyOf(curves);
  }

  /**
   * Mean and standard deviation, the latter of a sample, and 0 for a single value.
   *
   * @param mean in per cent of all GPUs, as is the deviation
   */
  public record Spread(double mean, double deviation) {}

  /** Replays with so many seeds, the first being that of the published figures. */
  public static Repetitions run(
      List<OpenbNode> nodes, List<Pod> pods, Contender contender, int seeds) {
    List<Demand> mix = pods.stream().map(Pod::demand).toList();
    List<AllocationCurve> curves = new ArrayList<>();
    for (int seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
      Arrivals arrivals = Arrivals.draw(nodes, pods, seed);
      curves.add(Replay.run(arrivals, contender.policy(mix, arrivals)));
    }
    return new Repetitions(curves);
  }

  /** The allocation at a load, over those seeds that have reached it. */
  public Spread at(int load) {
    double[] values =
        curves.stream()
            .map(curve -> curve.at(load))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Spread(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)));
  }
}

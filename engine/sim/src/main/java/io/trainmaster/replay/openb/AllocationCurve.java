package io.trainmaster.replay.openb;

import java.util.OptionalDouble;

/**
 * How much of the GPUs has been given out, by how much has arrived: after each arrival the load is
 * what all pods so far have asked for and the allocation what those have that found a place, both
 * in per cent of all GPUs. The allocation at a load of L is the mean over the arrivals whose load,
 * rounded, is L.
 */
public final class AllocationCurve {

  private final double[] sums;
  private final int[] arrivals;

  private AllocationCurve(double[] sums, int[] arrivals) {
    this.sums = sums;
    this.arrivals = arrivals;
  }

  /** The allocation at a load, both in per cent; empty where no arrival had that load. */
  public OptionalDouble at(int load) {
    return load < 0 || load >= sums.length || arrivals[load] == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sums[load] / arrivals[load]);
  }

  /** The highest load that there is, in per cent. */
  public int highestLoad() {
    return sums.length - 1;
  }

  /** Collects arrivals. */
  static final class Builder {

    private static final int HIGHEST_LOAD = 1000;

    private final long capacityMilli;
    private final double[] sums = new double[HIGHEST_LOAD + 1];
    private final int[] arrivals = new int[HIGHEST_LOAD + 1];
    private long arrivedMilli;
    private long placedMilli;
    private int highest;

    Builder(long capacityMilli) {
      this.capacityMilli = capacityMilli;
    }

    /** Counts a pod that has arrived. */
    void arrived(int gpuMilli, boolean placed) {
      arrivedMilli += gpuMilli;
      placedMilli += placed ? gpuMilli : 0;
      int load = (int) Math.rint(percent(arrivedMilli));
      // The published program writes two digits into a log and reads them from there.
      sums[load] += Math.rint(percent(placedMilli) * 100) / 100;
      arrivals[load]++;
      highest = load;
    }

    AllocationCurve build() {
      return new AllocationCurve(
          java.util.Arrays.copyOf(sums, highest + 1),
          java.util.Arrays.copyOf(arrivals, highest + 1));
    }

    private double percent(long milli) {
      return 100.0 * milli / capacityMilli;
    }
  }
}

package io.trainmaster.replay.openb;

import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How much of the GPUs has been given out, by how much has arrived: after each arrival the load is
 * what all pods so far have asked for and the allocation what those have that found a place, both
 * in per cent of all GPUs. The allocation at a load of L is the mean over the arrivals whose load,
 * rounded, is L.
 */
public final class AllocationCurve {

  private final NavigableMap<Integer, Column> columns;

  private AllocationCurve(NavigableMap<Integer, Column> columns) {
    this.columns = columns;
  }

  /** The arrivals with one load. */
  private record Column(double sum, int arrivals) {

    static Column plus(Column a, Column b) {
      return new Column(a.sum + b.sum, a.arrivals + b.arrivals);
    }
  }

  /** The allocation at a load, both in per cent; empty where no arrival had that load. */
  public OptionalDouble at(int load) {
    Column column = columns.get(load);
    return column == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(column.sum() / column.arrivals());
  }

  /** The highest load that there is, in per cent; 0 where nothing has arrived. */
  public int highestLoad() {
    return columns.isEmpty() ? 0 : columns.lastKey();
  }

  /** Collects arrivals. */
  static final class Builder {

    private final long capacityMilli;
    private final NavigableMap<Integer, Column> columns = new TreeMap<>();
    private long arrivedMilli;
    private long placedMilli;

    Builder(long capacityMilli) {
      this.capacityMilli = capacityMilli;
    }

    /** Counts a pod that has arrived. */
    void arrived(int gpuMilli, boolean placed) {
      arrivedMilli += gpuMilli;
      placedMilli += placed ? gpuMilli : 0;
      int load = (int) Math.rint(percent(arrivedMilli));
      // The published program writes two digits into a log and reads them from there.
      double allocation = Math.rint(percent(placedMilli) * 100) / 100;
      columns.merge(load, new Column(allocation, 1), Column::plus);
    }

    AllocationCurve build() {
      return new AllocationCurve(new TreeMap<>(columns));
    }

    private double percent(long milli) {
      return 100.0 * milli / capacityMilli;
    }
  }
}

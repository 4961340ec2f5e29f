package io.trainmaster.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the room on a node is worth to several kinds of demands together. To one kind it is the mean
 * of two amounts of GPU: what is left of the GPUs that the next such demand could have a part of,
 * and what as many as there is room for would have; the latter doesn't cut CPU and memory to whole
 * demands, since others will take the rest. Each kind has a price, by which its amount is
 * multiplied. Remembers what it has computed. For one thread.
 */
final class Worth {

  /** About 150 bytes each; beyond, all are forgotten and computed again. */
  private static final int MOST_REMEMBERED = 1 << 18;

  private final List<Shape> shapes;
  private final Map<Room, Double> known = new HashMap<>();

  /**
   * A demand and its price.
   *
   * @param price what a thousandth of a GPU that it could use is worth
   */
  record Priced(Demand demand, double price) {}

  /** The worth of GPUs of one kind to those of the demands that it will do for. */
  Worth(List<Priced> demands, GpuKind kind) {
    Map<List<Integer>, List<Priced>> alike = new LinkedHashMap<>();
    for (Priced priced : demands) {
      Demand demand = priced.demand();
      int share = demand.gpus() == 0 ? Demand.NEVER : demand.shareOf(kind);
      if (share != Demand.NEVER) {
        alike.computeIfAbsent(List.of(demand.gpus(), share), any -> new ArrayList<>()).add(priced);
      }
    }
    shapes =
        alike.entrySet().stream()
            .map(one -> new Shape(one.getKey().get(0), one.getKey().get(1), one.getValue()))
            .toList();
  }

  /** The worth of a room. */
  double of(Room room) {
    Double before = known.get(room);
    if (before != null) {
      return before;
    }
    double worth = 0;
    for (Shape shape : shapes) {
      worth += shape.worth(room);
    }
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    known.put(room, worth);
    return worth;
  }

  /** Demands that ask for the same of GPUs, those that ask for least CPU first. */
  private static final class Shape {

    private final int gpus;
    private final int shareMilli;
    private final int[] cpuMilli;
    private final long[] memoryBytes;
    private final double[] perCpuMilli;
    private final double[] perMemoryByte;
    private final double[] price;

    Shape(int gpus, int shareMilli, List<Priced> alike) {
      List<Priced> sorted = new ArrayList<>(alike);
      sorted.sort(Comparator.comparingInt(one -> one.demand().cpuMilli()));
      this.gpus = gpus;
      this.shareMilli = shareMilli;
      cpuMilli = sorted.stream().mapToInt(one -> one.demand().cpuMilli()).toArray();
      memoryBytes = sorted.stream().mapToLong(one -> one.demand().memoryBytes()).toArray();
      price = sorted.stream().mapToDouble(Priced::price).toArray();
      perCpuMilli =
          Arrays.stream(cpuMilli).mapToDouble(asked -> 1.0 / Math.max(1, asked)).toArray();
      perMemoryByte =
          Arrays.stream(memoryBytes).mapToDouble(asked -> 1.0 / Math.max(1, asked)).toArray();
    }

    double worth(Room room) {
      int most = room.shares(shareMilli) / gpus;
      if (most == 0) {
        return 0;
      }
      int cpu = room.cpuMilli();
      long memory = room.memoryBytes();
      double ofNext = 0;
      double ofMany = 0;
      for (int i = 0; i < price.length && cpuMilli[i] <= cpu; i++) {
        if (memoryBytes[i] <= memory) {
          double fit = Math.min(cpu * perCpuMilli[i], memory * perMemoryByte[i]);
          ofNext += price[i];
          ofMany += price[i] * Math.min(most, fit);
        }
      }
      return (ofNext * room.leftWhereAtLeast(shareMilli) + ofMany * gpus * shareMilli) / 2;
    }
  }
}

package io.trainmaster.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a node has left whose GPUs aren't alike, while a demand is tried on it. It is worth what its
 * GPUs of each kind would be worth on a node without the others. For one thread.
 */
final class MixedNode {

  private final NodeState node;
  private final Function<GpuKind, Worth> worths;
  private final Map<GpuKind, int[]> gpusByKind = new LinkedHashMap<>();
  private final int[] left;
  private int cpuMilli;
  private long memoryBytes;

  MixedNode(NodeState node, Function<GpuKind, Worth> worths) {
    this.node = node;
    this.worths = worths;
    this.cpuMilli = node.cpuMilliLeft();
    this.memoryBytes = node.memoryBytesLeft();
    this.left = new int[node.gpus()];
    for (int gpu = 0; gpu < left.length; gpu++) {
      left[gpu] = node.shareLeft(gpu);
      int[] before = gpusByKind.getOrDefault(node.kind(gpu), new int[0]);
      int[] more = Arrays.copyOf(before, before.length + 1);
      more[before.length] = gpu;
      gpusByKind.put(node.kind(gpu), more);
    }
  }

  /** What all that is left is worth. */
  double worth() {
    double sum = 0;
    for (Map.Entry<GpuKind, int[]> one : gpusByKind.entrySet()) {
      int[] shares = Arrays.stream(one.getValue()).map(gpu -> left[gpu]).toArray();
      sum += worths.apply(one.getKey()).of(Room.of(cpuMilli, memoryBytes, shares));
    }
    return sum;
  }

  /**
   * Takes what a demand asks for that there is room for, GPU by GPU: the one after which most is
   * left of the worth, of several that with least memory, and of those the first.
   *
   * @return the GPUs, ascending
   */
  List<Integer> take(Demand demand) {
    cpuMilli -= demand.cpuMilli();
    memoryBytes -= demand.memoryBytes();
    List<Integer> chosen = new ArrayList<>(demand.gpus());
    while (chosen.size() < demand.gpus()) {
      int best = best(demand, chosen);
      left[best] -= demand.shareOf(node.kind(best));
      chosen.add(best);
    }
    chosen.sort(null);
    return chosen;
  }

  private int best(Demand demand, List<Integer> chosen) {
    int best = -1;
    double most = -1;
    for (int gpu = 0; gpu < left.length; gpu++) {
      int share = demand.shareOf(node.kind(gpu));
      if (left[gpu] < share || chosen.contains(gpu)) {
        continue;
      }
      left[gpu] -= share;
      double after = worth();
      left[gpu] += share;
      boolean smaller = best >= 0 && node.kind(gpu).memoryBytes() < node.kind(best).memoryBytes();
      if (after > most || after == most && smaller) {
        best = gpu;
        most = after;
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException("%s has no GPU for %s".formatted(node.name(), demand));
    }
    return best;
  }
}

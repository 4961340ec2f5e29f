package io.trainmaster.fleet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a node has left, or would have left, whichever GPU it is that has it: equal rooms are alike
 * to every demand that their models of GPU suit. Immutable.
 */
final class Room {

  private final int cpuMilli;
  private final long memoryBytes;
  private final int idle;

  /** What is left of GPUs that are neither idle nor all taken, ascending; mostly few. */
  private final int[] partial;

  private final int hash;

  private Room(int cpuMilli, long memoryBytes, int idle, int[] partial) {
    this.cpuMilli = cpuMilli;
    this.memoryBytes = memoryBytes;
    this.idle = idle;
    this.partial = partial;
    Arrays.sort(partial);
    this.hash =
        ((Arrays.hashCode(partial) * 31 + cpuMilli) * 31 + Long.hashCode(memoryBytes)) * 31 + idle;
  }

  /** What a node has left. */
  static Room of(NodeState node) {
    int[] partial = new int[node.gpus()];
    int found = 0;
    for (int gpu = 0; gpu < partial.length; gpu++) {
      int left = node.shareLeft(gpu);
      if (left > 0 && left < Demand.WHOLE) {
        partial[found++] = left;
      }
    }
    return new Room(
        Math.max(0, node.cpuMilliLeft()),
        Math.max(0, node.memoryBytesLeft()),
        node.idleGpus(),
        Arrays.copyOf(partial, found));
  }

  /** What is left of some GPUs, in thousandths of each, with as much CPU and memory. */
  static Room of(int cpuMilli, long memoryBytes, int[] left) {
    int[] partial = Arrays.stream(left).filter(one -> one > 0 && one < Demand.WHOLE).toArray();
    int idle = (int) Arrays.stream(left).filter(one -> one == Demand.WHOLE).count();
    return new Room(Math.max(0, cpuMilli), Math.max(0, memoryBytes), idle, partial);
  }

  /** What would be left without what a demand for whole GPUs, or for none, asks for. */
  Room without(Demand demand) {
    return less(demand, idle - demand.gpus(), partial);
  }

  /** What would be left without so large a share of a GPU that has as much left as said. */
  Room withoutShare(Demand demand, int share, int of) {
    int after = of - share;
    if (of == Demand.WHOLE) {
      int[] more = Arrays.copyOf(partial, partial.length + 1);
      more[partial.length] = after;
      return less(demand, idle - 1, more);
    }
    int[] changed = partial.clone();
    int at = 0;
    while (changed[at] != of) {
      at++;
    }
    changed[at] = after;
    return less(demand, idle, changed);
  }

  /** The thousandths of a CPU. */
  int cpuMilli() {
    return cpuMilli;
  }

  /** The memory, in bytes. */
  long memoryBytes() {
    return memoryBytes;
  }

  /** How many shares of this size there is room for, each on one GPU. */
  int shares(int shareMilli) {
    int shares = idle * (Demand.WHOLE / shareMilli);
    for (int left : partial) {
      shares += left / shareMilli;
    }
    return shares;
  }

  /** What is left of GPUs that have this much left or more, in thousandths. */
  int leftWhereAtLeast(int shareMilli) {
    int sum = idle * Demand.WHOLE;
    for (int left : partial) {
      sum += left >= shareMilli ? left : 0;
    }
    return sum;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Room that
        && cpuMilli == that.cpuMilli
        && memoryBytes == that.memoryBytes
        && idle == that.idle
        && Arrays.equals(partial, that.partial);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  private Room less(Demand demand, int idleLeft, int[] partialLeft) {
    return new Room(
        cpuMilli - demand.cpuMilli(), memoryBytes - demand.memoryBytes(), idleLeft, partialLeft);
  }
}

package io.trainmaster.replay.jobs;

import java.util.Arrays;

/** Nodes with the same number of GPUs each, and how many are free on each. */
final class GpuNodes {

  private final int gpusEach;
  private final int[] free;

  GpuNodes(int nodes, int gpusEach) {
    this.gpusEach = gpusEach;
    this.free = new int[nodes];
    empty();
  }

  /** Frees all. */
  void empty() {
    Arrays.fill(free, gpusEach);
  }

  /**
   * Takes GPUs where there are enough: on the first node with room, or, for more than one node has,
   * as many idle nodes as are filled and the rest on one more.
   */
  boolean take(int gpus) {
    int whole = gpus <= gpusEach ? 0 : gpus / gpusEach;
    int[] before = free.clone();
    boolean taken = true;
    for (int i = 0; i < whole && taken; i++) {
      taken = takeOnOne(gpusEach);
    }
    if (taken && takeOnOne(gpus - whole * gpusEach)) {
      return true;
    }
    System.arraycopy(before, 0, free, 0, free.length);
    return false;
  }

  private boolean takeOnOne(int gpus) {
    for (int node = 0; node < free.length; node++) {
      if (free[node] >= gpus) {
        free[node] -= gpus;
        return true;
      }
    }
    return false;
  }
}

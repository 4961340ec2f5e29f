package io.trainmaster.fleet;

import java.util.Arrays;
import java.util.List;

/**
 * What a node has left, and what kinds of tasks are on it. Mutable, for one thread; within a {@link
 * Fleet} it is changed through the fleet alone.
 */
public final class NodeState {

  private final String name;
  private final String model;
  private final int[] shareLeft;
  private final int[] tasksByGpus;
  private int cpuMilliLeft;
  private long memoryBytesLeft;
  private int gpuMilliLeft;
  private int largestShare;
  private int idleGpus;

  /**
   * A node of which nothing is taken.
   *
   * @param model the model of its GPUs, all alike; empty where it has none
   */
  public NodeState(String name, int cpuMilli, long memoryBytes, int gpus, String model) {
    if (cpuMilli < 0 || memoryBytes < 0 || gpus < 0) {
      throw new IllegalArgumentException("A node can't have less than nothing.");
    }
    this.name = name;
    this.model = model;
    this.cpuMilliLeft = cpuMilli;
    this.memoryBytesLeft = memoryBytes;
    this.shareLeft = new int[gpus];
    this.tasksByGpus = new int[gpus + 1];
    Arrays.fill(shareLeft, Demand.WHOLE);
    count();
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** The model of its GPUs. */
  public String model() {
    return model;
  }

  /** How many GPUs it has. */
  public int gpus() {
    return shareLeft.length;
  }

  /** The thousandths of a CPU that are left. */
  public int cpuMilliLeft() {
    return cpuMilliLeft;
  }

  /** The memory that is left, in bytes. */
  public long memoryBytesLeft() {
    return memoryBytesLeft;
  }

  /** The thousandths left of one GPU. */
  public int shareLeft(int gpu) {
    return shareLeft[gpu];
  }

  /** The thousandths left of all GPUs together. */
  public int gpuMilliLeft() {
    return gpuMilliLeft;
  }

  /** How many GPUs nobody has a part of. */
  public int idleGpus() {
    return idleGpus;
  }

  /** Whether there is room: CPU, memory, and GPUs of a right model. */
  public boolean fits(Demand demand) {
    return demand.cpuMilli() <= cpuMilliLeft
        && demand.memoryBytes() <= memoryBytesLeft
        && (demand.gpus() == 0 || gpusFit(demand));
  }

  /** Whether a task is here that has GPUs as this demand would: a share, or as many whole ones. */
  public boolean hasAlike(Demand demand) {
    return demand.gpus() > 0 && demand.gpus() <= gpus() && tasksByGpus[kind(demand)] > 0;
  }

  /**
   * How many kinds of tasks with GPUs are here: those with a share are one kind, those with one
   * whole GPU another, and so on.
   */
  public int kinds() {
    int kinds = 0;
    for (int tasks : tasksByGpus) {
      kinds += tasks > 0 ? 1 : 0;
    }
    return kinds;
  }

  /**
   * Takes what a demand asks for.
   *
   * @throws IllegalArgumentException where it doesn't fit, or not on these GPUs; nothing is taken
   */
  public void take(Demand demand, List<Integer> gpus) {
    if (!fits(demand) || gpus.size() != demand.gpus()) {
      throw new IllegalArgumentException("%s has no room for %s".formatted(name, demand));
    }
    for (int gpu : gpus) {
      if (shareLeft[gpu] < demand.shareMilli()) {
        throw new IllegalArgumentException(
            "GPU %d of %s has %d thousandths left".formatted(gpu, name, shareLeft[gpu]));
      }
    }
    change(demand, gpus, 1);
  }

  /** Gives back what {@link #take} took. */
  public void release(Demand demand, List<Integer> gpus) {
    change(demand, gpus, -1);
  }

  private void change(Demand demand, List<Integer> gpus, int sign) {
    cpuMilliLeft -= sign * demand.cpuMilli();
    memoryBytesLeft -= sign * demand.memoryBytes();
    for (int gpu : gpus) {
      shareLeft[gpu] -= sign * demand.shareMilli();
    }
    if (demand.gpus() > 0) {
      tasksByGpus[kind(demand)] += sign;
    }
    count();
  }

  private boolean gpusFit(Demand demand) {
    boolean room =
        demand.shares() ? largestShare >= demand.shareMilli() : idleGpus >= demand.gpus();
    return room && demand.allows(model);
  }

  private static int kind(Demand demand) {
    return demand.shares() ? 0 : demand.gpus();
  }

  private void count() {
    gpuMilliLeft = 0;
    largestShare = 0;
    idleGpus = 0;
    for (int left : shareLeft) {
      gpuMilliLeft += left;
      largestShare = Math.max(largestShare, left);
      idleGpus += left == Demand.WHOLE ? 1 : 0;
    }
  }
}

package io.trainmaster.fleet;

import java.util.Arrays;
import java.util.List;

/**
 * What a node has left, and what kinds of tasks are on it. Mutable, for one thread; within a {@link
 * Fleet} it is changed through the fleet alone.
 */
public final class NodeState {

  private final String name;

  /** One where all its GPUs are alike, and for each of them one where they aren't. */
  private final GpuKind[] kinds;

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
   * @param model the model of its GPUs, all alike, whose memory doesn't matter; empty where it has
   *     none
   */
  public NodeState(String name, int cpuMilli, long memoryBytes, int gpus, String model) {
    this(name, cpuMilli, memoryBytes, gpus, new GpuKind[] {new GpuKind(model, 0)});
  }

  /**
   * A node of which nothing is taken.
   *
   * @param gpus the kind of each of its GPUs
   */
  public NodeState(String name, int cpuMilli, long memoryBytes, List<GpuKind> gpus) {
    this(name, cpuMilli, memoryBytes, gpus.size(), distinct(gpus));
  }

  private NodeState(String name, int cpuMilli, long memoryBytes, int gpus, GpuKind[] kinds) {
    if (cpuMilli < 0 || memoryBytes < 0 || gpus < 0) {
      throw new IllegalArgumentException("A node can't have less than nothing.");
    }
    this.name = name;
    this.kinds = kinds;
    this.cpuMilliLeft = cpuMilli;
    this.memoryBytesLeft = memoryBytes;
    this.shareLeft = new int[gpus];
    this.tasksByGpus = new int[gpus + 1];
    Arrays.fill(shareLeft, Demand.WHOLE);
    count();
  }

  private static GpuKind[] distinct(List<GpuKind> gpus) {
    List<GpuKind> distinct = gpus.stream().distinct().toList();
    return switch (distinct.size()) {
      case 0 -> new GpuKind[] {new GpuKind("", 0)};
      case 1 -> new GpuKind[] {distinct.get(0)};
      default -> gpus.toArray(new GpuKind[0]);
    };
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** The model of its GPUs, or of the first where they aren't alike. */
  public String model() {
    return kinds[0].model();
  }

  /** Whether all its GPUs are of one kind. */
  public boolean isUniform() {
    return kinds.length == 1;
  }

  /** The kind of one of its GPUs. */
  public GpuKind kind(int gpu) {
    return kinds[kinds.length == 1 ? 0 : gpu];
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

  /** Whether there is room: CPU, memory, and GPUs of a right kind. */
  public boolean fits(Demand demand) {
    return demand.cpuMilli() <= cpuMilliLeft
        && demand.memoryBytes() <= memoryBytesLeft
        && (demand.gpus() == 0 || gpusFit(demand));
  }

  /** Whether a task is here that has GPUs as this demand would: a share, or as many whole ones. */
  public boolean hasAlike(Demand demand) {
    return demand.gpus() > 0 && demand.gpus() <= gpus() && tasksByGpus[row(demand)] > 0;
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
      if (shareLeft[gpu] < demand.shareOf(kind(gpu))) {
        throw new IllegalArgumentException(
            "GPU %d of %s has %d thousandths left".formatted(gpu, name, shareLeft[gpu]));
      }
    }
    change(demand, gpus, 1);
  }

  /**
   * Takes CPU and memory that something has here, whether or not there is so much: what is left may
   * be less than nothing until it is given back. Less than nothing gives back.
   */
  public void hold(int cpuMilli, long memoryBytes) {
    cpuMilliLeft -= cpuMilli;
    memoryBytesLeft -= memoryBytes;
  }

  /** Takes thousandths of one GPU in the same way. */
  public void holdShare(int gpu, int milli) {
    shareLeft[gpu] -= milli;
    count();
  }

  /** Gives back what {@link #take} took. */
  public void release(Demand demand, List<Integer> gpus) {
    change(demand, gpus, -1);
  }

  private void change(Demand demand, List<Integer> gpus, int sign) {
    cpuMilliLeft -= sign * demand.cpuMilli();
    memoryBytesLeft -= sign * demand.memoryBytes();
    for (int gpu : gpus) {
      shareLeft[gpu] -= sign * demand.shareOf(kind(gpu));
    }
    if (demand.gpus() > 0) {
      tasksByGpus[row(demand)] += sign;
      count();
    }
  }

  private boolean gpusFit(Demand demand) {
    boolean room =
        demand.shares() ? largestShare >= demand.shareMilli() : idleGpus >= demand.gpus();
    if (!room || kinds.length > 1) {
      return room && enough(demand);
    }
    int share = demand.shareOf(kinds[0]);
    return demand.shares() ? share <= largestShare : share != Demand.NEVER;
  }

  /** Whether so many of GPUs that aren't alike have room. */
  private boolean enough(Demand demand) {
    int found = 0;
    for (int gpu = 0; gpu < shareLeft.length; gpu++) {
      found += shareLeft[gpu] >= demand.shareOf(kinds[gpu]) ? 1 : 0;
    }
    return found >= demand.gpus();
  }

  private static int row(Demand demand) {
    return demand.shares() ? 0 : demand.gpus();
  }

  private void count() {
    gpuMilliLeft = 0;
    largestShare = 0;
    idleGpus = 0;
    for (int left : shareLeft) {
      gpuMilliLeft += Math.max(0, left);
      largestShare = Math.max(largestShare, left);
      idleGpus += left == Demand.WHOLE ? 1 : 0;
    }
  }
}

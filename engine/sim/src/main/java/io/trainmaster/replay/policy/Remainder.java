package io.trainmaster.replay.policy;

import io.trainmaster.fleet.NodeState;
import java.util.Arrays;

/** What a node has left as far as fragments go: nodes with the same remainder are alike. */
final class Remainder {

  private final int cpuMilli;
  private final int[] ascending;
  private final String model;
  private final int hash;

  private Remainder(int cpuMilli, int[] ascending, String model) {
    this.cpuMilli = cpuMilli;
    this.ascending = ascending;
    this.model = model;
    this.hash = (Arrays.hashCode(ascending) * 31 + cpuMilli) * 31 + model.hashCode();
  }

  /** What a node has left. */
  static Remainder of(NodeState node) {
    int[] shares = new int[node.gpus()];
    for (int gpu = 0; gpu < shares.length; gpu++) {
      shares[gpu] = node.shareLeft(gpu);
    }
    Arrays.sort(shares);
    return new Remainder(node.cpuMilliLeft(), shares, node.model());
  }

  int cpuMilli() {
    return cpuMilli;
  }

  int gpus() {
    return ascending.length;
  }

  /** The thousandths left of a GPU, those with least left first. */
  int share(int gpu) {
    return ascending[gpu];
  }

  String model() {
    return model;
  }

  /** What is left once a share of one GPU is taken too, a GPU that has as much left as said. */
  Remainder without(int cpu, int left, int shareMilli) {
    int[] shares = ascending.clone();
    int at = Arrays.binarySearch(shares, left);
    shares[at] -= shareMilli;
    Arrays.sort(shares);
    return new Remainder(cpuMilli - cpu, shares, model);
  }

  /** What is left once whole GPUs are taken too. */
  Remainder withoutWhole(int cpu, int gpus) {
    int[] shares = ascending.clone();
    Arrays.fill(shares, shares.length - gpus, shares.length, 0);
    Arrays.sort(shares);
    return new Remainder(cpuMilli - cpu, shares, model);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Remainder that
        && cpuMilli == that.cpuMilli
        && Arrays.equals(ascending, that.ascending)
        && model.equals(that.model);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}

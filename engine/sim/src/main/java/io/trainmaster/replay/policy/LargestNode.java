package io.trainmaster.replay.policy;

/** The node that the published scores measure others by. */
final class LargestNode {

  /** Thousandths of a CPU. */
  static final double CPU_MILLI = 128_000;

  /** Thousandths of all GPUs. */
  static final double GPU_MILLI = 8_000;

  private LargestNode() {}
}

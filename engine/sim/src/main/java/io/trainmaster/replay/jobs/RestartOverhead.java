package io.trainmaster.replay.jobs;

import java.util.Map;

/**
 * How long a job takes to get going again, in seconds, as measured and published with Muri for some
 * models and numbers of GPUs.
 */
final class RestartOverhead {

  private static final double OF_OTHER_MODELS = 10;

  /** By model: for 1, 2, 4, 8, 16 and 32 GPUs. */
  private static final Map<String, int[]> SECONDS =
      Map.of(
          "vgg16", new int[] {7, 7, 8, 9, 9, 10},
          "vgg19", new int[] {7, 7, 8, 9, 10, 10},
          "resnet18", new int[] {4, 5, 5, 7, 7, 7},
          "shufflenet_v2_x1_0", new int[] {4, 4, 5, 5, 7, 8},
          "bert", new int[] {10, 10, 10, 10, 10, 10},
          "gpt2", new int[] {10, 10, 10, 10, 10, 10},
          "a2c", new int[] {38, 39, 39, 46, 46, 46},
          "dqn", new int[] {5, 5, 6, 6, 8, 8});

  private RestartOverhead() {}

  /** That of a job; between the numbers of GPUs that were measured, that of the next larger. */
  static double seconds(TraceJob job) {
    int[] measured = SECONDS.get(job.model());
    if (measured == null) {
      return OF_OTHER_MODELS;
    }
    int doublings = job.gpus() == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(job.gpus() - 1);
    return measured[Math.min(doublings, measured.length - 1)];
  }
}

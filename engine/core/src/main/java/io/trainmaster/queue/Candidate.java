package io.trainmaster.queue;

/**
 * One that asks for GPUs or has them, as far as its turn depends on it.
 *
 * @param arrival counts those that arrived before it
 * @param gpus how many it asks for, 1 or more
 * @param heldSeconds how long it has had them so far, all times together
 * @param remainingSeconds how long it will still need them, as far as is known or estimated; 0
 *     where the order asked for doesn't use it
 * @param running whether it has them now
 */
public record Candidate(
    long arrival, int gpus, double heldSeconds, double remainingSeconds, boolean running) {

  public Candidate {
    if (gpus < 1 || !(heldSeconds >= 0) || !(remainingSeconds >= 0)) {
      throw new IllegalArgumentException(
          "%d GPUs, held for %s seconds and for %s more, can't be."
              .formatted(gpus, heldSeconds, remainingSeconds));
    }
  }

  /** The time that it has held GPUs, times their number. */
  public double attainedGpuSeconds() {
    return heldSeconds * gpus;
  }

  /** The time that it will still need GPUs, times their number. */
  public double remainingGpuSeconds() {
    return remainingSeconds * gpus;
  }
}

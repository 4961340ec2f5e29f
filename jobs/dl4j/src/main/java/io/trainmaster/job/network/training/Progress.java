package io.trainmaster.job.network.training;

import java.util.Optional;

/**
 * How far a training is, with all that is needed to go on from there.
 *
 * @param epochs how many are done
 * @param steps how many minibatches were learned from
 * @param state of the network
 * @param best the best epoch so far, where the plan stops early
 * @param history what was measured
 */
record Progress(int epochs, long steps, NetworkState state, Optional<Best> best, History history) {

  /**
   * The best epoch so far.
   *
   * @param epoch counted from 1
   * @param value of the metric that is watched
   */
  record Best(int epoch, double value, float[] weights) {}
}

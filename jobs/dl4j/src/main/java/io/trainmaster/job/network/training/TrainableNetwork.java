package io.trainmaster.job.network.training;

/** A network that is being trained. Used by one thread at a time. */
public interface TrainableNetwork extends ScoringNetwork {

  /**
   * Learns from a minibatch.
   *
   * @param step counted from 0 over the whole training; with the seed, it decides what dropout
   *     leaves out
   * @return the mean loss of the examples before they were learned from
   */
  double learn(Minibatch batch, long step);

  /** Sets the learning rate of the steps to come. */
  void rate(double rate);

  /** A copy of what it has learned so far. */
  NetworkState state();

  /**
   * Goes back to a state.
   *
   * @throws IllegalArgumentException where the state is of another network
   */
  void restore(NetworkState state);
}

package io.trainmaster.job.network.training;

/** A network that answers. Used by one thread at a time. */
public interface ScoringNetwork extends AutoCloseable {

  /** How many units the output layer has. */
  int units();

  /**
   * Answers examples.
   *
   * @param features the numbers of the examples, one after the other
   * @param rows how many examples
   * @return the numbers of the output layer for each example, one after the other
   */
  float[] answer(float[] features, int rows);

  @Override
  void close();
}

package io.trainmaster.job.network.training;

import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.TrainingPlan;

/** A framework that runs networks. */
public interface NetworkBackend {

  /** Its name, such as {@code dl4j-cpu}; weights of one backend are of no use to another. */
  String name();

  /**
   * Builds a network with random weights, which depend on nothing but the description and the seed.
   *
   * @param threads how many threads it may use; must not change a result
   */
  TrainableNetwork create(NetworkDescription description, TrainingPlan plan, int threads);

  /**
   * Builds a network that was trained before.
   *
   * @param weights as {@link NetworkState#weights} gave them
   * @throws IllegalArgumentException where there are too few weights or too many
   */
  ScoringNetwork load(NetworkDescription description, float[] weights, int threads);
}

package io.trainmaster.job.dl4j.backend;

import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.Optimizer;
import io.trainmaster.job.network.TrainingPlan;
import io.trainmaster.job.network.training.NetworkBackend;
import io.trainmaster.job.network.training.ScoringNetwork;
import io.trainmaster.job.network.training.TrainableNetwork;

/** Deeplearning4j, on whatever ND4J found to compute with. */
public final class Dl4jBackend implements NetworkBackend {

  @Override
  public String name() {
    return "dl4j-cpu";
  }

  @Override
  public TrainableNetwork create(NetworkDescription description, TrainingPlan plan, int threads) {
    return new Dl4jNetwork(
        description,
        ConfigurationBuilder.build(description, plan.optimizer(), plan.l2(), plan.seed()),
        plan.seed(),
        threads);
  }

  @Override
  public ScoringNetwork load(NetworkDescription description, float[] weights, int threads) {
    // Which optimizer makes no difference to answers; this one keeps no state.
    Dl4jNetwork network =
        new Dl4jNetwork(
            description,
            ConfigurationBuilder.build(description, new Optimizer.Sgd(1, 0), 0, 0),
            0,
            threads);
    network.weights(weights);
    return network;
  }
}

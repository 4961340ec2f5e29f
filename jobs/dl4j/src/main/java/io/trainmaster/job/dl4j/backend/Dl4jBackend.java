package io.trainmaster.job.dl4j.backend;

import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.Optimizer;
import io.trainmaster.job.network.TrainingPlan;
import io.trainmaster.job.network.training.NetworkBackend;
import io.trainmaster.job.network.training.ScoringNetwork;
import io.trainmaster.job.network.training.TrainableNetwork;
import java.util.Map;
import java.util.function.Consumer;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.common.config.ND4JSystemProperties;

/** Deeplearning4j on CPUs or on a GPU. */
public final class Dl4jBackend implements NetworkBackend {

  private final Device device;

  private Dl4jBackend(Device device) {
    this.device = device;
    // What ND4J would choose, and what it would say of itself, has to be settled before it loads.
    System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
    ND4JClassLoading.setNd4jClassloader(
        new OneBackendClassLoader(Dl4jBackend.class.getClassLoader(), device.backendClass()));
  }

  /**
   * On what this process was given.
   *
   * @param environment of the process: {@code CUDA_VISIBLE_DEVICES} names its GPUs
   * @param log told where GPUs were given that are not used
   * @throws TaskException where a GPU was given that Deeplearning4j can't use
   */
  public static Dl4jBackend choose(Map<String, String> environment, Consumer<String> log)
      throws TaskException {
    boolean cudaBuild =
        Dl4jBackend.class
                .getClassLoader()
                .getResource(Device.CUDA.backendClass().replace('.', '/') + ".class")
            != null;
    return new Dl4jBackend(Device.choose(environment, cudaBuild, new NvidiaSmi(), log));
  }

  /** On CPUs, whatever else there is. */
  public static Dl4jBackend onCpus() {
    return new Dl4jBackend(Device.CPU);
  }

  @Override
  public String name() {
    return device.backendName();
  }

  @Override
  public TrainableNetwork create(NetworkDescription description, TrainingPlan plan, int threads) {
    return network(description, plan.optimizer(), plan.l2(), plan.seed(), threads);
  }

  @Override
  public ScoringNetwork load(NetworkDescription description, float[] weights, int threads) {
    // Which optimizer makes no difference to answers; this one keeps no state.
    Dl4jNetwork network = network(description, new Optimizer.Sgd(1, 0), 0, 0, threads);
    network.weights(weights);
    return network;
  }

  private Dl4jNetwork network(
      NetworkDescription description, Optimizer optimizer, double l2, long seed, int threads) {
    // A GPU is fastest with all of a minibatch at once.
    return device == Device.CPU
        ? new Dl4jNetwork(
            description,
            ConfigurationBuilder.build(description, optimizer, l2, seed),
            seed,
            Dl4jNetwork.SHARD_ROWS,
            threads)
        : new Dl4jNetwork(
            description,
            ConfigurationBuilder.build(description, optimizer, l2, seed),
            seed,
            Integer.MAX_VALUE,
            1);
  }
}

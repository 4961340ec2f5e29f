package io.trainmaster.job.dl4j.backend;

import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.training.Minibatch;
import io.trainmaster.job.network.training.NetworkState;
import io.trainmaster.job.network.training.TrainableNetwork;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network on Deeplearning4j. A minibatch is cut into parts of a fixed number of rows, whose
 * gradients are added in order; batch normalisation takes its means over a part. So the weights
 * after a step are the same, bit for bit, whatever the number of threads.
 */
final class Dl4jNetwork implements TrainableNetwork {

  /** Rows of a part on CPUs: few enough for a core's cache. Another number changes results. */
  static final int SHARD_ROWS = 32;

  private static final long STEP_FACTOR = 0x9e3779b97f4a7c15L;

  private final NetworkDescription description;
  private final MultiLayerNetwork network;
  private final Shards shards;
  private final List<long[]> running;
  private final long seed;
  private final int shardRows;
  private final List<INDArray> gradients = new ArrayList<>();

  Dl4jNetwork(
      NetworkDescription description,
      MultiLayerConfiguration configuration,
      long seed,
      int shardRows,
      int threads) {
    NativeThreads.useOne();
    Replica first = Replica.first(description, configuration, seed);
    this.description = description;
    this.network = first.network();
    this.shards = new Shards(first, threads);
    this.running = runningStatistics(network);
    this.seed = seed;
    this.shardRows = shardRows;
  }

  @Override
  public int units() {
    return description.outputs();
  }

  @Override
  public double learn(Minibatch batch, long step) {
    int count = Shards.count(batch.rows(), shardRows);
    while (gradients.size() < count) {
      gradients.add(Nd4j.create(network.getFlattenedGradients().shape()));
    }
    double[] losses = new double[count];
    shards.each(
        batch.rows(),
        shardRows,
        (replica, shard, from, rows) -> {
          losses[shard] =
              replica.gradient(batch.features(), batch.answers(), from, rows, seed(step, shard));
          INDArray gradient = replica.network().getFlattenedGradients();
          weighRunningStatistics(gradient, (double) rows / batch.rows());
          gradients.get(shard).assign(gradient);
        });
    double loss = 0;
    INDArray sum = network.getFlattenedGradients().assign(gradients.get(0));
    for (int shard = 0; shard < count; shard++) {
      loss += losses[shard];
      if (shard > 0) {
        sum.addi(gradients.get(shard));
      }
    }
    update(sum, step, batch.rows());
    return loss / batch.rows();
  }

  private void update(INDArray gradient, long step, int rows) {
    network
        .getUpdater()
        .update(
            network,
            network.gradient(),
            Math.toIntExact(step),
            0,
            rows,
            LayerWorkspaceMgr.noWorkspaces());
    network.params().subi(gradient.reshape(network.params().shape()));
  }

  /**
   * The means and variances that batch normalisation keeps are moved by a part's gradient as a
   * whole: parts have to be averaged where other gradients are summed.
   */
  private void weighRunningStatistics(INDArray gradient, double weight) {
    for (long[] range : running) {
      gradient
          .reshape(gradient.length())
          .get(NDArrayIndex.interval(range[0], range[1]))
          .muli(weight);
    }
  }

  /** Where in the weights the means and variances of batch normalisation stand: from, to. */
  private static List<long[]> runningStatistics(MultiLayerNetwork network) {
    List<long[]> ranges = new ArrayList<>();
    network
        .paramTable()
        .forEach(
            (name, values) -> {
              if (name.endsWith("_" + BatchNormalizationParamInitializer.GLOBAL_MEAN)
                  || name.endsWith("_" + BatchNormalizationParamInitializer.GLOBAL_VAR)
                  || name.endsWith("_" + BatchNormalizationParamInitializer.GLOBAL_LOG_STD)) {
                ranges.add(new long[] {values.offset(), values.offset() + values.length()});
              }
            });
    return ranges;
  }

  private long seed(long step, int shard) {
    return seed ^ (STEP_FACTOR * (((step + 1) << 20) + shard));
  }

  @Override
  public void rate(double rate) {
    network.setLearningRate(rate);
  }

  @Override
  public float[] answer(float[] features, int rows) {
    float[] answers = new float[rows * units()];
    shards.each(
        rows,
        shardRows,
        (replica, shard, from, some) -> {
          float[] part = replica.answer(features, from, some);
          System.arraycopy(part, 0, answers, from * units(), part.length);
        });
    return answers;
  }

  @Override
  public NetworkState state() {
    INDArray optimizer = network.getUpdater().getStateViewArray();
    return new NetworkState(
        network.params().dup('c').data().asFloat(),
        optimizer == null ? new float[0] : optimizer.dup('c').data().asFloat());
  }

  @Override
  public void restore(NetworkState state) {
    weights(state.weights());
    INDArray optimizer = network.getUpdater().getStateViewArray();
    long length = optimizer == null ? 0 : optimizer.length();
    if (length != state.optimizer().length) {
      throw new IllegalArgumentException("The optimizer's state is of another network");
    }
    if (optimizer != null) {
      optimizer.assign(Nd4j.create(state.optimizer(), optimizer.shape(), 'c'));
    }
  }

  /**
   * Sets the weights.
   *
   * @throws IllegalArgumentException where they are of another network
   */
  void weights(float[] weights) {
    if (weights.length != network.numParams()) {
      throw new IllegalArgumentException(
          "%d weights for a network of %d".formatted(weights.length, network.numParams()));
    }
    network.params().assign(Nd4j.create(weights, network.params().shape(), 'c'));
  }

  @Override
  public void close() {
    shards.close();
    gradients.forEach(INDArray::close);
    network.close();
  }
}

package io.trainmaster.job.dl4j.backend;

import io.trainmaster.job.network.NetworkDescription;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network that computes for one thread at a time. Replicas of one network share its weights, so
 * that changing them needs no copies.
 */
final class Replica {

  private final NetworkDescription description;
  private final MultiLayerNetwork network;

  private Replica(NetworkDescription description, MultiLayerNetwork network) {
    this.description = description;
    this.network = network;
  }

  /** A network with weights of its own, random by the seed. */
  static Replica first(
      NetworkDescription description, MultiLayerConfiguration configuration, long seed) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    Nd4j.getRandom().setSeed(seed);
    network.init();
    network.initGradientsView();
    return new Replica(description, network);
  }

  /** A network on the weights of this one. */
  Replica another() {
    MultiLayerNetwork other = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    other.init(network.params(), false);
    other.initGradientsView();
    return new Replica(description, other);
  }

  MultiLayerNetwork network() {
    return network;
  }

  /**
   * Computes the gradient of some examples; it stands in the network's flattened gradients then,
   * summed over the examples.
   *
   * @param seed decides what dropout leaves out
   * @return the sum of the examples' losses
   */
  double gradient(float[] features, float[] answers, int from, int rows, long seed) {
    int units = description.outputs();
    try (INDArray input = input(features, from, rows);
        INDArray labels =
            Nd4j.create(
                Arrays.copyOfRange(answers, from * units, (from + rows) * units),
                new long[] {rows, units},
                'c')) {
      // The random numbers of a thread are its own: which thread computes must not matter.
      Nd4j.getRandom().setSeed(seed);
      network.setInput(input);
      network.setLabels(labels);
      network.computeGradientAndScore();
      return network.score() * rows;
    } finally {
      network.setInput((@Nullable INDArray) null);
      network.setLabels((@Nullable INDArray) null);
    }
  }

  /** The numbers of the output layer for some examples. */
  float[] answer(float[] features, int from, int rows) {
    try (INDArray input = input(features, from, rows);
        INDArray output = network.output(input, false)) {
      return output.dup('c').data().asFloat();
    }
  }

  private INDArray input(float[] features, int from, int rows) {
    return Nd4j.create(
        PixelOrder.rows(description.input(), features, from, rows),
        PixelOrder.shape(description.input(), rows),
        'c');
  }
}

package io.trainmaster.job.dl4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.ArchitectureParser;
import io.trainmaster.job.network.Block;
import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.PlanParser;
import io.trainmaster.job.network.Shape;
import io.trainmaster.job.network.TrainingPlan;
import io.trainmaster.job.network.training.Minibatch;
import io.trainmaster.job.network.training.NetworkState;
import io.trainmaster.job.network.training.ScoringNetwork;
import io.trainmaster.job.network.training.TrainableNetwork;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Dl4jBackendTest {

  private static final Shape IMAGE = new Shape.Image(6, 5, 3);

  private final Dl4jBackend backend = Dl4jBackend.onCpus();

  @Test
  void hasAsManyWeightsAsTheDescriptionCounts() throws TaskException {
    NetworkDescription description = describe(IMAGE, everyLayer());
    try (TrainableNetwork network = backend.create(description, plan(everyLayer()), 1)) {
      assertThat((long) network.state().weights().length).isEqualTo(description.weights());
    }
  }

  @Test
  void startsFromTheSeed() throws TaskException {
    assertThat(firstWeights(1)).isEqualTo(firstWeights(1));
    assertThat(firstWeights(1)).isNotEqualTo(firstWeights(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "rmsprop", "adagrad", "sgd"})
  void learnsTheSameOnAnyNumberOfThreads(String optimizer) throws TaskException {
    Block block = everyLayer().optimizer(optimizer, "rate", 0.01);
    NetworkState one = learn(block, 1, 4);
    NetworkState three = learn(block, 3, 4);
    assertThat(three.weights()).isEqualTo(one.weights());
    assertThat(three.optimizer()).isEqualTo(one.optimizer());
  }

  @Test
  void goesOnFromAStateAsIfNothingHadHappened() throws TaskException {
    Block block = everyLayer().optimizer("sgd", "rate", 0.01, "momentum", 0.9);
    NetworkState whole = learn(block, 1, 4);
    NetworkDescription description = describe(IMAGE, block);
    NetworkState half = learn(block, 1, 2);
    try (TrainableNetwork network = backend.create(description, plan(block), 1)) {
      network.restore(half);
      network.learn(batch(70, 2), 2);
      network.learn(batch(70, 3), 3);
      assertThat(network.state().weights()).isEqualTo(whole.weights());
    }
  }

  /** Plain descent by hand on a network of one layer, over three parts of a minibatch. */
  @Test
  void descendsAlongTheMeanGradient() throws TaskException {
    Block block = new Block().output("identity").optimizer("sgd", "rate", 0.5).line("l2", 0.0);
    NetworkDescription description = describe(new Shape.Vector(1), block);
    int rows = 70;
    float[] features = new float[rows];
    float[] answers = new float[rows];
    Random random = new Random(3);
    for (int row = 0; row < rows; row++) {
      features[row] = random.nextFloat();
      answers[row] = 2 * features[row] + 1;
    }
    try (TrainableNetwork network = backend.create(description, plan(block), 2)) {
      float weight = network.state().weights()[0];
      float bias = network.state().weights()[1];
      double weightGradient = 0;
      double biasGradient = 0;
      double loss = 0;
      for (int row = 0; row < rows; row++) {
        double error = weight * features[row] + bias - answers[row];
        loss += error * error / rows;
        weightGradient += 2 * error * features[row] / rows;
        biasGradient += 2 * error / rows;
      }
      assertThat(network.learn(new Minibatch(features, answers, rows), 0))
          .isCloseTo(loss, within(1e-5));
      assertThat((double) network.state().weights()[0])
          .isCloseTo(weight - 0.5 * weightGradient, within(1e-5));
      assertThat((double) network.state().weights()[1])
          .isCloseTo(bias - 0.5 * biasGradient, within(1e-5));
      network.rate(0.0001);
      network.learn(new Minibatch(features, answers, rows), 1);
      assertThat((double) network.state().weights()[0])
          .isCloseTo(weight - 0.5 * weightGradient, within(1e-3));
    }
  }

  /** The running mean of batch normalisation moves by the same share whatever the parts. */
  @Test
  void averagesWhatBatchNormalisationRemembers() throws TaskException {
    Block block = new Block().layer("batch_norm").output("identity").optimizer("sgd");
    NetworkDescription description = describe(new Shape.Vector(1), block);
    float[] fives = new float[96];
    Arrays.fill(fives, 5);
    try (TrainableNetwork network = backend.create(description, plan(block), 1)) {
      float[] before = network.state().weights();
      network.learn(new Minibatch(fives, new float[96], 96), 0);
      float[] after = network.state().weights();
      // A scale, a shift, a mean, a variance: the decay is 0.9.
      assertThat(before[2]).isZero();
      assertThat(after[2]).isCloseTo(0.5f, within(1e-5f));
    }
  }

  @Test
  void answersTheSameAfterLoading() throws TaskException {
    NetworkDescription description = describe(IMAGE, everyLayer());
    float[] features = batch(50, 9).features();
    try (TrainableNetwork network = backend.create(description, plan(everyLayer()), 1)) {
      network.learn(batch(70, 1), 0);
      float[] answers = network.answer(features, 50);
      assertThat(answers).hasSize(150);
      assertThat(answers[0] + answers[1] + answers[2]).isCloseTo(1f, within(1e-5f));
      try (ScoringNetwork loaded = backend.load(description, network.state().weights(), 2)) {
        assertThat(loaded.answer(features, 50)).isEqualTo(answers);
        assertThat(loaded.units()).isEqualTo(3);
      }
    }
  }

  @Test
  void refusesWeightsOfAnotherNetwork() throws TaskException {
    NetworkDescription description = describe(IMAGE, everyLayer());
    assertThatThrownBy(() -> backend.load(description, new float[7], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("7 weights for a network of ");
  }

  @Test
  void ordersPixelsChannelByChannel() {
    float[] features = {0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32};
    assertThat(PixelOrder.rows(new Shape.Image(1, 2, 3), features, 1, 1))
        .containsExactly(20, 30, 21, 31, 22, 32);
    assertThat(PixelOrder.rows(new Shape.Image(2, 3, 1), features, 1, 1))
        .containsExactly(20, 21, 22, 30, 31, 32);
    assertThat(PixelOrder.rows(new Shape.Vector(4), features, 2, 1))
        .containsExactly(22, 30, 31, 32);
    assertThat(PixelOrder.shape(IMAGE, 7)).containsExactly(7, 3, 6, 5);
  }

  private NetworkState learn(Block block, int threads, int steps) throws TaskException {
    try (TrainableNetwork network = backend.create(describe(IMAGE, block), plan(block), threads)) {
      for (int step = 0; step < steps; step++) {
        network.learn(batch(70, step), step);
      }
      return network.state();
    }
  }

  private float[] firstWeights(long seed) throws TaskException {
    Block block = everyLayer().with("seed", seed);
    try (TrainableNetwork network = backend.create(describe(IMAGE, block), plan(block), 1)) {
      return network.state().weights();
    }
  }

  private static Block everyLayer() {
    return new Block()
        .layer("conv", "filters", 4L, "kernel", 3L, "padding", "same")
        .pool("max", 2)
        .layer("batch_norm")
        .layer("conv", "filters", 5L, "kernel", 2L, "activation", "leaky_relu")
        .layer("dropout", "rate", 0.2)
        .layer("dense", "units", 6L, "activation", "tanh", "dropout", 0.3)
        .layer("dense", "units", 5L, "activation", "elu")
        .layer("dense", "units", 5L, "activation", "gelu")
        .layer("dense", "units", 5L, "activation", "sigmoid")
        .layer("dense", "units", 5L, "activation", "identity")
        .output("softmax")
        .line("l2", 0.001);
  }

  private static TrainingPlan plan(Block block) throws TaskException {
    return PlanParser.parse(block.arguments());
  }

  private static NetworkDescription describe(Shape input, Block block) throws TaskException {
    return NetworkDescription.of(
        input, ArchitectureParser.parse(block.layers()), input instanceof Shape.Image ? 3 : 1);
  }

  private static Minibatch batch(int rows, long seed) {
    Random random = new Random(seed);
    float[] features = new float[rows * IMAGE.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    float[] answers = new float[rows * 3];
    for (int row = 0; row < rows; row++) {
      answers[row * 3 + random.nextInt(3)] = 1;
    }
    return new Minibatch(features, answers, rows);
  }
}

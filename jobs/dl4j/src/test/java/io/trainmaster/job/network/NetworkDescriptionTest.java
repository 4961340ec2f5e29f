package io.trainmaster.job.network;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkDescriptionTest {

  private static final Shape DIGIT = new Shape.Image(28, 28, 1);

  @Test
  void followsTheShapes() throws TaskException {
    NetworkDescription network =
        describe(
            DIGIT,
            new Block()
                .layer("conv", "filters", 32L, "kernel", 5L)
                .pool("max", 2)
                .layer("conv", "filters", 64L, "kernel", 3L, "padding", "same")
                .layer("batch_norm")
                .layer("dropout", "rate", 0.5)
                .pool("max", 5)
                .layer("dense", "units", 128L)
                .output("softmax"),
            10);

    assertThat(network.shapes())
        .containsExactly(
            new Shape.Image(24, 24, 32),
            new Shape.Image(12, 12, 32),
            new Shape.Image(12, 12, 64),
            new Shape.Image(12, 12, 64),
            new Shape.Image(12, 12, 64),
            new Shape.Image(2, 2, 64),
            new Shape.Vector(128));
    assertThat(network.last()).isEqualTo(new Shape.Vector(128));
    assertThat(network.inputOf(0)).isEqualTo(DIGIT);
  }

  @Test
  void countsTheWeights() throws TaskException {
    NetworkDescription network =
        describe(
            DIGIT,
            new Block()
                .layer("conv", "filters", 32L, "kernel", 5L)
                .pool("max", 2)
                .layer("batch_norm")
                .layer("dense", "units", 100L)
                .layer("batch_norm")
                .output("softmax"),
            10);

    long convolution = (5 * 5 + 1) * 32;
    long dense = (12 * 12 * 32 + 1) * 100L;
    assertThat(network.weights())
        .isEqualTo(convolution + 4 * 32 + dense + 4 * 100 + (100 + 1) * 10);
  }

  @Test
  void namesTheLayerThatGetsTooLittle() {
    refused(
        () ->
            describe(
                new Shape.Image(12, 12, 3),
                new Block()
                    .layer("conv", "filters", 32L, "kernel", 5L)
                    .pool("max", 2)
                    .layer("conv", "filters", 64L, "kernel", 3L)
                    .layer("conv", "filters", 64L, "kernel", 5L)
                    .output("softmax"),
                10),
        TaskError.NETWORK_INVALID,
        "Layer conv 3 needs an input of at least 5×5; it gets 2×2×64.",
        "conv 3");
  }

  @Test
  void refusesAnImageLayerOnNumbers() {
    refused(
        () ->
            describe(
                new Shape.Vector(14),
                new Block().layer("conv", "filters", 4L, "kernel", 3L).output("softmax"),
                2),
        TaskError.NETWORK_INVALID,
        "Layer conv 1 needs an image; it gets 14 numbers.",
        "conv 1");
    refused(
        () ->
            describe(
                DIGIT, new Block().layer("dense", "units", 9L).pool("max", 2).output("softmax"), 2),
        TaskError.NETWORK_INVALID,
        "Layer pool 1 needs an image; it gets 9 numbers.",
        "pool 1");
  }

  @ParameterizedTest
  @CsvSource({
    "VALID, 28, 5, 1, 24",
    "VALID, 28, 2, 2, 14",
    "VALID, 7, 2, 2, 3",
    "VALID, 5, 5, 3, 1",
    "VALID, 4, 5, 1, 0",
    "SAME, 28, 5, 1, 28",
    "SAME, 28, 3, 2, 14",
    "SAME, 7, 2, 2, 4",
    "SAME, 2, 5, 1, 2",
  })
  void countsWindows(Padding padding, int length, int window, int stride, int windows) {
    assertThat(padding.windows(length, window, stride)).isEqualTo(windows);
  }

  @Test
  void aVectorAndAnImageHaveASize() {
    assertThat(new Shape.Image(4, 5, 3).size()).isEqualTo(60);
    assertThat(new Shape.Image(4, 5, 3)).hasToString("4×5×3");
    assertThat(new Shape.Vector(7)).hasToString("7 numbers");
  }

  private static NetworkDescription describe(Shape input, Block block, int outputs)
      throws TaskException {
    return NetworkDescription.of(input, ArchitectureParser.parse(block.layers()), outputs);
  }
}

package io.trainmaster.job.network;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import org.junit.jupiter.api.Test;

class ArchitectureParserTest {

  @Test
  void readsEveryLayerWithItsDefaults() throws TaskException {
    Architecture architecture =
        ArchitectureParser.parse(
            new Block()
                .layer("conv", "filters", 32L, "kernel", 5L)
                .pool("average", 3)
                .layer("pool")
                .layer("batch_norm")
                .layer("dense", "units", 128L)
                .layer("dropout", "rate", 0.25)
                .output("softmax")
                .layers());

    assertThat(architecture.layers())
        .containsExactly(
            new Layer.Convolution(32, 5, 1, Padding.VALID, Activation.RELU),
            new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, 3, Padding.VALID),
            new Layer.Pooling(Layer.Pooling.Kind.MAX, 2, 2, Padding.VALID),
            new Layer.BatchNormalization(),
            new Layer.Dense(128, Activation.RELU),
            new Layer.Dropout(0.25));
    assertThat(architecture.output()).isEqualTo(Output.SOFTMAX);
  }

  @Test
  void readsEverySetting() throws TaskException {
    Architecture architecture =
        ArchitectureParser.parse(
            new Block()
                .layer(
                    "conv",
                    "filters",
                    8L,
                    "kernel",
                    3L,
                    "stride",
                    2L,
                    "padding",
                    "same",
                    "activation",
                    "leaky_relu")
                .layer("pool", "kind", "max", "size", 3L, "stride", 1L, "padding", "same")
                .layer("dense", "units", 4L, "activation", "tanh")
                .output("sigmoid")
                .layers());

    assertThat(architecture.layers())
        .containsExactly(
            new Layer.Convolution(8, 3, 2, Padding.SAME, Activation.LEAKY_RELU),
            new Layer.Pooling(Layer.Pooling.Kind.MAX, 3, 1, Padding.SAME),
            new Layer.Dense(4, Activation.TANH));
  }

  @Test
  void makesTheDropoutOfALayerALayer() throws TaskException {
    Architecture architecture =
        ArchitectureParser.parse(
            new Block()
                .layer("dense", "units", 128L, "dropout", 0.5)
                .layer("dense", "units", 64L, "dropout", 0.0)
                .output("identity")
                .layers());

    assertThat(architecture.layers())
        .containsExactly(
            new Layer.Dense(128, Activation.RELU),
            new Layer.Dropout(0.5),
            new Layer.Dense(64, Activation.RELU));
  }

  @Test
  void refusesANetworkWithoutAnEnd() {
    refused(
        () -> ArchitectureParser.parse(new Block().layer("dense", "units", 4L).layers()),
        TaskError.NETWORK_INVALID,
        "The network has no output.",
        "network");
  }

  @Test
  void refusesALayerAfterTheOutput() {
    refused(
        () ->
            ArchitectureParser.parse(
                new Block().output("softmax").layer("dense", "units", 4L).layers()),
        TaskError.NETWORK_INVALID,
        "Layer dense 1 comes after the output.",
        "dense 1");
  }

  @Test
  void refusesALayerThatThereIsNot() {
    refused(
        () -> ArchitectureParser.parse(new Block().layer("lstm", "units", 4L).layers()),
        TaskError.NETWORK_INVALID,
        "There is no layer lstm.",
        "lstm 1");
  }

  @Test
  void namesTheSecondOfItsKind() {
    refused(
        () ->
            ArchitectureParser.parse(
                new Block()
                    .layer("dense", "units", 4L)
                    .layer("dropout", "rate", 0.1)
                    .layer("dense", "units", 0L)
                    .layers()),
        TaskError.ARGUMENT_INVALID,
        "The units of dense 2 must be a whole number of at least 1; it is 0.",
        "dense 2");
  }

  @Test
  void refusesWhatIsMissingOrUnknown() {
    refused(
        () -> ArchitectureParser.parse(new Block().layer("conv", "filters", 4L).layers()),
        TaskError.ARGUMENT_INVALID,
        "Conv 1 has no kernel.",
        "conv 1");
    refused(
        () ->
            ArchitectureParser.parse(
                new Block().layer("dense", "units", 4L, "filters", 4L).layers()),
        TaskError.ARGUMENT_INVALID,
        "Dense 1 has no setting filters.",
        "dense 1");
    refused(
        () ->
            ArchitectureParser.parse(
                new Block().layer("dense", "units", 4L, "activation", "swish").layers()),
        TaskError.ARGUMENT_INVALID,
        "The activation of dense 1 must be one of identity, relu, leaky_relu, elu, gelu, tanh,"
            + " sigmoid; it is swish.",
        "dense 1");
    refused(
        () -> ArchitectureParser.parse(new Block().layer("dropout", "rate", 1.0).layers()),
        TaskError.ARGUMENT_INVALID,
        "The rate of dropout 1 must be from 0.0 to less than 1.0; it is 1.0.",
        "dropout 1");
  }
}

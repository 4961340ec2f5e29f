package io.trainmaster.job.dl4j.backend;

import io.trainmaster.job.network.Activation;
import io.trainmaster.job.network.Layer;
import io.trainmaster.job.network.NetworkDescription;
import io.trainmaster.job.network.Optimizer;
import io.trainmaster.job.network.Output;
import io.trainmaster.job.network.Padding;
import io.trainmaster.job.network.Shape;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Says a description in Deeplearning4j's words. */
final class ConfigurationBuilder {

  private final NetworkDescription description;

  private ConfigurationBuilder(NetworkDescription description) {
    this.description = description;
  }

  /**
   * A network to train or to answer with.
   *
   * @param l2 the factor of the squared weights in the loss
   */
  static MultiLayerConfiguration build(
      NetworkDescription description, Optimizer optimizer, double l2, long seed) {
    return new ConfigurationBuilder(description).build(optimizer, l2, seed);
  }

  private MultiLayerConfiguration build(Optimizer optimizer, double l2, long seed) {
    NeuralNetConfiguration.Builder common =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.XAVIER)
            .updater(updater(optimizer))
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
    if (l2 > 0) {
      common.l2(l2);
    }
    NeuralNetConfiguration.ListBuilder list = common.list();
    description.layers().forEach(layer -> list.layer(layer(layer)));
    list.layer(output());
    list.setInputType(inputType());
    return list.build();
  }

  private InputType inputType() {
    return description.input() instanceof Shape.Image image
        ? InputType.convolutional(image.height(), image.width(), image.channels())
        : InputType.feedForward(description.input().size());
  }

  private static org.deeplearning4j.nn.conf.layers.Layer layer(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return new ConvolutionLayer.Builder(convolution.kernel(), convolution.kernel())
          .nOut(convolution.filters())
          .stride(convolution.stride(), convolution.stride())
          .convolutionMode(mode(convolution.padding()))
          .activation(activation(convolution.activation()))
          .weightInit(weights(convolution.activation()))
          .build();
    }
    if (layer instanceof Layer.Pooling pooling) {
      return new SubsamplingLayer.Builder(
              pooling.kind() == Layer.Pooling.Kind.MAX ? PoolingType.MAX : PoolingType.AVG)
          .kernelSize(pooling.size(), pooling.size())
          .stride(pooling.stride(), pooling.stride())
          .convolutionMode(mode(pooling.padding()))
          .build();
    }
    if (layer instanceof Layer.Dense dense) {
      return new DenseLayer.Builder()
          .nOut(dense.units())
          .activation(activation(dense.activation()))
          .weightInit(weights(dense.activation()))
          .build();
    }
    if (layer instanceof Layer.BatchNormalization) {
      return new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder().build();
    }
    if (layer instanceof Layer.Dropout dropout) {
      // Deeplearning4j wants the share that stays.
      return new DropoutLayer(1 - dropout.rate());
    }
    throw new IllegalArgumentException("No layer for " + layer);
  }

  private OutputLayer output() {
    return new OutputLayer.Builder(loss(description.output()))
        .nOut(description.outputs())
        .activation(activation(description.output()))
        .build();
  }

  private static LossFunction loss(Output output) {
    return switch (output) {
      case SOFTMAX -> LossFunction.MCXENT;
      case SIGMOID -> LossFunction.XENT;
      case IDENTITY -> LossFunction.MSE;
    };
  }

  private static org.nd4j.linalg.activations.Activation activation(Output output) {
    return switch (output) {
      case SOFTMAX -> org.nd4j.linalg.activations.Activation.SOFTMAX;
      case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
      case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
    };
  }

  private static org.nd4j.linalg.activations.Activation activation(Activation activation) {
    return switch (activation) {
      case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
      case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      case LEAKY_RELU -> org.nd4j.linalg.activations.Activation.LEAKYRELU;
      case ELU -> org.nd4j.linalg.activations.Activation.ELU;
      case GELU -> org.nd4j.linalg.activations.Activation.GELU;
      case TANH -> org.nd4j.linalg.activations.Activation.TANH;
      case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
    };
  }

  /** He's variance for what cuts off the negative half, Glorot's for the others. */
  private static WeightInit weights(Activation activation) {
    return switch (activation) {
      case RELU, LEAKY_RELU, ELU, GELU -> WeightInit.RELU;
      case IDENTITY, TANH, SIGMOID -> WeightInit.XAVIER;
    };
  }

  private static ConvolutionMode mode(Padding padding) {
    return padding == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate;
  }

  private static IUpdater updater(Optimizer optimizer) {
    if (optimizer instanceof Optimizer.Adam adam) {
      return new Adam(adam.rate());
    }
    if (optimizer instanceof Optimizer.RmsProp rmsProp) {
      return new RmsProp(rmsProp.rate());
    }
    if (optimizer instanceof Optimizer.AdaGrad adaGrad) {
      return new AdaGrad(adaGrad.rate());
    }
    if (optimizer instanceof Optimizer.Sgd sgd) {
      return sgd.momentum() == 0 ? new Sgd(sgd.rate()) : new Nesterovs(sgd.rate(), sgd.momentum());
    }
    throw new IllegalArgumentException("No updater for " + optimizer);
  }
}

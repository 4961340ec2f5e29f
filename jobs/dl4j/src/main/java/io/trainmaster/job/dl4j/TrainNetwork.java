package io.trainmaster.job.dl4j;

import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.dl4j.backend.Dl4jBackend;

/** The operator {@code train.network}. */
public final class TrainNetwork implements Operator {

  private static final String SIGNATURE =
      """
      /// Trains a neural network, layer by layer as its block says.
      operator train.network(
        /// The rows to learn from: images from ingest.images, or columns of numbers, texts, dates and truth values.
        train: Dataset,
        /// Rows to measure on after each epoch, of the same columns.
        validation: Dataset?,
        /// The column to predict.
        label: Column,
        /// What to learn; auto decides by the label's values and the output layer.
        task: Name in [auto, binary, multiclass, regression] = auto,
        /// Columns that are no features.
        ignore: List<Column>?,
        /// Decides the first weights, the order of the rows and what dropout leaves out.
        seed: Int = 42,
        /// The learning rate, for a search; wins over the optimizer's.
        rate: Float?,
        /// Rows in a minibatch, for a search; wins over the key of that name.
        batch: Int?,
        /// The factor of the squared weights, for a search; wins over the key of that name.
        l2: Float?,
        /// How often every row is seen, for a search; wins over the key of that name.
        epochs: Int?,
      ) -> Model {
        effect  pure
        runs    own
        devices [cpu, gpu]
        /// The layers, the input's side first.
        key network() {
          /// A convolution over an image.
          key conv(
            filters: Int in 1..65536,
            kernel: Int in 1..1024,
            stride: Int in 1..1024 = 1,
            padding: Name in [valid, same] = valid,
            activation: Name in [identity, relu, leaky_relu, elu, gelu, tanh, sigmoid] = relu,
            dropout: Float in 0..<1 = 0.0,
          )
          /// The largest or the mean number of each window of an image.
          key pool(
            kind: Name in [max, average] = max,
            size: Int in 1..1024 = 2,
            stride: Int?,
            padding: Name in [valid, same] = valid,
          )
          /// Sums over everything that comes in.
          key dense(
            units: Int in 1..1000000,
            activation: Name in [identity, relu, leaky_relu, elu, gelu, tanh, sigmoid] = relu,
            dropout: Float in 0..<1 = 0.0,
          )
          /// Brings what comes in to mean 0 and deviation 1 within a minibatch.
          key batch_norm()
          /// Sets a share of the numbers to 0 while training.
          key dropout(rate: Float in 0..<1)
          /// The last layer: softmax for classes, sigmoid for two, identity for a number.
          key output(activation: Name in [softmax, sigmoid, identity])
        }
        /// How a gradient changes the weights.
        key optimizer(value: Call) {
          call adam(rate: Float = 0.001)
          call sgd(rate: Float = 0.01, momentum: Float in 0..<1 = 0.0)
          call rmsprop(rate: Float = 0.001)
          call adagrad(rate: Float = 0.01)
        }
        /// How the learning rate changes from epoch to epoch.
        key rate_schedule(value: Call) {
          call constant()
          call step(every: Int in 1..100000 = 1, factor: Float in 0..<1 = 0.5)
          call cosine()
        }
        /// How often every row is seen, at most.
        key epochs(value: Int in 1..100000 = 5)
        /// Rows in a minibatch.
        key batch(value: Int in 1..1000000 = 128)
        /// The factor of the squared weights in the loss.
        key l2(value: Float in 0..<1000 = 0.0)
        /// Stops when a metric gets no better, and keeps the weights of its best epoch.
        key early_stop(
          metric: Name in [validation.loss, validation.accuracy, validation.auc, validation.rmse, validation.mae, validation.r2, train.loss] = validation.loss,
          patience: Int in 1..100000 = 3,
        )
        /// Writes the state of the training down after each epoch, or after each so many.
        key checkpoint(every: Name in [epoch] = epoch, epochs: Int in 1..100000 = 1)
        metrics [validation.loss, validation.accuracy, validation.auc, validation.rmse, validation.mae, validation.r2]
      }
      """;

  @Override
  public String signature() {
    return SIGNATURE;
  }

  @Override
  public void run(TaskContext context) throws Exception {
    new NetworkTraining(context, Dl4jBackend.choose(System.getenv(), context::log)).run();
  }
}

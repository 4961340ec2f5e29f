package io.trainmaster.job.network;

/** How a gradient changes the weights. */
public sealed interface Optimizer {

  /** The learning rate at the start. */
  double rate();

  /** Adam: D. Kingma, J. Ba, 2015, with its usual decay of 0.9 and 0.999. */
  record Adam(double rate) implements Optimizer {}

  /**
   * Stochastic gradient descent.
   *
   * @param momentum of Nesterov's kind, from 0 (none) to less than 1
   */
  record Sgd(double rate, double momentum) implements Optimizer {}

  /** RMSProp: T. Tieleman, G. Hinton, 2012, with a decay of 0.95. */
  record RmsProp(double rate) implements Optimizer {}

  /** AdaGrad: J. Duchi, E. Hazan, Y. Singer, 2011. */
  record AdaGrad(double rate) implements Optimizer {}
}

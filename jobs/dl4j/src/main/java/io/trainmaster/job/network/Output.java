package io.trainmaster.job.network;

/** The last layer; how many units it has follows from what is learned. */
public enum Output implements Word {
  /** A probability for each class. */
  SOFTMAX,
  /** One probability: that of the second of two classes. */
  SIGMOID,
  /** One number. */
  IDENTITY
}

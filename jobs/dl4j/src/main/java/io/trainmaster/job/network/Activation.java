package io.trainmaster.job.network;

/** What a layer does to each of its sums. */
public enum Activation implements Word {
  IDENTITY,
  RELU,
  LEAKY_RELU,
  ELU,
  GELU,
  TANH,
  SIGMOID;
}

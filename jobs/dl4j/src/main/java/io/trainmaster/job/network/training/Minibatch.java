package io.trainmaster.job.network.training;

/**
 * Examples to learn from in one step.
 *
 * @param features the numbers of the examples, one after the other
 * @param answers what the output layer is to give for each, one after the other
 * @param rows how many examples; the arrays may be longer
 */
public record Minibatch(float[] features, float[] answers, int rows) {}

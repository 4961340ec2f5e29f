package io.trainmaster.job.network.training;

/**
 * What a network has learned, in an order of the backend's own.
 *
 * @param weights including the means and variances of batch normalisation
 * @param optimizer what the optimizer remembers of earlier steps; empty where it remembers nothing
 */
public record NetworkState(float[] weights, float[] optimizer) {}

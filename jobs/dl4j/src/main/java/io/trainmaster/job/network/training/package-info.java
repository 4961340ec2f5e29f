/**
 * The training loop: minibatches, validation, early stopping, checkpoints. Knows no framework that
 * runs networks; {@link io.trainmaster.job.network.training.NetworkBackend} is the port to one.
 * Read {@link io.trainmaster.job.network.training.Trainer} first.
 */
@NullMarked
package io.trainmaster.job.network.training;

import org.jspecify.annotations.NullMarked;

/**
 * The operator {@code train.network} and the models that it makes: data from Spark on one side, a
 * backend on the other, a folder of plain files as the result. Must not name a class of the
 * framework; {@code backend} does. Read {@link io.trainmaster.job.dl4j.TrainNetwork} first.
 */
@NullMarked
package io.trainmaster.job.dl4j;

import org.jspecify.annotations.NullMarked;

/**
 * The operators {@code train.*}: MLlib's algorithms behind an automatic feature pipeline. Knows
 * datasets, features and what a model is on disk; nothing of reports. Read {@link
 * io.trainmaster.job.spark.train.SupervisedOperator} first.
 */
@NullMarked
package io.trainmaster.job.spark.train;

import org.jspecify.annotations.NullMarked;

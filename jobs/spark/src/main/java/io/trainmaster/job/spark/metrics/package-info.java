/**
 * The mathematics of evaluation on plain arrays: exact, single-threaded, and the same to the last
 * bit whatever the order of the rows. Knows neither Spark nor files. Read {@link
 * io.trainmaster.job.spark.metrics.BinaryMetrics} first.
 */
@NullMarked
package io.trainmaster.job.spark.metrics;

import org.jspecify.annotations.NullMarked;

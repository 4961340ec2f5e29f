/** Metrics against definitions written out by hand. */
@NullMarked
package io.trainmaster.job.spark.metrics;

import org.jspecify.annotations.NullMarked;

/** Splits, expectations and queries, on small data sets. */
@NullMarked
package io.trainmaster.job.spark.prepare;

import org.jspecify.annotations.NullMarked;

/**
 * The Spark session that the tasks of one process share, and how an attempt uses it: its job group,
 * its scheduler pool, its progress. Knows no operator. Read {@link
 * io.trainmaster.job.spark.SparkSessionProvider} first.
 */
@NullMarked
package io.trainmaster.job.spark;

import org.jspecify.annotations.NullMarked;

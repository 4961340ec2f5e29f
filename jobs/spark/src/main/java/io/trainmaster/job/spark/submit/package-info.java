/**
 * The operator that runs a user's own Spark application, with a driver of its own. Knows the
 * operator API and what a driver says of itself, nothing of the wire. Read {@link
 * io.trainmaster.job.spark.submit.SparkSubmit} first.
 */
@NullMarked
package io.trainmaster.job.spark.submit;

import org.jspecify.annotations.NullMarked;

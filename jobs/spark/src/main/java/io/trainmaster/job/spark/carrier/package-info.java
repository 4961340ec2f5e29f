/**
 * Carries a task process to a worker of a Spark cluster: a Spark application with one task, which
 * starts the process where Spark has put it. Knows nothing of what runs in it. Read {@link
 * io.trainmaster.job.spark.carrier.CarrierMain} first.
 */
@NullMarked
package io.trainmaster.job.spark.carrier;

import org.jspecify.annotations.NullMarked;

/** Tests of carrying a process to a cluster. */
@NullMarked
package io.trainmaster.job.spark.carrier;

import org.jspecify.annotations.NullMarked;

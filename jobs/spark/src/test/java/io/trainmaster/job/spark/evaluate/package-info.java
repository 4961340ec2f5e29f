/** Evaluation of models whose faults are known. */
@NullMarked
package io.trainmaster.job.spark.evaluate;

import org.jspecify.annotations.NullMarked;

/**
 * The operator {@code evaluate}: scores held-out rows with any model and says how good it is, as
 * metrics and as a test report. Knows models by their description only; MLlib's it scores itself,
 * others through their {@link io.trainmaster.job.ModelFlavor}. Read {@link
 * io.trainmaster.job.spark.evaluate.EvaluateOperator} first.
 */
@NullMarked
package io.trainmaster.job.spark.evaluate;

import org.jspecify.annotations.NullMarked;

/**
 * From columns to a feature vector: what the training rows hold is profiled in one pass, a plan is
 * made of it, and the plan becomes Spark pipeline stages. Knows nothing of models, files and
 * metrics. Read {@link io.trainmaster.job.spark.features.FeaturePlan} first.
 */
@NullMarked
package io.trainmaster.job.spark.features;

import org.jspecify.annotations.NullMarked;

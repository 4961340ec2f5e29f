package io.trainmaster.job.spark.train;

import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.Importance;
import java.util.function.Supplier;
import org.apache.spark.ml.Transformer;

/**
 * What an algorithm learned.
 *
 * @param transformer scores rows that have the feature vector
 * @param importance how much it leans on each column
 * @param history how training went; found out only where a model is written
 */
record FittedModel(Transformer transformer, Importance importance, Supplier<History> history) {}

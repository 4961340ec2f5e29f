package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.spark.features.DataProfile;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePlan;
import io.trainmaster.job.spark.features.LabelColumn;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an algorithm is given.
 *
 * @param data rows with the feature vector, the label and, where they are weighted, the weight;
 *     kept in memory
 * @param validation the same of the rows to measure on, without weights
 * @param label what is learned
 * @param plan the features
 * @param encoding how they lie in the vector
 * @param profile what the training rows hold
 * @param arguments the operator's
 */
record TrainingRows(
    Dataset<Row> data,
    Optional<Dataset<Row>> validation,
    LabelColumn label,
    FeaturePlan plan,
    Encoding encoding,
    DataProfile profile,
    Arguments arguments) {

  /** The column of the rows' weights. */
  static final String WEIGHT = "__weight";

  /** Whether rows have weights. */
  boolean weighted() {
    return SupervisedOperator.balanced(arguments);
  }

  /** A whole number among the arguments. */
  int integer(String name) {
    return Math.toIntExact(arguments.integer(name));
  }
}

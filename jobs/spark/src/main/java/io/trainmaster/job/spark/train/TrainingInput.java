package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.features.DataProfile;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The rows that an operator was given.
 *
 * @param train the rows to learn from
 * @param validation the rows to measure on
 * @param fold whether this is a part of a cross-validation, of which no model is wanted
 */
record TrainingInput(Dataset<Row> train, Optional<Dataset<Row>> validation, boolean fold) {

  static TrainingInput of(TaskContext context) {
    SparkSession session = context.resource(SparkSession.class);
    Arguments arguments = context.arguments();
    Dataset<Row> all = Datasets.read(session, arguments.artifact("train"));
    Optional<Folds> folds = Folds.of(arguments);
    if (folds.isPresent()) {
      Folds fold = folds.get();
      return new TrainingInput(fold.outside(all), Optional.of(fold.inside(all)), true);
    }
    return new TrainingInput(
        all,
        arguments.optionalArtifact("validation").map(data -> Datasets.read(session, data)),
        false);
  }

  /**
   * Looks at the rows to learn from.
   *
   * @throws TaskException where there are none
   */
  DataProfile profile() throws TaskException {
    DataProfile profile = DataProfile.of(train);
    if (profile.rows() == 0) {
      throw new TaskException(
          TaskError.SOURCE_EMPTY,
          "There are no rows to learn from.",
          "train",
          "Check what was read and which rows were selected.");
    }
    return profile;
  }
}

package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ModelFolder;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Lets a model score rows. */
final class Scoring {

  private Scoring() {}

  /**
   * The rows with the model's prediction, and its probabilities where there are classes, in the
   * columns that {@link io.trainmaster.job.spark.model.ScoredTable} names.
   *
   * @throws TaskException where nothing can score the model
   */
  static Dataset<Row> score(ModelFolder folder, ModelDescription model, Dataset<Row> data)
      throws TaskException {
    if (model.flavor().equals(ModelDescription.MLLIB)) {
      return PipelineModel.load(folder.pipeline()).transform(data);
    }
    return FlavorScoring.score(folder.path(), model, data);
  }
}

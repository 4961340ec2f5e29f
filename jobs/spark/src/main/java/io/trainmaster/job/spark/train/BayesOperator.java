package io.trainmaster.job.spark.train;

import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.Importance;
import io.trainmaster.job.spark.model.ScoredTable;
import org.apache.spark.ml.classification.NaiveBayes;

/** {@code train.bayes}: naive Bayes. */
public final class BayesOperator extends SupervisedOperator {

  @Override
  public String signature() {
    return Signatures.of(
        "train.bayes",
        """
        Trains a naive Bayes classifier, which takes the columns for independent of each other.
        The fastest to train; a good first yardstick. For a label with two or more values.""",
        "auto, binary, multiclass",
        true,
        Signatures.CLASS_WEIGHTS,
        Signatures.CLASSIFICATION_METRICS);
  }

  @Override
  Encoding encoding() {
    return Encoding.SCALED_ONE_HOT;
  }

  @Override
  void checkTask(TaskKind task, String label) throws TaskException {
    Tasks.requireClasses(task, label, "train.bayes");
  }

  @Override
  FittedModel fit(TrainingRows rows) {
    NaiveBayes learner =
        new NaiveBayes("bayes")
            .setModelType("gaussian")
            .setFeaturesCol(FeaturePipeline.FEATURES)
            .setLabelCol(LabelColumn.LABEL)
            .setPredictionCol(ScoredTable.PREDICTION)
            .setProbabilityCol(ScoredTable.PROBABILITY)
            .setRawPredictionCol(ScoredTable.RAW);
    if (rows.weighted()) {
      learner.setWeightCol(TrainingRows.WEIGHT);
    }
    return new FittedModel(learner.fit(rows.data()), Importance.NONE, () -> History.NONE);
  }
}

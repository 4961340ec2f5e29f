package io.trainmaster.job.spark.train;

import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.model.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.DecisionTreeRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The loss of boosted trees after each iteration, on rows of the training and of the validation
 * data. At most {@value #ROWS_PER_PARTITION} rows of each partition are looked at; as data sets lie
 * in the order of their rows' hashes, these are a random sample.
 */
final class BoostingCurve {

  private static final int ROWS_PER_PARTITION = 4096;

  private final TrainingRows rows;
  private final boolean classes;
  private final DecisionTreeRegressionModel[] trees;
  private final double[] weights;

  BoostingCurve(TrainingRows rows, DecisionTreeRegressionModel[] trees, double[] weights) {
    this.rows = rows;
    this.classes = rows.label().task() == TaskKind.BINARY;
    this.trees = trees;
    this.weights = weights;
  }

  /** The loss is the log loss of classes and the RMSE of numbers. */
  History history() {

    List<History.Series> series = new ArrayList<>();
    series.add(new History.Series("train.loss", losses(rows.data())));
    rows.validation()
        .ifPresent(data -> series.add(new History.Series("validation.loss", losses(data))));
    return new History(series);
  }

  private List<Double> losses(Dataset<Row> data) {
    boolean logistic = classes;
    DecisionTreeRegressionModel[] ensemble = trees;
    double[] factors = weights;
    List<double[]> partitions =
        data.select(LabelColumn.LABEL, FeaturePipeline.FEATURES)
            .toJavaRDD()
            .mapPartitions(
                part -> List.<double[]>of(sums(part, ensemble, factors, logistic)).iterator())
            .collect();
    double[] total = new double[weights.length + 1];
    for (double[] partition : partitions) {
      for (int i = 0; i < total.length; i++) {
        total[i] += partition[i];
      }
    }
    double count = total[weights.length];
    return Arrays.stream(total, 0, weights.length)
        .mapToObj(sum -> logistic ? sum / count : Math.sqrt(sum / count))
        .toList();
  }

  /** The sum of the losses after each tree, and at the end the number of rows. */
  private static double[] sums(
      Iterator<Row> part, DecisionTreeRegressionModel[] trees, double[] weights, boolean logistic) {
    double[] sums = new double[trees.length + 1];
    for (int count = 0; count < ROWS_PER_PARTITION && part.hasNext(); count++) {
      Row row = part.next();
      double label = row.getDouble(0);
      Vector features = (Vector) row.get(1);
      double margin = 0;
      for (int i = 0; i < trees.length; i++) {
        margin += weights[i] * trees[i].predict(features);
        sums[i] += logistic ? logLoss(label, margin) : (label - margin) * (label - margin);
      }
      sums[trees.length]++;
    }
    return sums;
  }

  /** MLlib's probability of the positive class is 1 / (1 + exp(-2 margin)). */
  private static double logLoss(double label, double margin) {
    double signed = label == 1 ? -2 * margin : 2 * margin;
    return signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed));
  }
}

package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ModelFolder;

/** {@code evaluate}: measures a model on rows that it has not learned from. */
public final class EvaluateOperator implements Operator {

  @Override
  public String signature() {
    return """
        /// Measures a model on rows that it has not learned from and writes a test report.
        /// The report is one HTML page that needs no network; the same numbers are in JSON and JUnit XML.
        operator evaluate(
          /// The model.
          model: Model,
          /// The rows, with the label and every column that the model learned from.
          data: Dataset,
          /// Columns by whose values the metrics are told apart; numbers are put into quarters.
          slices: List<Column>?,
          /// The probability from which on a row counts as the positive one of two classes.
          threshold: Float in 0..1 = 0.5,
        ) -> Report {
          effect  pure
          runs    shared
          devices [cpu]
        }
        type Report {
          /// binary, multiclass, regression or clustering
          task: String
          rows: Int
          accuracy: Float
          /// The area under the ROC curve; ties count half.
          auc: Float
          /// The area under the precision-recall curve, as average precision.
          pr_auc: Float
          f1: Float
          precision: Float
          recall: Float
          log_loss: Float
          brier: Float
          calibration_error: Float
          macro_f1: Float
          weighted_f1: Float
          rmse: Float
          mae: Float
          r2: Float
          silhouette: Float
          /// The sum of the squared distances from rows to the centres of their clusters.
          cost: Float
        }
        """;
  }

  @Override
  public void run(TaskContext context) throws Exception {
    ModelFolder folder = new ModelFolder(context.arguments().artifact("model").path());
    ModelDescription model = folder.description();
    if (model.task() == TaskKind.CLUSTERING) {
      new ClusterEvaluation(context, folder, model).run();
    } else {
      new SupervisedEvaluation(context, folder, model).run();
    }
  }
}

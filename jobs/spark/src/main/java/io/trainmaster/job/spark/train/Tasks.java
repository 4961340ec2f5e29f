package io.trainmaster.job.spark.train;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;

/** What some algorithms can't do, said in the same words. */
final class Tasks {

  private Tasks() {}

  /** Refuses a label that is a quantity. */
  static void requireClasses(TaskKind task, String label, String operator) throws TaskException {
    if (task == TaskKind.REGRESSION) {
      throw new TaskException(
          TaskError.LABEL_UNUSABLE,
          "The label is a quantity, which " + operator + " can't learn: it learns classes.",
          "column " + label,
          "Use train.linear, train.gbt or train.forest; or write task: multiclass.");
    }
  }
}

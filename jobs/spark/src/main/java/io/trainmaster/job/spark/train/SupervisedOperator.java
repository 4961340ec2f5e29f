package io.trainmaster.job.spark.train;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.features.Encoding;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An operator that learns a label. What it has in common with the others is in {@link
 * SupervisedTraining}; a subclass says how its features are laid out and fits them.
 */
abstract class SupervisedOperator implements Operator {

  /**
   * The arguments that say what to learn from, and not how; they are no parameters of the model.
   */
  private static final Set<String> DATA_ARGUMENTS =
      Set.of(
          "train",
          "validation",
          "label",
          "task",
          "positive",
          "features",
          "ignore",
          "fold",
          "folds",
          "fold_seed");

  /** How the feature vector is laid out. */
  abstract Encoding encoding();

  /**
   * Makes sure that the algorithm can do what was asked.
   *
   * @throws TaskException where it can't, with the operator that can
   */
  abstract void checkTask(TaskKind task, String label) throws TaskException;

  /** What the algorithm can do, where the label alone does not decide it. */
  Optional<TaskKind> onlyTask() {
    return Optional.empty();
  }

  /** Learns. */
  abstract FittedModel fit(TrainingRows rows) throws TaskException;

  @Override
  public final void run(TaskContext context) throws Exception {
    new SupervisedTraining(this, context).run();
  }

  /** The task that was asked for; empty where the label decides. */
  final Optional<TaskKind> askedTask(Arguments arguments) {
    if (onlyTask().isPresent()) {
      return onlyTask();
    }
    return arguments.optionalText("task").filter(task -> !task.equals("auto")).map(TaskKind::of);
  }

  /** The parameters of the model, by name. */
  static Map<String, Object> parameters(Arguments arguments) {
    Map<String, Object> params = new TreeMap<>(arguments.values());
    params.keySet().removeAll(DATA_ARGUMENTS);
    return params;
  }

  /** Whether every class is to weigh the same. */
  static boolean balanced(Arguments arguments) {
    return arguments.optionalText("class_weights").filter("balanced"::equals).isPresent();
  }
}

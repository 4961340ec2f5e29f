package io.trainmaster.job.spark.train;

/** What the declarations of training operators have in common. */
final class Signatures {

  static final String CLASS_WEIGHTS =
      """
        /// With balanced every class weighs the same, however few rows it has.
        class_weights: Name in [none, balanced] = none,
      """;

  static final String SEED =
      """
        /// Decides every random choice: the same seed and data give the same model.
        seed: Int = 1,
      """;

  static final String CLASSIFICATION_METRICS =
      "[validation.auc, validation.accuracy, validation.f1, validation.log_loss,"
          + " validation.pr_auc, validation.precision, validation.recall, validation.brier,"
          + " validation.macro_f1, validation.weighted_f1]";

  static final String REGRESSION_METRICS = "[validation.rmse, validation.mae, validation.r2]";

  static final String ALL_METRICS =
      CLASSIFICATION_METRICS.replace("]", ", ") + REGRESSION_METRICS.substring(1);

  private static final String DATA =
      """
        /// The rows to learn from. Missing values are filled in, text becomes categories.
        train: Dataset,
        /// Rows to measure the model on; nothing is learned from them.
        validation: Dataset?,
        /// The column to predict. Rows where it is null are left out.
        label: Column,
      """;

  private static final String POSITIVE =
      """
        /// Of two classes, the one whose probability the metrics are about; otherwise the last by value.
        positive: String?,
      """;

  private static final String FEATURES =
      """
        /// The columns to learn from; otherwise all but the label.
        features: List<Column>?,
        /// Columns not to learn from.
        ignore: List<Column>?,
        /// How many values of a text column are categories of their own, the most frequent first.
        max_categories: Int in 2..1000 = 64,
      """;

  private Signatures() {}

  /**
   * A declaration.
   *
   * @param summary its documentation, a line each
   * @param tasks what the parameter {@code task} may be; empty: there is no such parameter
   * @param classes whether the label may be classes
   * @param params the parameters of the algorithm
   */
  static String of(
      String name, String summary, String tasks, boolean classes, String params, String metrics) {
    StringBuilder text = new StringBuilder();
    summary.lines().forEach(line -> text.append("/// ").append(line).append('\n'));
    text.append("operator ").append(name).append("(\n").append(DATA);
    if (!tasks.isEmpty()) {
      text.append("  /// What to do; auto decides by the label's type and number of values.\n");
      text.append("  task: Name in [").append(tasks).append("] = auto,\n");
    }
    if (classes) {
      text.append(POSITIVE);
    }
    text.append(FEATURES).append(params).append(end(metrics));
    return text.toString();
  }

  /** The end of a declaration, after its last parameter. */
  static String end(String metrics) {
    return """
        ) -> Model {
          effect  pure
          runs    shared
          devices [cpu]
          metrics %s
        }
        """
        .formatted(metrics);
  }
}

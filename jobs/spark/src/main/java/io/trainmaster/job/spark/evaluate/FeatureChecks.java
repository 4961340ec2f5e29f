package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.features.Feature;
import io.trainmaster.job.spark.features.FeaturePipeline;
import io.trainmaster.job.spark.features.FeaturePlan;
import io.trainmaster.job.spark.model.FeatureDetails;
import io.trainmaster.job.spark.model.ModelDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * What the rows hold that the model's training rows did not: categories it has never met, and
 * infinite numbers. Only of MLlib models, whose features are described. Used by one thread.
 */
final class FeatureChecks {

  private final FeaturePlan plan;
  private final Map<String, Long> unseen = new LinkedHashMap<>();
  private final Map<String, Long> infinite = new LinkedHashMap<>();

  private FeatureChecks(FeaturePlan plan) {
    this.plan = plan;
  }

  static FeatureChecks of(ModelDescription model) {
    return new FeatureChecks(
        model.flavor().equals(ModelDescription.MLLIB)
            ? FeatureDetails.of(model).plan()
            : new FeaturePlan(List.of(), List.of()));
  }

  /** A truth value for each feature: whether the row's value is one to count. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (Feature feature : plan.features()) {
      if (feature instanceof Feature.Categorical text) {
        columns.add(
            functions
                .col(FeaturePipeline.indexColumn(plan, text))
                .equalTo((double) text.categories().size()));
      } else if (feature instanceof Feature.Numeric number) {
        columns.add(
            functions.expr(
                "coalesce(abs(%s) = double('Infinity'), false)"
                    .formatted(number.kind().expression(number.column()))));
      }
    }
    return columns;
  }

  /** Takes in the number of rows for each of the columns. */
  void count(long[] rows) {
    for (int i = 0; i < rows.length; i++) {
      Feature feature = plan.features().get(i);
      if (rows[i] > 0) {
        (feature instanceof Feature.Categorical ? unseen : infinite).put(feature.column(), rows[i]);
      }
    }
  }

  /** Refuses infinite numbers, as training does. */
  void refuseInfinite() throws TaskException {
    for (Map.Entry<String, Long> entry : infinite.entrySet()) {
      throw new TaskException(
          TaskError.FEATURES_UNUSABLE,
          "A column holds infinite numbers.",
          "column %s, %d rows".formatted(entry.getKey(), entry.getValue()),
          "Replace them with transform.sql.");
    }
  }

  /** Rows with a category that the model does not know, by column. */
  Map<String, Long> unseen() {
    return unseen;
  }

  /** A sentence for each column with such rows. */
  List<String> notes() {
    return unseen.entrySet().stream()
        .map(
            entry ->
                "Column %s has a value that the model does not know in %d rows."
                    .formatted(entry.getKey(), entry.getValue()))
        .toList();
  }
}

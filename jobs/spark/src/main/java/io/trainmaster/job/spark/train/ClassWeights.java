package io.trainmaster.job.spark.train;

import io.trainmaster.job.spark.features.ColumnProfile;
import io.trainmaster.job.spark.features.DataProfile;
import io.trainmaster.job.spark.features.LabelColumn;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Weights of rows by their class. */
final class ClassWeights {

  private ClassWeights() {}

  /** All rows over the classes' number times the class's rows: every class weighs the same. */
  static Column balanced(LabelColumn label, DataProfile profile) {
    ColumnProfile found = profile.column(label.column());
    Map<String, Long> counts = counts(found);
    Column weight = functions.lit(1.0);
    for (int i = 0; i < label.classes().size(); i++) {
      long rows = counts.getOrDefault(label.classes().get(i), 1L);
      double share = (double) found.present() / ((double) label.classes().size() * rows);
      weight =
          functions
              .when(functions.col(LabelColumn.LABEL).equalTo((double) i), share)
              .otherwise(weight);
    }
    return weight;
  }

  private static Map<String, Long> counts(ColumnProfile found) {
    Map<String, Long> counts = new LinkedHashMap<>();
    switch (found.kind()) {
      case TEXT -> found.texts().forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
      case FLAG ->
          found.numbers().forEach((value, rows) -> counts.put(value == 1 ? "true" : "false", rows));
      default ->
          found.numbers().forEach((value, rows) -> counts.put(LabelColumn.text(value), rows));
    }
    return counts;
  }
}

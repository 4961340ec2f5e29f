package io.trainmaster.job.spark.train;

import io.trainmaster.job.spark.features.ColumnProfile;
import io.trainmaster.job.spark.features.Feature;
import io.trainmaster.job.spark.features.FeaturePlan;
import io.trainmaster.job.spark.model.Importance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;

/** How much a model leans on each column, from how much it leans on each slot of the vector. */
final class ColumnImportance {

  private ColumnImportance() {}

  /** Of trees: each column's share of what the splits gained. */
  static Importance ofTrees(TrainingRows rows, Vector gains) {
    return sum("share of the splits' gain", rows, gains.toArray());
  }

  /**
   * Of a linear model: how far a slot moves the answer when it varies as it does in the training
   * rows, which is its coefficient's size times its standard deviation.
   *
   * @param sizes the coefficients' sizes by slot
   */
  static Importance ofCoefficients(TrainingRows rows, double[] sizes) {
    double[] deviations = deviations(rows);
    double[] moves = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      moves[i] = sizes[i] * deviations[i];
    }
    return sum("coefficient times standard deviation", rows, moves);
  }

  private static double[] deviations(TrainingRows rows) {
    List<Double> deviations = new ArrayList<>();
    for (Feature feature : rows.plan().features()) {
      if (feature instanceof Feature.Numeric number) {
        deviations.add(number.deviation());
      } else if (feature instanceof Feature.Categorical text) {
        Map<String, Long> counts = new HashMap<>();
        ColumnProfile found = rows.profile().column(text.column());
        found.texts().forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        for (String category : text.categories()) {
          // Only the category of missing values has no count.
          double share =
              (double) counts.getOrDefault(category, found.missing()) / rows.profile().rows();
          deviations.add(Math.sqrt(share * (1 - share)));
        }
      }
    }
    return deviations.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Importance sum(String measure, TrainingRows rows, double[] slots) {
    List<FeaturePlan.Slot> names = rows.plan().slots(rows.encoding());
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int i = 0; i < slots.length; i++) {
      String column = rows.plan().features().get(names.get(i).feature()).column();
      sums.merge(column, slots[i], Double::sum);
    }
    Map<String, Double> sorted = new LinkedHashMap<>();
    sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return new Importance(measure, sorted);
  }
}

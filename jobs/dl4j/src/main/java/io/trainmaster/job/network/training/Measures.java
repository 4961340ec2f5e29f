package io.trainmaster.job.network.training;

import io.trainmaster.job.network.data.Examples;
import io.trainmaster.job.network.data.TaskKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a network's answers are. Loss is the mean of what the network minimises: cross-entropy
 * for classes, the squared error in deviations of the label for a regression.
 */
final class Measures {

  /**
   * A probability is never taken for smaller, so that one wrong answer can't make a loss infinite.
   */
  private static final double PROBABILITY_MIN = 1e-7;

  private Measures() {}

  /**
   * Measures answers to examples.
   *
   * @param answers of the output layer, one example after the other
   * @return by name, without {@code validation.} before it
   */
  static Map<String, Double> of(Examples examples, float[] answers) {
    return examples.target().task() == TaskKind.REGRESSION
        ? regression(examples, answers)
        : classification(examples, answers);
  }

  private static Map<String, Double> classification(Examples examples, float[] answers) {
    int rows = examples.size();
    int units = answers.length / rows;
    double loss = 0;
    int right = 0;
    double[] positive = new double[rows];
    for (int row = 0; row < rows; row++) {
      int label = (int) examples.label(row);
      double[] probabilities = Answers.probabilities(answers, row, units);
      loss -=
          Math.log(label < 0 ? PROBABILITY_MIN : Math.max(PROBABILITY_MIN, probabilities[label]));
      right += Answers.largest(probabilities) == label ? 1 : 0;
      positive[row] = probabilities[1];
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("loss", loss / rows);
    measures.put("accuracy", (double) right / rows);
    if (examples.target().task() == TaskKind.BINARY) {
      double area = RankSum.areaUnderCurve(positive, examples::label);
      if (!Double.isNaN(area)) {
        measures.put("auc", area);
      }
    }
    return measures;
  }

  private static Map<String, Double> regression(Examples examples, float[] answers) {
    int rows = examples.size();
    double mean = 0;
    for (int row = 0; row < rows; row++) {
      mean += examples.label(row) / rows;
    }
    double squares = 0;
    double absolute = 0;
    double spread = 0;
    for (int row = 0; row < rows; row++) {
      double error = examples.target().unscale(answers[row]) - examples.label(row);
      squares += error * error;
      absolute += Math.abs(error);
      spread += (examples.label(row) - mean) * (examples.label(row) - mean);
    }
    double deviation = examples.target().deviation();
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("loss", squares / rows / (deviation * deviation));
    measures.put("rmse", Math.sqrt(squares / rows));
    measures.put("mae", absolute / rows);
    if (spread > 0) {
      measures.put("r2", 1 - squares / spread);
    }
    return measures;
  }
}

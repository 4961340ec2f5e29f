package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.report.Metric;
import io.trainmaster.job.report.Metric.Better;
import io.trainmaster.job.report.Metric.Format;
import java.util.Map;

/** How the report shows each metric and what it says of it. */
final class MetricHelp {

  private record Help(Better better, Format format, String text) {}

  private static final Map<String, Help> HELP =
      Map.ofEntries(
          higher(
              "auc",
              Format.NUMBER,
              "How often a positive row has a higher probability than a negative one; ties count half."),
          higher(
              "pr_auc",
              Format.NUMBER,
              "The area under the precision-recall curve, as average precision."),
          higher("accuracy", Format.PERCENT, "The share of rows whose class is predicted."),
          higher("f1", Format.NUMBER, "The harmonic mean of precision and recall."),
          higher("precision", Format.PERCENT, "The share of rows called positive that are."),
          higher("recall", Format.PERCENT, "The share of positive rows that are called so."),
          higher(
              "macro_f1",
              Format.NUMBER,
              "The mean of the classes' F1, each class weighing the same."),
          higher(
              "weighted_f1", Format.NUMBER, "The mean of the classes' F1, weighted by their rows."),
          higher("r2", Format.NUMBER, "The share of the label's variance that the model explains."),
          higher(
              "silhouette",
              Format.NUMBER,
              "How much nearer rows are to their own cluster than to the next, from -1 to 1."),
          lower(
              "log_loss",
              "The mean of the negative logarithm of the probability given to the actual class."),
          lower("brier", "The mean squared distance of the probability from 0 or 1."),
          lower(
              "calibration_error",
              "How far probabilities are from what was observed, on average over ten bins."),
          lower("rmse", "The square root of the mean squared error, in the label's unit."),
          lower("mae", "The mean absolute error, in the label's unit."),
          lower("cost", "The sum of the squared distances from the rows to their centres."));

  private MetricHelp() {}

  static Metric of(String name, double value) {
    Help help = HELP.getOrDefault(name, new Help(Better.NEITHER, Format.NUMBER, ""));
    return Metric.of(name, value, help.better(), help.text()).shownAs(help.format());
  }

  private static Map.Entry<String, Help> higher(String name, Format format, String text) {
    return Map.entry(name, new Help(Better.HIGHER, format, text));
  }

  private static Map.Entry<String, Help> lower(String name, String text) {
    return Map.entry(name, new Help(Better.LOWER, Format.NUMBER, text));
  }
}

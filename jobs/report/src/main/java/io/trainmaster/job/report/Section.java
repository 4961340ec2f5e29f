package io.trainmaster.job.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a report besides its metrics. The family is closed: the page, the JSON and the JUnit
 * file each handle every member through a {@link Visitor}, so a new one does not compile until all
 * three show it. All are immutable; a number may be NaN where the data does not define it.
 */
public sealed interface Section {

  /** Calls the visitor's method for this section's type. */
  <T> T accept(Visitor<T> visitor);

  /** What is done for each type of section. */
  interface Visitor<T> {
    T rocCurves(RocCurves section);

    T precisionRecallCurves(PrecisionRecallCurves section);

    T thresholds(Thresholds section);

    T calibration(Calibration section);

    T confusionMatrix(ConfusionMatrix section);

    T residuals(Residuals section);

    T clusters(Clusters section);

    T learningCurves(LearningCurves section);

    T importance(Importance section);

    T search(Search section);

    T slices(Slices section);

    T checks(Checks section);

    T sampleRows(SampleRows section);
  }

  /** A point of a curve. */
  record Point(double x, double y) {}

  /**
   * A curve and the area under it.
   *
   * @param name the class that it is for, or the average that it is
   * @param area the area under it
   * @param points in ascending order of x; a few hundred are enough for the eye
   */
  record Curve(String name, double area, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /** The receiver operating characteristic: x is the false, y the true positive rate. */
  record RocCurves(List<Curve> curves) implements Section {
    public RocCurves {
      curves = List.copyOf(curves);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.rocCurves(this);
    }
  }

  /** Precision (y) over recall (x); the area is the average precision. */
  record PrecisionRecallCurves(List<Curve> curves) implements Section {
    public PrecisionRecallCurves {
      curves = List.copyOf(curves);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.precisionRecallCurves(this);
    }
  }

  /**
   * What a binary classifier does at other thresholds than the one it uses.
   *
   * @param used the threshold that the metrics are for
   * @param counts in ascending order of their thresholds
   */
  record Thresholds(double used, List<Counts> counts) implements Section {

    /** The four counts when every row with at least this probability is called positive. */
    public record Counts(
        double threshold,
        long truePositives,
        long falsePositives,
        long trueNegatives,
        long falseNegatives) {}

    public Thresholds {
      counts = List.copyOf(counts);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.thresholds(this);
    }
  }

  /**
   * Whether probabilities are what they say.
   *
   * @param expectedError the expected calibration error: the mean distance of the bins from the
   *     diagonal, weighted by their rows
   * @param bins in ascending order of their predictions; empty bins are left out
   */
  record Calibration(double expectedError, List<Bin> bins) implements Section {

    /**
     * Rows with like predictions.
     *
     * @param predicted their mean predicted probability
     * @param observed the share of them that is positive
     * @param rows how many they are
     */
    public record Bin(double predicted, double observed, long rows) {}

    public Calibration {
      bins = List.copyOf(bins);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.calibration(this);
    }
  }

  /**
   * How often each class was taken for each.
   *
   * @param labels the classes
   * @param counts a list for each actual class with a count for each predicted class
   */
  record ConfusionMatrix(List<String> labels, List<List<Long>> counts) implements Section {
    public ConfusionMatrix {
      labels = List.copyOf(labels);
      counts = counts.stream().map(List::copyOf).toList();
      int size = labels.size();
      if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
        throw new IllegalArgumentException("A confusion matrix is not " + size + " by " + size);
      }
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.confusionMatrix(this);
    }
  }

  /**
   * Where a regression errs. A residual is the actual value less the predicted one.
   *
   * @param label the label's name, for the axes
   * @param sample a few hundred rows: x is the actual, y the predicted value
   * @param edges the edges of the histogram's bins, ascending, one more than the counts
   * @param counts how many residuals of all rows lie in each bin
   */
  record Residuals(String label, List<Point> sample, List<Double> edges, List<Long> counts)
      implements Section {
    public Residuals {
      sample = List.copyOf(sample);
      edges = List.copyOf(edges);
      counts = List.copyOf(counts);
      if (!edges.isEmpty() && edges.size() != counts.size() + 1) {
        throw new IllegalArgumentException("A histogram needs one more edge than it has bins");
      }
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.residuals(this);
    }
  }

  /** What a clustering found. */
  record Clusters(List<Cluster> clusters) implements Section {

    /**
     * One cluster.
     *
     * @param name its name or number
     * @param rows how many rows fell into it
     * @param silhouette the mean silhouette of its rows
     * @param center the centre's coordinates by column
     */
    public record Cluster(String name, long rows, double silhouette, Map<String, Double> center) {
      public Cluster {
        center = Collections.unmodifiableMap(new LinkedHashMap<>(center));
      }
    }

    public Clusters {
      clusters = List.copyOf(clusters);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.clusters(this);
    }
  }

  /**
   * How training went.
   *
   * @param step what a step is, such as {@code epoch}
   * @param series a series for each measure
   */
  record LearningCurves(String step, List<Series> series) implements Section {

    /**
     * One measure.
     *
     * @param name such as {@code validation.loss}
     * @param points x is the step
     */
    public record Series(String name, List<Point> points) {
      public Series {
        points = List.copyOf(points);
      }
    }

    public LearningCurves {
      series = List.copyOf(series);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.learningCurves(this);
    }
  }

  /**
   * Which features the model leans on.
   *
   * @param measure what the number is, such as {@code mean gain} or {@code coefficient}
   * @param features in any order; the page sorts them
   */
  record Importance(String measure, List<Feature> features) implements Section {

    /** A feature and how much it matters. */
    public record Feature(String name, double value) {}

    public Importance {
      features = List.copyOf(features);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.importance(this);
    }
  }

  /**
   * The trials of a search for hyperparameters.
   *
   * @param metric the column that was optimised
   * @param columns the parameters and results
   * @param rows a list for each trial with a value for each column
   * @param best the index of the row that won
   */
  record Search(String metric, List<String> columns, List<List<@Nullable Object>> rows, int best)
      implements Section {
    public Search {
      columns = List.copyOf(columns);
      rows = copyOfRows(columns, rows);
      if (best < 0 || best >= rows.size()) {
        throw new IllegalArgumentException("No trial has index " + best);
      }
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.search(this);
    }
  }

  /** The metrics of parts of the data. */
  record Slices(List<Slice> slices) implements Section {

    /**
     * The rows that have one value in one column.
     *
     * @param column the column
     * @param value the value, or a range of values
     * @param rows how many they are
     * @param metrics their metrics by name; the same names in all slices
     */
    public record Slice(String column, String value, long rows, Map<String, Double> metrics) {
      public Slice {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
      }
    }

    public Slices {
      slices = List.copyOf(slices);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.slices(this);
    }
  }

  /** What the model or its data had to meet; together they are the report's verdict. */
  record Checks(List<Check> checks) implements Section {

    /**
     * One expectation.
     *
     * @param name what is expected, such as {@code auc >= 0.8}
     * @param passed whether it holds
     * @param message what was found
     */
    public record Check(String name, boolean passed, String message) {}

    public Checks {
      checks = List.copyOf(checks);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.checks(this);
    }
  }

  /**
   * A few scored rows, so that a reader sees what the numbers are about.
   *
   * @param columns the columns, the label and the prediction among them
   * @param rows a list for each row with a value for each column
   */
  record SampleRows(List<String> columns, List<List<@Nullable Object>> rows) implements Section {
    public SampleRows {
      columns = List.copyOf(columns);
      rows = copyOfRows(columns, rows);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.sampleRows(this);
    }
  }

  private static List<List<@Nullable Object>> copyOfRows(
      List<String> columns, List<List<@Nullable Object>> rows) {
    List<List<@Nullable Object>> copy = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "A row has " + row.size() + " values for " + columns.size() + " columns");
      }
      copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    return List.copyOf(copy);
  }
}

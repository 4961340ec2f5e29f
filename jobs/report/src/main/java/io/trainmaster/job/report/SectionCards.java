package io.trainmaster.job.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cards of each section: what it is called, how to read it, and the table behind its chart. A
 * section that holds nothing has none.
 */
final class SectionCards implements Section.Visitor<List<View.Card>> {

  /** How many points of a curve stand in the table behind it; the JSON file has them all. */
  private static final int POINTS = 11;

  /** From this many classes on, a confusion matrix takes the whole width. */
  private static final int MANY_CLASSES = 5;

  @Override
  public List<View.Card> rocCurves(Section.RocCurves section) {
    if (section.curves().isEmpty()) {
      return List.of();
    }
    return List.of(
        View.Card.chart(
            "roc",
            "ROC",
            "How many positives are found for the false alarms one accepts. The dashed diagonal"
                + " is chance.",
            new View.Chart("roc", "ROC: " + areas(section.curves())),
            curves(
                "ROC curves",
                section.curves(),
                "AUC",
                "False positive rate",
                "True positive rate")));
  }

  @Override
  public List<View.Card> precisionRecallCurves(Section.PrecisionRecallCurves section) {
    if (section.curves().isEmpty()) {
      return List.of();
    }
    return List.of(
        View.Card.chart(
            "precision_recall",
            "Precision and recall",
            "How pure the alarms stay as more of the positives are to be found.",
            new View.Chart("precision_recall", "Precision over recall: " + areas(section.curves())),
            curves(
                "Precision-recall curves",
                section.curves(),
                "Average precision",
                "Recall",
                "Precision")));
  }

  @Override
  public List<View.Card> thresholds(Section.Thresholds section) {
    if (section.counts().isEmpty()) {
      return List.of();
    }
    TableBuilder table =
        TableBuilder.of(
            "Counts by threshold",
            "Threshold",
            "True positives",
            "False positives",
            "True negatives",
            "False negatives");
    int used = 0;
    for (int i = 0; i < section.counts().size(); i++) {
      Section.Thresholds.Counts counts = section.counts().get(i);
      table.row(
          counts.threshold(),
          counts.truePositives(),
          counts.falsePositives(),
          counts.trueNegatives(),
          counts.falseNegatives());
      double distance = Math.abs(counts.threshold() - section.used());
      if (distance < Math.abs(section.counts().get(used).threshold() - section.used())) {
        used = i;
      }
    }
    View.Card card =
        View.Card.chart(
            "thresholds",
            "Threshold",
            "What another threshold would do; the metrics above are for "
                + Numbers.shown(section.used())
                + ".",
            new View.Chart("thresholds", "Precision, recall and F1 by threshold"),
            table.build());
    View.Explorer explorer =
        new View.Explorer(
            used, Math.max(0, section.counts().size() - 1), Numbers.shown(section.used()));
    return List.of(
        new View.Card(
            card.id(),
            card.title(),
            card.note(),
            false,
            card.chart(),
            Optional.of(explorer),
            Optional.empty(),
            card.table()));
  }

  @Override
  public List<View.Card> calibration(Section.Calibration section) {
    if (section.bins().isEmpty()) {
      return List.of();
    }
    TableBuilder table =
        TableBuilder.of("Calibration bins", "Mean prediction", "Share of positives", "Rows");
    section.bins().forEach(bin -> table.row(bin.predicted(), bin.observed(), bin.rows()));
    String error = Numbers.shown(section.expectedError());
    return List.of(
        View.Card.chart(
            "calibration",
            "Calibration",
            "Whether probabilities are what they say: on the diagonal they are. Expected"
                + " calibration error "
                + error
                + ".",
            new View.Chart(
                "calibration",
                "Share of positives over mean prediction; expected calibration error " + error),
            table.build()));
  }

  @Override
  public List<View.Card> confusionMatrix(Section.ConfusionMatrix section) {
    if (section.labels().isEmpty()) {
      return List.of();
    }
    MatrixView view = new MatrixView(section);
    View.Table confusions = view.confusions();
    boolean wide = section.labels().size() >= MANY_CLASSES;
    return List.of(
        new View.Card(
            "confusion_matrix",
            "Confusion matrix",
            "Each row is an actual class; percentages are shares of it, so the diagonal is recall."
                + " Under each column stands its precision.",
            wide,
            Optional.empty(),
            Optional.empty(),
            Optional.of(view.matrix()),
            wide && !confusions.rows().isEmpty() ? Optional.of(confusions) : Optional.empty()));
  }

  @Override
  public List<View.Card> residuals(Section.Residuals section) {
    if (section.sample().isEmpty() || section.counts().isEmpty()) {
      return List.of();
    }
    TableBuilder sample = TableBuilder.of("Some rows", "Actual", "Predicted", "Residual");
    for (Section.Point point : thinned(section.sample(), 2 * POINTS)) {
      sample.row(point.x(), point.y(), point.x() - point.y());
    }
    TableBuilder histogram = TableBuilder.of("Residuals", "From", "To", "Rows");
    for (int i = 0; i < section.counts().size(); i++) {
      histogram.row(section.edges().get(i), section.edges().get(i + 1), section.counts().get(i));
    }
    return List.of(
        View.Card.chart(
            "predictions",
            "Predicted and actual",
            "Each point is a row; on the dashed line the prediction is right.",
            new View.Chart("predictions", "Predicted over actual " + section.label()),
            sample.build()),
        View.Card.chart(
            "residuals",
            "Residuals",
            "Actual less predicted value. They should lie close around 0.",
            new View.Chart("residuals", "Histogram of the residuals of " + section.label()),
            histogram.build()));
  }

  @Override
  public List<View.Card> clusters(Section.Clusters section) {
    if (section.clusters().isEmpty()) {
      return List.of();
    }
    Set<String> columns = new LinkedHashSet<>();
    section.clusters().forEach(cluster -> columns.addAll(cluster.center().keySet()));
    List<String> names = new ArrayList<>(List.of("Cluster", "Rows", "Silhouette"));
    names.addAll(columns);
    TableBuilder sizes = TableBuilder.of("Clusters", "Cluster", "Rows", "Silhouette");
    TableBuilder centers = TableBuilder.of("Cluster centres", names);
    for (Section.Clusters.Cluster cluster : section.clusters()) {
      sizes.row(cluster.name(), cluster.rows(), cluster.silhouette());
      List<@Nullable Object> cells =
          new ArrayList<>(List.of(cluster.name(), cluster.rows(), cluster.silhouette()));
      columns.forEach(column -> cells.add(cluster.center().get(column)));
      centers.row("", "", cells);
    }
    return List.of(
        View.Card.chart(
            "cluster_rows",
            "Cluster sizes",
            "How many rows fell into each cluster.",
            new View.Chart("cluster_rows", "Rows by cluster"),
            sizes.build()),
        View.Card.chart(
            "cluster_silhouettes",
            "Silhouettes",
            "How much closer rows lie to their own cluster than to the next: 1 is apart, 0 is"
                + " between.",
            new View.Chart("cluster_silhouettes", "Mean silhouette by cluster"),
            sizes.build()),
        View.Card.table("clusters", "Cluster centres", "", centers.build()));
  }

  @Override
  public List<View.Card> learningCurves(Section.LearningCurves section) {
    if (section.series().isEmpty()) {
      return List.of();
    }
    TableBuilder table = TableBuilder.of("Learning curves", "Measure", section.step(), "Value");
    for (Section.LearningCurves.Series series : section.series()) {
      for (Section.Point point : thinned(series.points(), 2 * POINTS)) {
        table.row(series.name(), point.x(), point.y());
      }
    }
    String names =
        String.join(
            ", ", section.series().stream().map(Section.LearningCurves.Series::name).toList());
    return List.of(
        View.Card.chart(
            "learning_curves",
            "Learning curves",
            "Validation that gets worse while training gets better is overfitting.",
            new View.Chart("learning_curves", names + " by " + section.step()),
            table.build()));
  }

  @Override
  public List<View.Card> importance(Section.Importance section) {
    if (section.features().isEmpty()) {
      return List.of();
    }
    List<Section.Importance.Feature> features = new ArrayList<>(section.features());
    features.sort(
        Comparator.comparingDouble((Section.Importance.Feature f) -> Math.abs(f.value()))
            .reversed());
    TableBuilder table = TableBuilder.of("Feature importance", "Feature", section.measure());
    features.forEach(feature -> table.row(feature.name(), feature.value()));
    int shown = Math.min(15, features.size());
    return List.of(
        View.Card.chart(
            "importance",
            "Feature importance",
            "The %d strongest of %d features by %s."
                .formatted(shown, features.size(), section.measure()),
            new View.Chart("importance", "Features by " + section.measure()),
            table.build()));
  }

  @Override
  public List<View.Card> search(Section.Search section) {
    TableBuilder table = TableBuilder.of("Trials", section.columns());
    for (int i = 0; i < section.rows().size(); i++) {
      boolean best = i == section.best();
      table.row(best ? "best" : "", best ? "best" : "", section.rows().get(i));
    }
    View.Card card =
        View.Card.table(
            "search",
            "Search",
            "%d trials; the best by %s is marked."
                .formatted(section.rows().size(), section.metric()),
            table.build());
    return List.of(card);
  }

  @Override
  public List<View.Card> slices(Section.Slices section) {
    if (section.slices().isEmpty()) {
      return List.of();
    }
    Set<String> metrics = new LinkedHashSet<>();
    section.slices().forEach(slice -> metrics.addAll(slice.metrics().keySet()));
    List<String> names = new ArrayList<>(List.of("Column", "Value", "Rows"));
    names.addAll(metrics);
    TableBuilder table = TableBuilder.of("Metrics by slice", names);
    for (Section.Slices.Slice slice : section.slices()) {
      List<@Nullable Object> cells =
          new ArrayList<>(List.of(slice.column(), slice.value(), slice.rows()));
      metrics.forEach(metric -> cells.add(slice.metrics().get(metric)));
      table.row("", "", cells);
    }
    if (metrics.isEmpty()) {
      return List.of(View.Card.table("slices", "Slices", "", table.build()));
    }
    String first = metrics.iterator().next();
    return List.of(
        View.Card.chart(
            "slices",
            "Slices",
            "Parts of the data against the whole, by " + first + "; what is worse is orange.",
            new View.Chart("slices", first + " by slice"),
            table.build()));
  }

  @Override
  public List<View.Card> checks(Section.Checks section) {
    if (section.checks().isEmpty()) {
      return List.of();
    }
    TableBuilder table = TableBuilder.of("Checks", "Check", "Found");
    for (Section.Checks.Check check : section.checks()) {
      String state = check.passed() ? "passed" : "failed";
      table.row(state, state, List.of(check.name(), check.message()));
    }
    return List.of(View.Card.table("checks", "Checks", "", table.build()));
  }

  @Override
  public List<View.Card> sampleRows(Section.SampleRows section) {
    if (section.rows().isEmpty()) {
      return List.of();
    }
    TableBuilder table = TableBuilder.of("Scored rows", section.columns());
    section.rows().forEach(row -> table.row("", "", row));
    return List.of(
        View.Card.table("sample_rows", "Sample", "A few of the scored rows.", table.build()));
  }

  private static View.Table curves(
      String caption, List<Section.Curve> curves, String area, String x, String y) {
    TableBuilder table = TableBuilder.of(caption, "Class", area, x, y);
    for (Section.Curve curve : curves) {
      for (Section.Point point : thinned(curve.points(), POINTS)) {
        table.row(curve.name(), curve.area(), point.x(), point.y());
      }
    }
    return table.build();
  }

  private static String areas(Collection<Section.Curve> curves) {
    return String.join(
        ", ",
        curves.stream()
            .map(curve -> curve.name() + " has area " + Numbers.shown(curve.area()))
            .toList());
  }

  /** At most so many points, evenly apart, the first and the last among them. */
  private static List<Section.Point> thinned(List<Section.Point> points, int most) {
    if (points.size() <= most) {
      return points;
    }
    List<Section.Point> kept = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      kept.add(points.get((int) Math.round(i * (points.size() - 1.0) / (most - 1))));
    }
    return kept;
  }
}

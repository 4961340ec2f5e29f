package io.trainmaster.job.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports as evaluations make them, from scores that are drawn at random and then measured. */
final class Examples {

  /** Would run as a script or break the markup wherever it were put unescaped. */
  static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&<!--{{title}}";

  private Examples() {}

  /** One row's probability of the positive class, and whether it is positive. */
  private record Scored(double probability, boolean positive) {}

  /** One report of each kind, the hostile and the empty one. */
  static List<ReportData> all() {
    return List.of(binary(), multiclass(), regression(), clustering(), hostile(), empty());
  }

  /** A churn model as the quickstart evaluates it, with every section that applies. */
  static ReportData binary() {
    List<Scored> rows = scored(2400, 11);
    Section.RocCurves roc = roc(rows);
    Section.PrecisionRecallCurves precisionRecall = precisionRecall(rows);
    long[] at = countsAt(rows, 0.5);
    double accuracy = (double) (at[0] + at[2]) / rows.size();
    double auc = roc.curves().get(0).area();
    return ReportData.builder("churn", TaskKind.BINARY)
        .subtitle("Gradient boosted trees on customers held out from training")
        .fact("Run", "churn-7")
        .fact("Task", "report")
        .fact("Model", "train.gbt, trial 3")
        .fact("Data", "data/churn.csv, part test")
        .fact("Rows", "2,400")
        .fact("Seed", "42")
        .fact("Versions", "Trainmaster 0.1.0, Spark 4.1.0, JDK 17.0.15")
        .fact("Created", "2026-01-15 02:00:41 Europe/Vilnius")
        .metric(
            Metric.of("auc", auc, Metric.Better.HIGHER, "Area under the ROC curve; 0.5 is chance.")
                .within(auc - 0.013, auc + 0.012, 0.95))
        .metric(
            Metric.of(
                "pr_auc",
                precisionRecall.curves().get(0).area(),
                Metric.Better.HIGHER,
                "Average precision; chance is the share of positives."))
        .metric(
            Metric.of("accuracy", accuracy, Metric.Better.HIGHER, "Share of rows that are right.")
                .shownAs(Metric.Format.PERCENT))
        .metric(Metric.of("f1", f1(at), Metric.Better.HIGHER, "Precision and recall in one."))
        .metric(Metric.of("precision", ratio(at[0], at[1]), Metric.Better.HIGHER, ""))
        .metric(Metric.of("recall", ratio(at[0], at[3]), Metric.Better.HIGHER, ""))
        .metric(Metric.of("log_loss", 0.33517, Metric.Better.LOWER, "Mean of -log p."))
        .metric(Metric.of("brier", 0.10731, Metric.Better.LOWER, "Mean squared error of p."))
        .section(roc)
        .section(precisionRecall)
        .section(thresholds(rows))
        .section(calibration(rows))
        .section(
            new Section.ConfusionMatrix(
                List.of("no", "yes"), List.of(List.of(at[2], at[1]), List.of(at[3], at[0]))))
        .section(importance())
        .section(search())
        .section(slices())
        .section(
            new Section.Checks(
                List.of(
                    new Section.Checks.Check("auc >= 0.80", true, "0.8779"),
                    new Section.Checks.Check("rows >= 1000", true, "2,400 rows"),
                    new Section.Checks.Check(
                        "auc of every region >= 0.75", true, "least: 0.8402"))))
        .section(sampleRows())
        .build();
  }

  /** A digits model with ten classes, learning curves and a failed check. */
  static ReportData multiclass() {
    SplittableRandom random = new SplittableRandom(5);
    List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    List<List<Long>> counts = new ArrayList<>();
    for (int actual = 0; actual < 10; actual++) {
      List<Long> row = new ArrayList<>();
      for (int predicted = 0; predicted < 10; predicted++) {
        boolean alike = (actual == 4 && predicted == 9) || (actual == 7 && predicted == 1);
        row.add(
            actual == predicted
                ? 950L + random.nextInt(60)
                : random.nextInt(5) + (alike ? 27L - actual : 0));
      }
      counts.add(row);
    }
    return ReportData.builder("digits", TaskKind.MULTICLASS)
        .subtitle("A convolutional network on images of digits")
        .fact("Run", "digits-3")
        .fact("Model", "train.network")
        .fact("Rows", "10,000")
        .metric(
            Metric.of("accuracy", 0.98731, Metric.Better.HIGHER, "Share of rows that are right.")
                .shownAs(Metric.Format.PERCENT))
        .metric(Metric.of("macro_f1", 0.98714, Metric.Better.HIGHER, "Mean F1 of the classes."))
        .metric(Metric.of("weighted_f1", 0.98729, Metric.Better.HIGHER, ""))
        .metric(Metric.of("log_loss", 0.04127, Metric.Better.LOWER, "Mean of -log p."))
        .section(new Section.ConfusionMatrix(labels, counts))
        .section(
            new Section.RocCurves(
                labels.stream()
                    .map(label -> named(label, roc(scored(600, 100 + label.hashCode()))))
                    .toList()))
        .section(
            new Section.PrecisionRecallCurves(
                labels.stream()
                    .map(l -> named(l, precisionRecall(scored(600, 100 + l.hashCode()))))
                    .toList()))
        .section(learningCurves())
        .section(
            new Section.Checks(
                List.of(
                    new Section.Checks.Check("accuracy >= 0.97", true, "0.9873"),
                    new Section.Checks.Check("recall of class 4 >= 0.98", false, "0.9712"))))
        .build();
  }

  /** House prices, without checks. */
  static ReportData regression() {
    SplittableRandom random = new SplittableRandom(3);
    List<Section.Point> sample = new ArrayList<>();
    long[] counts = new long[24];
    for (int i = 0; i < 500; i++) {
      double actual = 60_000 + 420_000 * Math.pow(random.nextDouble(), 1.6);
      double residual = 28_000 * gaussian(random) + 0.03 * (actual - 200_000);
      sample.add(new Section.Point(actual, actual - residual));
      counts[(int) Math.min(23, Math.max(0, (residual + 96_000) / 8_000))]++;
    }
    List<Double> edges = IntStream.rangeClosed(0, 24).mapToObj(i -> -96_000.0 + 8_000 * i).toList();
    return ReportData.builder("housing", TaskKind.REGRESSION)
        .subtitle("Median house values")
        .fact("Run", "housing-2")
        .fact("Rows", "4,128")
        .metric(Metric.of("r2", 0.83127, Metric.Better.HIGHER, "Share of the variance explained."))
        .metric(Metric.of("rmse", 47_213.55, Metric.Better.LOWER, "In the label's unit."))
        .metric(Metric.of("mae", 31_702.18, Metric.Better.LOWER, "In the label's unit."))
        .section(
            new Section.Residuals(
                "median_house_value", sample, edges, Arrays.stream(counts).boxed().toList()))
        .section(importance())
        .section(
            new Section.Slices(
                List.of(
                    new Section.Slices.Slice(
                        "ocean_proximity", "inland", 1317, Map.of("rmse", 41_302.7)),
                    new Section.Slices.Slice(
                        "ocean_proximity", "near bay", 451, Map.of("rmse", 55_801.2)),
                    new Section.Slices.Slice(
                        "ocean_proximity", "island", 1, Map.of("rmse", Double.NaN)))))
        .build();
  }

  /** Three clusters. */
  static ReportData clustering() {
    return ReportData.builder("segments", TaskKind.CLUSTERING)
        .fact("Run", "segments-1")
        .fact("Rows", "9,000")
        .metric(Metric.of("silhouette", 0.6127, Metric.Better.HIGHER, "From -1 to 1."))
        .metric(Metric.of("clusters", 3, Metric.Better.NEITHER, "").shownAs(Metric.Format.COUNT))
        .section(
            new Section.Clusters(
                List.of(
                    cluster("0", 5210, 0.71, 1.2, 33.4),
                    cluster("1", 2630, 0.55, 7.9, 12.5),
                    cluster("2", 1160, 0.38, 4.4, 88.1))))
        .section(sampleRows())
        .build();
  }

  /** Every section, with text that attacks the page in every place that takes text. */
  static ReportData hostile() {
    String text = HOSTILE;
    List<Section.Point> line = List.of(new Section.Point(0, 0), new Section.Point(1, 1));
    List<Section.Curve> curves = List.of(new Section.Curve(text, 0.5, line));
    List<List<@Nullable Object>> rows = List.of(Arrays.asList(text, null));
    return ReportData.builder(text, TaskKind.BINARY)
        .subtitle(text)
        .fact(text, text)
        .metric(Metric.of(text, 1, Metric.Better.HIGHER, text).within(0, 2, 0.95))
        .section(new Section.RocCurves(curves))
        .section(new Section.PrecisionRecallCurves(curves))
        .section(
            new Section.Thresholds(0.5, List.of(new Section.Thresholds.Counts(0.5, 1, 2, 3, 4))))
        .section(new Section.Calibration(0.1, List.of(new Section.Calibration.Bin(0.1, 0.2, 3))))
        .section(new Section.ConfusionMatrix(List.of(text), List.of(List.of(5L))))
        .section(new Section.Residuals(text, line, List.of(0.0, 1.0), List.of(7L)))
        .section(
            new Section.Clusters(
                List.of(new Section.Clusters.Cluster(text, 1, 0.5, Map.of(text, 1.0)))))
        .section(
            new Section.LearningCurves(
                text, List.of(new Section.LearningCurves.Series(text, line))))
        .section(new Section.Importance(text, List.of(new Section.Importance.Feature(text, 0.5))))
        .section(new Section.Search(text, List.of(text, "b"), rows, 0))
        .section(
            new Section.Slices(List.of(new Section.Slices.Slice(text, text, 3, Map.of(text, 0.5)))))
        .section(new Section.Checks(List.of(new Section.Checks.Check(text, false, text))))
        .section(new Section.SampleRows(List.of(text, "b"), rows))
        .build();
  }

  /** Sections that hold nothing, and a metric that is not defined. */
  static ReportData empty() {
    return ReportData.builder("empty", TaskKind.BINARY)
        .metric(Metric.of("auc", Double.NaN, Metric.Better.HIGHER, ""))
        .section(new Section.RocCurves(List.of()))
        .section(new Section.PrecisionRecallCurves(List.of()))
        .section(new Section.Thresholds(0.5, List.of()))
        .section(new Section.Calibration(Double.NaN, List.of()))
        .section(new Section.ConfusionMatrix(List.of(), List.of()))
        .section(new Section.Residuals("y", List.of(), List.of(), List.of()))
        .section(new Section.Clusters(List.of()))
        .section(new Section.LearningCurves("epoch", List.of()))
        .section(new Section.Importance("gain", List.of()))
        .section(new Section.Slices(List.of(new Section.Slices.Slice("plan", "pro", 0, Map.of()))))
        .section(new Section.Checks(List.of()))
        .section(new Section.SampleRows(List.of(), List.of()))
        .build();
  }

  private static List<Scored> scored(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean positive = random.nextInt(100) < 23;
      double logit = (positive ? 0.35 : -1.95) + 1.35 * gaussian(random);
      scored.add(new Scored(1 / (1 + Math.exp(-logit)), positive));
    }
    scored.sort(Comparator.comparingDouble(Scored::probability).reversed());
    return scored;
  }

  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static Section.RocCurves roc(List<Scored> rows) {
    double positives = rows.stream().filter(Scored::positive).count();
    double negatives = rows.size() - positives;
    List<Section.Point> points = new ArrayList<>(List.of(new Section.Point(0, 0)));
    double x = 0;
    double y = 0;
    double area = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).positive()) {
        y += 1 / positives;
      } else {
        x += 1 / negatives;
        area += y / negatives;
      }
      if (i % (rows.size() / 120) == 0) {
        points.add(new Section.Point(x, y));
      }
    }
    points.add(new Section.Point(1, 1));
    return new Section.RocCurves(List.of(new Section.Curve("yes", area, points)));
  }

  private static Section.PrecisionRecallCurves precisionRecall(List<Scored> rows) {
    double positives = rows.stream().filter(Scored::positive).count();
    List<Section.Point> points = new ArrayList<>();
    double hits = 0;
    double area = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).positive()) {
        hits++;
        area += hits / (i + 1) / positives;
      }
      if (i % (rows.size() / 120) == 10 % (rows.size() / 120)) {
        points.add(new Section.Point(hits / positives, hits / (i + 1)));
      }
    }
    return new Section.PrecisionRecallCurves(List.of(new Section.Curve("yes", area, points)));
  }

  private static Section.Curve named(String name, Section.RocCurves curves) {
    Section.Curve curve = curves.curves().get(0);
    return new Section.Curve(name, curve.area(), curve.points());
  }

  private static Section.Curve named(String name, Section.PrecisionRecallCurves curves) {
    Section.Curve curve = curves.curves().get(0);
    return new Section.Curve(name, curve.area(), curve.points());
  }

  /** True positives, false positives, true negatives, false negatives. */
  private static long[] countsAt(List<Scored> rows, double threshold) {
    long[] counts = new long[4];
    for (Scored row : rows) {
      boolean called = row.probability() >= threshold;
      counts[called ? (row.positive() ? 0 : 1) : (row.positive() ? 3 : 2)]++;
    }
    return counts;
  }

  private static double ratio(long part, long other) {
    return (double) part / (part + other);
  }

  private static double f1(long[] at) {
    return 2.0 * at[0] / (2.0 * at[0] + at[1] + at[3]);
  }

  private static Section.Thresholds thresholds(List<Scored> rows) {
    List<Section.Thresholds.Counts> counts = new ArrayList<>();
    for (int i = 0; i <= 50; i++) {
      long[] at = countsAt(rows, i / 50.0);
      counts.add(new Section.Thresholds.Counts(i / 50.0, at[0], at[1], at[2], at[3]));
    }
    return new Section.Thresholds(0.5, counts);
  }

  private static Section.Calibration calibration(List<Scored> rows) {
    List<Section.Calibration.Bin> bins = new ArrayList<>();
    double error = 0;
    for (int bin = 0; bin < 10; bin++) {
      int index = bin;
      List<Scored> inside =
          rows.stream().filter(row -> (int) (row.probability() * 10) == index).toList();
      double predicted = inside.stream().mapToDouble(Scored::probability).average().orElse(0);
      double observed = (double) inside.stream().filter(Scored::positive).count() / inside.size();
      bins.add(new Section.Calibration.Bin(predicted, observed, inside.size()));
      error += Math.abs(predicted - observed) * inside.size() / rows.size();
    }
    return new Section.Calibration(error, bins);
  }

  private static Section.Importance importance() {
    return new Section.Importance(
        "mean gain",
        List.of(
            new Section.Importance.Feature("tenure_months", 0.214),
            new Section.Importance.Feature("contract", 0.261),
            new Section.Importance.Feature("charges", 0.118),
            new Section.Importance.Feature("support_calls", 0.137),
            new Section.Importance.Feature("satisfaction", 0.102),
            new Section.Importance.Feature("monthly_usage_gb", 0.061),
            new Section.Importance.Feature("payment_method", 0.044),
            new Section.Importance.Feature("age", 0.034),
            new Section.Importance.Feature("region", 0.017),
            new Section.Importance.Feature("has_app", 0.012)));
  }

  private static Section.Search search() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    double[] scores = {0.8514, 0.8691, 0.8733, 0.8779, 0.8602, 0.8688};
    for (int i = 0; i < scores.length; i++) {
      rows.add(Arrays.asList((long) i, i % 2 == 0 ? 3L : 5L, 0.03 + 0.041 * i, scores[i], 4.1 + i));
    }
    return new Section.Search(
        "validation.auc",
        List.of("trial", "max_depth", "step_size", "validation.auc", "seconds"),
        rows,
        3);
  }

  private static Section.Slices slices() {
    List<Section.Slices.Slice> slices = new ArrayList<>();
    for (String plan : List.of("basic", "plus", "pro")) {
      slices.add(slice("plan", plan, 1103 - 50L * plan.length(), 0.86 + plan.length() / 200.0));
    }
    for (String region : List.of("north", "south", "east", "west")) {
      slices.add(slice("region", region, 480 + 37L * region.length(), 0.87));
    }
    slices.add(slice("age", "[18, 30)", 402, 0.8402));
    slices.add(slice("age", "[30, 50)", 1129, Double.NaN));
    return new Section.Slices(slices);
  }

  private static Section.Slices.Slice slice(String column, String value, long rows, double auc) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", auc);
    metrics.put("accuracy", auc - 0.031);
    return new Section.Slices.Slice(column, value, rows, metrics);
  }

  private static Section.LearningCurves learningCurves() {
    List<Section.Point> train = new ArrayList<>();
    List<Section.Point> validation = new ArrayList<>();
    List<Section.Point> accuracy = new ArrayList<>();
    for (int epoch = 1; epoch <= 12; epoch++) {
      train.add(new Section.Point(epoch, 0.52 * Math.exp(-0.42 * epoch) + 0.012));
      validation.add(new Section.Point(epoch, 0.44 * Math.exp(-0.45 * epoch) + 0.04));
      accuracy.add(new Section.Point(epoch, 0.988 - 0.11 * Math.exp(-0.5 * epoch)));
    }
    return new Section.LearningCurves(
        "epoch",
        List.of(
            new Section.LearningCurves.Series("train.loss", train),
            new Section.LearningCurves.Series("validation.loss", validation),
            new Section.LearningCurves.Series("validation.accuracy", accuracy)));
  }

  private static Section.Clusters.Cluster cluster(
      String name, long rows, double silhouette, double first, double second) {
    Map<String, Double> center = new LinkedHashMap<>();
    center.put("visits", first);
    center.put("basket", second);
    return new Section.Clusters.Cluster(name, rows, silhouette, center);
  }

  private static Section.SampleRows sampleRows() {
    return new Section.SampleRows(
        List.of("customer_id", "age", "plan", "charges", "churned", "prediction", "probability"),
        List.of(
            Arrays.asList("C0000017", 41L, "plus", 61.2, "no", "no", 0.0831774),
            Arrays.asList("C0000022", null, "basic", 29.99, "yes", "yes", 0.912004),
            Arrays.asList("C0000031", 67L, "pro", 104.5, "no", "yes", 0.551293)));
  }
}

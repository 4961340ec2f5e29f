package io.trainmaster.job.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Lays out a confusion matrix: shares of the actual class, totals, precision and accuracy. */
final class MatrixView {

  /** How many of the most frequent confusions are told. */
  private static final int CONFUSIONS = 10;

  private final List<String> labels;
  private final List<List<Long>> counts;
  private final double worstShare;

  MatrixView(Section.ConfusionMatrix section) {
    labels = section.labels();
    counts = section.counts();
    worstShare = worstShare();
  }

  private record Confusion(int actual, int predicted, long rows) {}

  View.Matrix matrix() {
    List<View.MatrixRow> rows = new ArrayList<>();
    for (int actual = 0; actual < labels.size(); actual++) {
      long total = rowTotal(actual);
      List<View.MatrixCell> cells = new ArrayList<>();
      for (int predicted = 0; predicted < labels.size(); predicted++) {
        cells.add(cell(actual, predicted, total));
      }
      View.Total of = new View.Total(Numbers.counted(total), share(total, all()));
      rows.add(new View.MatrixRow(labels.get(actual), cells, of));
    }
    List<View.Total> totals = new ArrayList<>();
    long right = 0;
    for (int predicted = 0; predicted < labels.size(); predicted++) {
      long total = columnTotal(predicted);
      long hits = counts.get(predicted).get(predicted);
      right += hits;
      totals.add(new View.Total(Numbers.counted(total), share(hits, total)));
    }
    View.Total all = new View.Total(Numbers.counted(all()), share(right, all()));
    return new View.Matrix(
        "Rows by actual and predicted class", labels.size(), labels, rows, totals, all);
  }

  /** The most frequent confusions, for the reader who looks for the costly ones. */
  View.Table confusions() {
    List<Confusion> confusions = new ArrayList<>();
    for (int actual = 0; actual < labels.size(); actual++) {
      for (int predicted = 0; predicted < labels.size(); predicted++) {
        long rows = counts.get(actual).get(predicted);
        if (actual != predicted && rows > 0) {
          confusions.add(new Confusion(actual, predicted, rows));
        }
      }
    }
    confusions.sort(Comparator.comparingLong(Confusion::rows).reversed());
    TableBuilder table =
        TableBuilder.of(
            "Most frequent confusions", "Actual", "Predicted", "Rows", "Share of the actual class");
    for (Confusion confusion : confusions.subList(0, Math.min(CONFUSIONS, confusions.size()))) {
      table.row(
          labels.get(confusion.actual()),
          labels.get(confusion.predicted()),
          confusion.rows(),
          share(confusion.rows(), rowTotal(confusion.actual())));
    }
    return table.build();
  }

  private View.MatrixCell cell(int actual, int predicted, long total) {
    long count = counts.get(actual).get(predicted);
    double share = total == 0 ? 0 : (double) count / total;
    String title =
        "actual %s, predicted %s: %s rows"
            .formatted(labels.get(actual), labels.get(predicted), Numbers.counted(count));
    return new View.MatrixCell(
        Numbers.counted(count),
        share(count, total),
        String.format(Locale.ROOT, "%.3f", actual == predicted ? share : mistakeShade(share)),
        actual == predicted,
        title);
  }

  /** Darker for a larger share, but also for the larger ones among few mistakes. */
  private double mistakeShade(double share) {
    return worstShare == 0 ? 0 : 0.3 * Math.sqrt(share / worstShare) + 0.7 * share;
  }

  private double worstShare() {
    double worst = 0;
    for (int actual = 0; actual < labels.size(); actual++) {
      for (int predicted = 0; predicted < labels.size(); predicted++) {
        if (actual != predicted && rowTotal(actual) > 0) {
          double share = (double) counts.get(actual).get(predicted) / rowTotal(actual);
          worst = Math.max(worst, share);
        }
      }
    }
    return worst;
  }

  private long rowTotal(int actual) {
    return counts.get(actual).stream().mapToLong(Long::longValue).sum();
  }

  private long columnTotal(int predicted) {
    return counts.stream().mapToLong(row -> row.get(predicted)).sum();
  }

  private long all() {
    return counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
  }

  private static String share(long part, long whole) {
    return Numbers.percent(whole == 0 ? Double.NaN : (double) part / whole);
  }
}

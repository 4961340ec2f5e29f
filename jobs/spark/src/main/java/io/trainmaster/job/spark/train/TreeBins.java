package io.trainmaster.job.spark.train;

/** Into how many bins trees cut values. */
final class TreeBins {

  private TreeBins() {}

  /** As many as asked for, and at least one for each category: MLlib refuses fewer. */
  static int of(TrainingRows rows) {
    return Math.max(rows.integer("max_bins"), rows.plan().largestCategorical());
  }
}

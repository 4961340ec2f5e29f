package io.trainmaster.job.spark.features;

/** How features are laid out in a vector, which depends on what learns from it. */
public enum Encoding {
  /** A slot for each feature; a category is its index. For trees. */
  INDEXED,
  /**
   * A slot for each number and for each category, 1 where the row has it. For linear models, which
   * scale the slots themselves.
   */
  ONE_HOT,
  /** As {@link #ONE_HOT}, numbers less their mean and over their deviation. For distances. */
  SCALED_ONE_HOT
}

package io.trainmaster.job.spark.prepare;

import org.apache.spark.sql.Column;

/**
 * Something that is expected of a column's values.
 *
 * @param text how the workflow says it, such as {@code age in 0..120}
 * @param column the column
 * @param measure what is measured
 * @param violated true in a row that goes against it; for {@link Measure#UNIQUE} not used
 * @param bound what the share of nulls is held against; for {@link Measure#NULLS} only
 */
record Expectation(String text, String column, Measure measure, Column violated, Comparison bound) {

  /** What is measured. */
  enum Measure {
    /** Each value by itself. */
    VALUE,
    /** The share of rows without a value. */
    NULLS,
    /** Whether a value occurs twice. */
    UNIQUE
  }
}

package io.trainmaster.job.spark.train;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows for algorithms that add up doubles over partitions. MLlib takes the partitions' sums in the
 * order in which the tasks end, and (a + b) + c differs from a + (b + c) in the last bits; of two
 * partitions the order does not matter. So rows that two tasks can handle are put into two
 * partitions. Of more rows the last bits may differ from run to run.
 */
final class SummableRows {

  private static final int PARTITIONS = 2;
  private static final long ROWS_MAX = 4_000_000;

  private SummableRows() {}

  static Dataset<Row> of(Dataset<Row> rows, long count) {
    // Neighbouring partitions are joined without a shuffle.
    return count <= ROWS_MAX ? rows.coalesce(PARTITIONS) : rows;
  }
}

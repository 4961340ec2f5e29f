package io.trainmaster.job.network.data;

/**
 * The mean and the deviation of the finite values of a column.
 *
 * @param count how many values are finite
 * @param deviation of the population; 1 where all values are equal
 */
record Moments(int count, double mean, double deviation) {

  /** Two passes in the order of the rows: exact enough, and the same on every machine. */
  static Moments of(Column.Numbers column) {
    int count = 0;
    double sum = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (present(column, row)) {
        sum += column.values()[row];
        count++;
      }
    }
    if (count == 0) {
      return new Moments(0, 0, 1);
    }
    double mean = sum / count;
    double squares = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (present(column, row)) {
        double difference = column.values()[row] - mean;
        squares += difference * difference;
      }
    }
    double deviation = Math.sqrt(squares / count);
    return new Moments(count, mean, deviation > 0 && Double.isFinite(deviation) ? deviation : 1);
  }

  private static boolean present(Column.Numbers column, int row) {
    return !column.missing()[row] && Double.isFinite(column.values()[row]);
  }
}

package io.trainmaster.sample;

/** Refuses numbers of rows that a sample can't have. */
final class RowLimits {

  private RowLimits() {}

  static void check(Sample sample, long rows) {
    if (rows < 1 || rows > sample.maximumRows()) {
      throw new IllegalArgumentException(
          "The sample %s has from 1 to %d rows, not %d"
              .formatted(sample.name(), sample.maximumRows(), rows));
    }
  }
}

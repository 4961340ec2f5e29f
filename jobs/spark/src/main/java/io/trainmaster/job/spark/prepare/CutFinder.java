package io.trainmaster.job.spark.prepare;

import java.util.OptionalLong;

/**
 * Finds the cuts by keys that come in ascending order, of rows whose number is known. Rows of one
 * key stay together.
 */
final class CutFinder {

  private final long trainRank;
  private final long validationRank;
  private long seen;
  private OptionalLong train = OptionalLong.empty();
  private OptionalLong validation = OptionalLong.empty();

  /**
   * @param rows how many rows come in all
   */
  CutFinder(Fractions fractions, long rows) {
    this.trainRank = fractions.rank(Part.TRAIN, rows);
    this.validationRank = fractions.rank(Part.VALIDATION, rows);
  }

  /** Takes the next key and how many rows have it. */
  void add(long key, long rows) {
    if (train.isEmpty() && seen >= trainRank) {
      train = OptionalLong.of(key);
    }
    if (validation.isEmpty() && seen >= validationRank) {
      validation = OptionalLong.of(key);
    }
    seen += rows;
  }

  Cuts cuts() {
    return new Cuts(train, validation);
  }
}

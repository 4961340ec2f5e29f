package io.trainmaster.job.spark.prepare;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.OptionalLong;
import org.apache.spark.sql.Column;

/**
 * Where the parts end in the order of a key: keys below {@code train} are for training, other keys
 * below {@code validation} for validation, the rest for test. Without a bound all that are left
 * belong to the part.
 */
record Cuts(OptionalLong train, OptionalLong validation) {

  /** By hash, for rows that are spread evenly. */
  static Cuts ofHashes(Fractions fractions) {
    return new Cuts(fractions.hash(Part.TRAIN), fractions.hash(Part.VALIDATION));
  }

  /** The number of the part, as {@link Part#ordinal}, that a key belongs to. */
  Column part(Column key) {
    return when(below(key, train), lit(Part.TRAIN.ordinal()))
        .when(below(key, validation), lit(Part.VALIDATION.ordinal()))
        .otherwise(lit(Part.TEST.ordinal()));
  }

  private static Column below(Column key, OptionalLong bound) {
    return bound.isEmpty() ? lit(true) : key.lt(lit(bound.getAsLong()));
  }
}

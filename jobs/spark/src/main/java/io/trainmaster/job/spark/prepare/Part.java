package io.trainmaster.job.spark.prepare;

import java.util.Locale;

/** A part of a split, in the order in which rows are given out. */
enum Part {
  TRAIN,
  VALIDATION,
  TEST;

  /** The output's name. */
  String output() {
    return name().toLowerCase(Locale.ROOT);
  }
}

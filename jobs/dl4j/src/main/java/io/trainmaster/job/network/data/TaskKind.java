package io.trainmaster.job.network.data;

import java.util.Locale;

/** What is learned. */
public enum TaskKind {
  BINARY,
  MULTICLASS,
  REGRESSION;

  /** How workflows and files write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that a workflow or a file names. */
  public static TaskKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}

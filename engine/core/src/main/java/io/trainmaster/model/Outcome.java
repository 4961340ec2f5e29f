package io.trainmaster.model;

import java.util.Locale;

/**
 * How an attempt that didn't succeed ended. The list is closed; {@code retry} names its members.
 */
public enum Outcome {
  /** The operator said so: bad data, a bad argument, a bug in user code. */
  ERROR,
  /** It took longer than its {@code timeout}. */
  TIMEOUT,
  /** It ran out of memory. */
  OOM,
  /** Its process or its node went away. */
  LOST,
  /** Something more important took its place. */
  PREEMPTED,
  /** There was no room for its output. */
  DISK_FULL,
  /** Nothing may run it: no node could ever meet its request, or a person refused. */
  REFUSED,
  /** A person stopped it. */
  CANCELLED;

  /** The word for it in the language, such as {@code disk_full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.trainmaster.job.network;

import java.util.Locale;

/** A choice that has a name in the workflow language. Implemented by enums. */
interface Word {

  /** The constant's name. */
  String name();

  /** How the workflow language writes it. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

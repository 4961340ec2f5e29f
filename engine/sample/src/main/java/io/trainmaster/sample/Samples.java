package io.trainmaster.sample;

import java.util.List;
import java.util.Optional;

/** The samples that there are. */
public final class Samples {

  private static final List<Sample> ALL = List.of(new ChurnSample(), new DigitsSample());

  private Samples() {}

  /** All of them, in the order in which to list them. */
  public static List<Sample> all() {
    return ALL;
  }

  /** The one of a name. */
  public static Optional<Sample> find(String name) {
    return ALL.stream().filter(sample -> sample.name().equals(name)).findFirst();
  }
}

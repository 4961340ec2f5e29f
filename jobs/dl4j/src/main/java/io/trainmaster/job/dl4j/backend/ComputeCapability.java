package io.trainmaster.job.dl4j.backend;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a GPU can execute, in NVIDIA's numbers.
 *
 * @param major the generation: 8 is Ampere and Ada, 9 Hopper, 10 and 12 Blackwell
 * @param minor the member of the generation
 */
record ComputeCapability(int major, int minor) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

  /**
   * What Deeplearning4j's CUDA 11.6 library holds machine code for. It holds no PTX, from which the
   * driver could make code for newer ones.
   */
  private static final List<ComputeCapability> COMPILED =
      List.of(
          new ComputeCapability(3, 7),
          new ComputeCapability(5, 0),
          new ComputeCapability(5, 2),
          new ComputeCapability(6, 0),
          new ComputeCapability(6, 1),
          new ComputeCapability(7, 0),
          new ComputeCapability(7, 5),
          new ComputeCapability(8, 0),
          new ComputeCapability(8, 6));

  /**
   * Reads {@code 8.6}.
   *
   * @throws IllegalArgumentException where it is something else
   */
  static ComputeCapability of(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("No compute capability: " + text);
    }
    return new ComputeCapability(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether the library runs on it: machine code runs on later members of its generation. */
  boolean supported() {
    return COMPILED.stream().anyMatch(code -> code.major == major && code.minor <= minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}

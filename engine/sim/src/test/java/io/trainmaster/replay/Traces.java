package io.trainmaster.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of public traces, which lie beside that of the data sets and not in this tree. */
public final class Traces {

  private Traces() {}

  /** A folder of traces; a test that asks for one that isn't there is skipped. */
  public static Path folder(String name) {
    String datasets = System.getProperty("trainmaster.datasets", "");
    Path folder = Path.of(datasets).resolveSibling("traces").resolve(name);
    assumeTrue(
        !datasets.isEmpty() && Files.isDirectory(folder),
        "Set -Ddatasets.dir to a folder that has traces/%s beside it.".formatted(name));
    return folder;
  }
}

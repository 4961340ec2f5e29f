package io.trainmaster.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the distribution as a person has it; they are skipped where it isn't built. */
abstract class WithDistribution {

  @TempDir Path directory;

  /** The program, in a project of the test's own. */
  Trainmaster trainmaster;

  @BeforeAll
  static void needsTheDistribution() {
    assumeTrue(Trainmaster.isBuilt(), "there is no distribution: build it with make install");
  }

  @BeforeEach
  void makeProject() throws IOException {
    trainmaster = new Trainmaster(directory.resolve("project"));
  }
}

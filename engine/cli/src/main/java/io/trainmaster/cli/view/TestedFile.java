package io.trainmaster.cli.view;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.test.TestResult;
import java.util.List;

/**
 * A workflow file whose tests were run.
 *
 * @param results what became of its tests; none where the file has errors
 */
public record TestedFile(Compilation compilation, List<TestResult> results) {

  public TestedFile {
    results = List.copyOf(results);
  }

  /** What messages call the file. */
  public String path() {
    return compilation.file().path();
  }

  /** How many of its tests failed. */
  public long failures() {
    return results.stream().filter(result -> !result.passed()).count();
  }
}

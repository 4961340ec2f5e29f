package io.trainmaster.dsl.test;

import io.trainmaster.dsl.source.Span;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a test.
 *
 * @param span the test's name in the text
 * @param failure why it failed; empty where it passed
 * @param took how long it really took
 */
public record TestResult(String name, Span span, Optional<TestFailure> failure, Duration took) {

  /** Whether all that it asserts is so. */
  public boolean passed() {
    return failure.isEmpty();
  }
}

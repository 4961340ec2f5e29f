package io.trainmaster.dsl.test;

import io.trainmaster.dsl.diagnostic.Diagnostic;
import java.util.List;

/**
 * Why a test failed.
 *
 * @param diagnostic what is wrong, with its place
 * @param facts what was found instead, a line each: values, how the run ended, what ran
 */
public record TestFailure(Diagnostic diagnostic, List<String> facts) {
  public TestFailure {
    facts = List.copyOf(facts);
  }
}

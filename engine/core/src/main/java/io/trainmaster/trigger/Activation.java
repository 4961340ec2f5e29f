package io.trainmaster.trigger;

import io.trainmaster.model.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * That a version of a workflow is the one whose triggers count in an environment, or that none is.
 *
 * @param environment such as {@code production}; empty where a project has but one
 * @param versionHash the version; empty where the workflow was taken out of use
 * @param parameters what the runs are given; the other parameters take their defaults
 */
public record Activation(
    String environment,
    String workflow,
    Optional<String> versionHash,
    Map<String, Value> parameters,
    Instant at) {

  /** Copies the parameters. */
  public Activation {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The same with more parameters, or with other values of those it has. */
  Activation with(Map<String, Value> more) {
    Map<String, Value> all = new LinkedHashMap<>(parameters);
    all.putAll(more);
    return new Activation(environment, workflow, versionHash, all, at);
  }
}

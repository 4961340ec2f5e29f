package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registered model.
 *
 * @param version counted from 1 within the name; 0 before the registry has given it one
 * @param model the model's artifact
 * @param report the test report's artifact
 * @param aliases names that point at it, such as {@code candidate}; an alias points at one version
 *     of a name
 */
public record ModelVersion(
    String name,
    int version,
    Value.Artifact model,
    Optional<Value.Artifact> report,
    RunId run,
    TaskId task,
    List<String> aliases,
    Map<String, String> tags,
    Instant registeredAt) {

  public ModelVersion {
    aliases = List.copyOf(aliases);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** It as a workflow has it. */
  public Value.Artifact value() {
    Map<String, Value> properties = new LinkedHashMap<>();
    properties.put("name", Value.text(name));
    properties.put("version", new Value.Int(version));
    properties.put("model", model);
    report.ifPresent(made -> properties.put("report", made));
    return new Value.Artifact("ModelVersion", model.digest(), properties);
  }

  /** {@code churn v3}. */
  public String label() {
    return name + " v" + version;
  }
}

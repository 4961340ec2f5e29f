package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is recorded of a run.
 *
 * @param parameters the workflow's parameters with the values it ran with
 * @param environment versions and circumstances: {@code trainmaster}, {@code java}, {@code spark},
 *     {@code git.commit}, {@code node} …
 * @param tasks in the order of the plan
 */
public record RunRecord(
    RunSummary summary,
    Map<String, Value> parameters,
    Map<String, String> environment,
    List<TaskRecord> tasks,
    List<ArtifactRecord> artifacts,
    Map<TaskId, List<Metric>> metrics,
    Map<TaskId, Map<String, String>> params,
    Map<TaskId, List<Source>> sources) {

  public RunRecord {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    tasks = List.copyOf(tasks);
    artifacts = List.copyOf(artifacts);
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }
}

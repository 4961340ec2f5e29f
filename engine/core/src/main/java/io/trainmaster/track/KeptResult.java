package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an attempt gave and reported, kept so that it may stand for that of an equal call.
 *
 * @param logFile where the attempt's log is, relative to the state folder
 */
public record KeptResult(
    RunId run,
    TaskId task,
    int attempt,
    String logFile,
    Value output,
    List<ArtifactRecord> artifacts,
    List<Metric> metrics,
    Map<String, String> params,
    List<Source> sources) {

  public KeptResult {
    artifacts = List.copyOf(artifacts);
    metrics = List.copyOf(metrics);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    sources = List.copyOf(sources);
  }
}

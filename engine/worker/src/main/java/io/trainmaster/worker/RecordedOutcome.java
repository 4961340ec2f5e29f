package io.trainmaster.worker;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a task process wrote to disk when a body ended, before it told anyone: with it, an engine
 * that was killed adopts a finished body instead of running it again.
 *
 * @param fence the fencing token that the body ran under
 * @param metrics all that the body reported, in order; the engine may have heard some of them
 * @param params likewise
 * @param sources likewise
 * @param environment what its process said of itself
 */
public record RecordedOutcome(
    RunId run,
    TaskId task,
    int attempt,
    long fence,
    AttemptResult result,
    List<Metric> metrics,
    Map<String, String> params,
    List<Source> sources,
    Map<String, String> environment) {

  public RecordedOutcome {
    metrics = List.copyOf(metrics);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    sources = List.copyOf(sources);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }
}

package io.trainmaster.track;

import io.trainmaster.model.CanonicalText;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells a request for a run from others, so that asking again makes no second one.
 *
 * @param key chosen by whoever asks, another one for each run that is wanted
 * @param digest of all that is asked for; another one with the same key is a mistake
 */
public record Submission(String key, String digest) {

  /** A request for a run. */
  public static Submission of(
      String key, WorkflowVersion version, Map<String, Value> parameters, RunOptions options) {
    return new Submission(
        key, CanonicalText.sha256(List.of(version.hash(), new TreeMap<>(parameters), options)));
  }
}

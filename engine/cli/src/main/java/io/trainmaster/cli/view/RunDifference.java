package io.trainmaster.cli.view;

import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.TaskRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something in which two runs differ. Times, places, process numbers and attempts are not compared:
 * they differ always and mean nothing.
 *
 * @param what the kind of thing, such as {@code metric}
 * @param a what the first run has; {@code -} for nothing
 * @param b what the second run has
 */
public record RunDifference(String what, String name, String a, String b) {
  private static final String NOTHING = "-";

  /** All differences, kind by kind: what went in first, what came out last. */
  public static List<RunDifference> between(RunRecord a, RunRecord b) {
    List<RunDifference> all = new ArrayList<>();
    compare("workflow", workflow(a), workflow(b), all);
    compare("parameter", texts(a.parameters()), texts(b.parameters()), all);
    compare("source", sources(a), sources(b), all);
    compare("environment", a.environment(), b.environment(), all);
    compare("param", params(a), params(b), all);
    compare("result", results(a), results(b), all);
    compare("metric", metrics(a), metrics(b), all);
    compare("artifact", artifacts(a), artifacts(b), all);
    return all;
  }

  private static void compare(
      String what, Map<String, String> a, Map<String, String> b, List<RunDifference> all) {
    Set<String> names = new LinkedHashSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      String left = a.getOrDefault(name, NOTHING);
      String right = b.getOrDefault(name, NOTHING);
      if (!left.equals(right)) {
        all.add(new RunDifference(what, name, left, right));
      }
    }
  }

  private static Map<String, String> workflow(RunRecord run) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", run.summary().workflow());
    facts.put("version", RunDetails.brief(run.summary().versionHash()));
    return facts;
  }

  private static Map<String, String> texts(Map<String, Value> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, ValueText.of(value)));
    return texts;
  }

  private static Map<String, String> sources(RunRecord run) {
    Map<String, String> digests = new LinkedHashMap<>();
    run.sources()
        .forEach(
            (task, sources) ->
                sources.forEach(
                    source -> digests.put(source.uri(), RunDetails.brief(source.digest()))));
    return digests;
  }

  private static Map<String, String> params(RunRecord run) {
    Map<String, String> params = new LinkedHashMap<>();
    run.params()
        .forEach((task, own) -> own.forEach((key, value) -> params.put(task + " " + key, value)));
    return params;
  }

  private static Map<String, String> results(RunRecord run) {
    Map<String, String> results = new LinkedHashMap<>();
    results.put("run", run.summary().phase().name().toLowerCase(java.util.Locale.ROOT));
    for (TaskRecord task : run.tasks()) {
      results.put(task.id().value(), task.phase().name().toLowerCase(java.util.Locale.ROOT));
    }
    return results;
  }

  /** Exact: two numbers that print alike in six digits may differ. */
  private static Map<String, String> metrics(RunRecord run) {
    Map<String, String> metrics = new LinkedHashMap<>();
    run.metrics()
        .forEach(
            (task, reported) ->
                RunDetails.latest(reported)
                    .forEach(
                        (key, metric) ->
                            metrics.put(task + " " + key, Double.toString(metric.value()))));
    return metrics;
  }

  private static Map<String, String> artifacts(RunRecord run) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (ArtifactRecord artifact : run.artifacts()) {
      digests.put(
          artifact.task() + " " + artifact.output(),
          artifact.artifact().type() + "@" + RunDetails.brief(artifact.artifact().digest()));
    }
    return digests;
  }
}

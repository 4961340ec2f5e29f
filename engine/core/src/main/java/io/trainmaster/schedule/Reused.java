package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.KeptResult;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is recorded of a result that is used again: all that would be had it been made anew. */
final class Reused {

  private Reused() {}

  static List<Change> changes(KeptResult result, RunId run, TaskId task, int attempt, Instant now) {
    List<Change> changes = new ArrayList<>();
    for (ArtifactRecord artifact : result.artifacts()) {
      changes.add(
          new Change.ArtifactPublished(
              new ArtifactRecord(
                  run,
                  task,
                  attempt,
                  artifact.output(),
                  artifact.artifact(),
                  artifact.bytes(),
                  now)));
    }
    for (Metric metric : result.metrics()) {
      changes.add(new Change.MetricReported(run, task, attempt, metric, now));
    }
    result
        .params()
        .forEach(
            (name, value) ->
                changes.add(new Change.ParamReported(run, task, attempt, name, value)));
    for (Source source : result.sources()) {
      changes.add(new Change.SourceRead(run, task, attempt, source));
    }
    return changes;
  }
}

package io.trainmaster.runtime;

import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Input;
import io.trainmaster.store.file.ArtifactStore;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.worker.AttemptOutput;
import io.trainmaster.worker.AttemptResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts what an attempt left in its folder into the artifact store. The bytes are durable before the
 * row that names them: the row is written with the task's success, in one transaction.
 */
final class Publisher {

  /** The output that a task is called by, where it has one. */
  private static final String MAIN = "out";

  private static final Value NOTHING = new Value.Fields(Map.of());

  private final Engine engine;
  private final RunId run;

  Publisher(Engine engine, RunId run) {
    this.engine = engine;
    this.run = run;
  }

  Input publish(AttemptRecord attempt, AttemptResult.Succeeded result) {
    List<ArtifactRecord> artifacts = new ArrayList<>();
    Map<String, Value> values = new LinkedHashMap<>();
    result
        .outputs()
        .forEach(
            (name, output) -> {
              if (output instanceof AttemptOutput.StagedArtifact staged) {
                ArtifactRecord artifact = publish(attempt, name, staged);
                artifacts.add(artifact);
                values.put(name, artifact.artifact());
              } else if (output instanceof AttemptOutput.Scalar scalar) {
                values.put(name, scalar.value());
              }
            });
    return new Input.Succeeded(
        attempt.task(),
        attempt.number(),
        attempt.fence(),
        output(values),
        artifacts,
        result.peakMemoryBytes());
  }

  private ArtifactRecord publish(
      AttemptRecord attempt, String name, AttemptOutput.StagedArtifact staged) {
    ArtifactStore.Published published = engine.artifacts().publish(staged.path());
    engine.folder().link(run, attempt.task(), name, published.digest());
    return new ArtifactRecord(
        run,
        attempt.task(),
        attempt.number(),
        name,
        new Value.Artifact(staged.type(), published.digest(), staged.properties()),
        published.bytes(),
        engine.now());
  }

  /**
   * What the task gives: its main artifact, which then has its other outputs as properties, or else
   * a record of them all.
   */
  private static Value output(Map<String, Value> values) {
    if (values.get(MAIN) instanceof Value.Artifact main) {
      Map<String, Value> properties = new LinkedHashMap<>(main.properties());
      values.forEach((name, value) -> properties.put(name, value));
      properties.remove(MAIN);
      return new Value.Artifact(main.type(), main.digest(), properties);
    }
    return values.isEmpty() ? NOTHING : new Value.Fields(values);
  }
}

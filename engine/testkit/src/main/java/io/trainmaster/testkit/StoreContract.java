package io.trainmaster.testkit;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Change;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.Source;
import io.trainmaster.track.TaskRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the contracts of a {@link RunStore} share. A store passes them all when a test class extends
 * each and says how it is opened. {@link #reopen} is called in the middle of tests: whatever was
 * committed must be there afterwards.
 */
public abstract class StoreContract {

  static final TaskId LOAD = SampleRun.LOAD;
  static final TaskId FIT = SampleRun.FIT;
  static final Instant AT = SampleRun.START.plusSeconds(10);

  /** An empty folder when the test begins. */
  @TempDir protected Path folder;

  /** The run that most tests are about. */
  protected final SampleRun run = new SampleRun("churn", 1);

  /** The store under test. */
  @SuppressWarnings("NullAway.Init") // Opened before each test.
  protected RunStore store;

  /** The store in a folder, which is new or was opened there before. */
  protected abstract RunStore open(Path folder);

  @BeforeEach
  void openStore() {
    store = open(folder);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** Closes the store and opens it again. */
  protected final void reopen() {
    store.close();
    store = open(folder);
  }

  /** Every kind of change, in an order in which a run makes them. */
  protected final List<Change> everyKindOfChange() {
    return List.of(
        run.created(),
        new Change.EnvironmentNoted(run.id(), Map.of("spark", "4.1.0")),
        new Change.TaskChanged(run.id(), LOAD, TaskPhase.RUNNING, "", Optional.empty()),
        run.attempted(LOAD, 1, AttemptPhase.LAUNCHED),
        new Change.CallKeyed(run.id(), LOAD, 1, SampleRun.key("a")),
        run.attempted(LOAD, 1, AttemptPhase.SUCCEEDED),
        new Change.SourceRead(run.id(), LOAD, 1, new Source("file:a.csv", "ff", 17)),
        new Change.TaskChanged(
            run.id(), LOAD, TaskPhase.SUCCEEDED, "", Optional.of(new Value.Int(5))),
        run.attempted(FIT, 1, AttemptPhase.STARTED),
        new Change.ParamReported(run.id(), FIT, 1, "seed", "1"),
        new Change.MetricReported(run.id(), FIT, 1, new Metric("auc", 0.875, 0), AT),
        new Change.ArtifactPublished(run.artifact(FIT, 1, "out", "a".repeat(64))),
        run.registered("churn", List.of("candidate")),
        run.event(1, "It began."),
        new Change.RunChanged(run.summary(RunPhase.SUCCEEDED, "")));
  }

  /** What is recorded of a task of the run. */
  final TaskRecord task(TaskId id) {
    return store.run(run.id()).orElseThrow().tasks().stream()
        .filter(task -> task.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** All that the store tells, but for the events' sequence numbers. */
  protected final Object everything() {
    return List.of(
        store.runs(Optional.empty(), 100),
        store.run(run.id()).map(List::of).orElse(List.of()),
        store.events(run.id()).stream().map(RunStore.Event::text).toList(),
        store.models(Optional.empty()),
        store.calls().results(SampleRun.key("a").digest(), 100),
        store.calls().latest("churn", LOAD).map(List::of).orElse(List.of()));
  }
}

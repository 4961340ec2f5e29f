package io.trainmaster.runtime;

import io.trainmaster.model.RunFact;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Occurrence;
import io.trainmaster.track.Change;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerBook;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records the runs that triggers make together with why they are made, and lets them wait for their
 * turn.
 */
final class RunRecorder {

  private final Engine engine;
  private final RunDesk runs;

  RunRecorder(Engine engine, RunDesk runs) {
    this.engine = engine;
    this.runs = runs;
  }

  /**
   * Adds runs and occurrences to a transaction; a run that can't be planned is none, and its
   * occurrence says why.
   */
  void record(
      List<TriggerBook.NewRun> made, List<OccurrenceRecord> occurrences, Batch batch, Instant now) {
    Map<RunId, EngineException> refused = new HashMap<>();
    for (TriggerBook.NewRun run : made) {
      try {
        Change.RunCreated created = create(run, now);
        batch.add(created);
        Occurrence.Key reason = run.occurrence().key();
        runs.enqueue(engine.made(created, Optional.of(reason)), batch);
      } catch (EngineException e) {
        refused.put(run.id(), e);
      }
    }
    for (OccurrenceRecord occurrence : occurrences) {
      Optional<EngineException> refusal = occurrence.run().map(refused::get);
      batch.add(
          new Change.OccurrenceDecided(
              refusal.isEmpty()
                  ? occurrence
                  : new OccurrenceRecord(
                      occurrence.occurrence(),
                      Optional.empty(),
                      String.valueOf(refusal.get().getMessage()),
                      now)));
    }
  }

  private Change.RunCreated create(TriggerBook.NewRun made, Instant now) {
    Activation activation = made.activation();
    WorkflowVersion version = engine.maker().version(activation.versionHash().orElseThrow());
    Map<String, Value> parameters = new HashMap<>(activation.parameters());
    parameters.putAll(
        RunFact.interval(version.graph(), made.occurrence().from(), made.occurrence().until()));
    RunPlan plan = engine.maker().plan(version, parameters);
    return engine.maker().createUnattended(made.id(), version, plan, now);
  }
}

package io.trainmaster.runtime;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.store.StateFolder;
import io.trainmaster.store.file.ArtifactStore;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.LocalWorker;
import io.trainmaster.worker.Worker;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An engine embedded in this process: it holds the state folder's lock, and runs workflows on this
 * machine. Safe for use from several threads.
 */
public final class Engine implements AutoCloseable {

  private final EngineSettings settings;
  private final StateFolder folder;
  private final Worker worker;
  private final Node node;
  private final Clock clock;
  private final EngineLoop loop;

  private Engine(EngineSettings settings, StateFolder folder, Worker worker, Clock clock) {
    this.settings = settings;
    this.folder = folder;
    this.worker = worker;
    this.clock = clock;
    this.node =
        new Node(Environment.hostName(), settings.cpus(), settings.memoryBytes(), settings.gpus());
    this.loop = new EngineLoop(this, new Scheduler(node, folder.runs()::nextFence));
  }

  /**
   * Opens the state folder and gets ready to run.
   *
   * @throws io.trainmaster.track.StoreException where the folder is held by another process, can't
   *     be written, or is damaged
   */
  public static Engine open(EngineSettings settings) {
    return open(
        settings,
        folder ->
            new LocalWorker(
                settings.host(), folder.path().resolve("hosts"), folder.artifacts()::locate),
        Clock.systemUTC());
  }

  /** With another worker and another clock. */
  static Engine open(EngineSettings settings, Function<StateFolder, Worker> workers, Clock clock) {
    StateFolder folder = StateFolder.open(settings.stateDirectory());
    try {
      Engine engine = new Engine(settings, folder, workers.apply(folder), clock);
      engine.loop.start();
      return engine;
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Starts a run of a workflow.
   *
   * @param parameters the parameters that don't take their default
   * @throws EngineException where they make no plan
   */
  public RunHandle start(
      WorkflowVersion version, Map<String, Value> parameters, RunListener listener) {
    RunPlan plan = plan(version, parameters);
    String workflow = version.graph().name();
    RunId id = new RunId(workflow + "-" + folder.runs().nextRunNumber(workflow));
    RunSummary run =
        new RunSummary(id, workflow, version.hash(), RunPhase.RUNNING, "", now(), Optional.empty());
    Map<String, String> environment =
        Environment.describe(settings.version(), node, settings.projectDirectory());
    folder
        .runs()
        .commit(
            List.of(
                new Change.RunCreated(
                    run, version, plan.parameters(), environment, plan.taskIds())));
    return admit(new LiveRun(this, loop, run, true, plan, listener));
  }

  /**
   * Goes on with a run that failed, was stopped, or was under way when its engine ended. What had
   * succeeded stays.
   *
   * @throws EngineException where there is no such run, or it has nothing left to do
   */
  public RunHandle resume(RunId id, RunListener listener) {
    RunRecord record =
        folder
            .runs()
            .run(id)
            .orElseThrow(
                () ->
                    new EngineException(
                        EngineException.Reason.RUN_UNKNOWN, "There is no run `" + id + "`."));
    Optional<EngineException> refusal = refusal(record.summary());
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    WorkflowVersion version = folder.runs().version(record.summary().versionHash()).orElseThrow();
    RunPlan plan = plan(version, record.parameters());
    return admit(new LiveRun(this, loop, record.summary(), false, plan, listener));
  }

  /** Why a run can't be gone on with; empty where it can. */
  static Optional<EngineException> refusal(RunSummary run) {
    RunPhase phase = run.phase();
    if (!phase.isEnd() || phase.isResumable()) {
      return Optional.empty();
    }
    return Optional.of(
        new EngineException(
            EngineException.Reason.NOT_RESUMABLE,
            "Run %s has %s: there is nothing left to do."
                .formatted(run.id(), phase == RunPhase.SKIPPED ? "been skipped" : "succeeded")));
  }

  /** The runs and models that are recorded. */
  public RunStore runs() {
    return folder.runs();
  }

  /** The artifacts that are kept. */
  public ArtifactStore artifacts() {
    return folder.artifacts();
  }

  StateFolder folder() {
    return folder;
  }

  Worker worker() {
    return worker;
  }

  EngineSettings settings() {
    return settings;
  }

  /** Now, to the millisecond that the store keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Ends every task process and gives the state folder back. */
  @Override
  public void close() {
    try {
      loop.close();
      worker.close();
    } finally {
      folder.close();
    }
  }

  private RunPlan plan(WorkflowVersion version, Map<String, Value> parameters) {
    try {
      return RunPlan.of(version.graph(), parameters, settings.bounds());
    } catch (EvaluationException e) {
      throw new EngineException(EngineException.Reason.PLAN_IMPOSSIBLE, e.reason(), e);
    }
  }

  private RunHandle admit(LiveRun run) {
    loop.tell(new EngineLoop.Message.Admitted(run));
    return run;
  }
}

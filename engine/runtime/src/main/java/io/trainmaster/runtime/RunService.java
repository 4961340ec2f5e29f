package io.trainmaster.runtime;

import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.run.RunId;
import io.trainmaster.store.file.ArtifactStore;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Retention;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somewhere that workflows are run: an engine in this process, or a server. Safe for use from
 * several threads. Each method throws {@link EngineException} where it can't do what it is asked.
 */
public interface RunService extends AutoCloseable {

  /**
   * Makes a run of a workflow, which begins when its turn comes. It is recorded when this returns.
   *
   * @param parameters the parameters that don't take their default
   * @param options how it is carried out
   */
  RunHandle start(
      WorkflowVersion version,
      Map<String, Value> parameters,
      RunOptions options,
      RunListener listener);

  /**
   * Makes a run as {@link #start}, once, however often it is asked for with a key. A key is
   * remembered as long as its run.
   *
   * @param key of up to 200 characters, chosen by whoever asks for a run that is wanted once
   * @throws EngineException where another run was asked for with the same key
   */
  Submit submit(
      WorkflowVersion version, Map<String, Value> parameters, RunOptions options, String key);

  /**
   * A run that was asked for.
   *
   * @param repeated whether it was there already
   */
  record Submit(RunId run, boolean repeated) {}

  /** Makes a run of which nothing special is asked. */
  default RunHandle start(
      WorkflowVersion version, Map<String, Value> parameters, RunListener listener) {
    return start(version, parameters, RunOptions.DEFAULT, listener);
  }

  /**
   * Goes on with a run that failed, was stopped, or was under way when its engine ended. What had
   * succeeded stays. That it goes on is recorded when this returns.
   */
  RunHandle resume(RunId id, RunListener listener);

  /**
   * Goes on with a run that failed or was stopped, by another version of its workflow. What had
   * succeeded stays where it is the same in both. That it goes on is recorded when this returns.
   */
  RunHandle resume(RunId id, Edit edit, RunListener listener);

  /**
   * Listens to a run that waits or is under way.
   *
   * @return empty where the run is over
   */
  Optional<RunHandle> watch(RunId id, RunListener listener);

  /**
   * Asks a run to stop, which is recorded when this returns; that it has is told to those who watch
   * it. A run that is over stays as it is.
   */
  void cancel(RunId id);

  /**
   * Makes a version the one whose triggers count in an environment, in place of the one before.
   * Runs under way keep theirs. It is recorded when this returns.
   *
   * @param parameters what the runs are given
   */
  void activate(String environment, WorkflowVersion version, Map<String, Value> parameters);

  /** Takes a workflow out of use in an environment: its triggers fire no more. */
  void deactivate(String environment, String workflow);

  /** Lets a trigger rest, or go on. What was due while it rested has been missed. */
  void pause(TriggerId trigger, boolean paused);

  /**
   * Calls a hook: each active workflow that runs on it has a cause.
   *
   * @return what became of it, by trigger; at least one
   */
  List<HookAnswer> call(HookCall call);

  /**
   * Runs the occurrences of a range, one after another, whatever became of them before.
   *
   * @return the runs that were made
   */
  List<RunId> backfill(BackfillRequest request);

  /**
   * Deletes runs that are kept no longer, and the artifacts that nothing names then.
   *
   * @param dryRun whether only to tell which runs those are
   */
  Forgotten forget(Retention rule, boolean dryRun);

  /**
   * What people are to be told of a run that is over, and of those that it made, also by way of
   * others, and what nobody sends once this is closed. What can be sent is sent first, which takes
   * up to 5 s; nothing is sent from here after that.
   *
   * @return in order; empty where a server goes on sending
   */
  List<Delivery> unsent(RunId run);

  /**
   * Lets nothing more be placed on a node, or lets it again; what runs there goes on. It is kept
   * when this returns, and the next task is placed accordingly.
   *
   * @throws EngineException where no node of the name is known
   */
  void cordon(String node, boolean cordoned);

  /**
   * Forgets a node whose worker is gone for good, so that no task waits for it.
   *
   * @throws EngineException where no such node is known, or its worker is there
   */
  void forgetNode(String node);

  /** The runs and models that are recorded. */
  RunStore runs();

  /** The artifacts that are kept. */
  ArtifactStore artifacts();

  @Override
  void close();
}

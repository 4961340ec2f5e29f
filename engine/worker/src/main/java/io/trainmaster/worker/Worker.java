package io.trainmaster.worker;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;

/**
 * Runs attempts in processes of their own kind, away from the engine. Safe for use from several
 * threads.
 *
 * <p>A worker decides nothing: whether an attempt may run, and what follows when it ends, is the
 * engine's business.
 */
public interface Worker extends AutoCloseable {

  /**
   * Starts the process in which a run's shared attempts will run, so that it is warm when the first
   * of them comes; commands need none that is warm. Does nothing where it is there already.
   *
   * @param cpus how many CPUs the run's session may use in all
   */
  void warm(RunId run, int cpus);

  /**
   * Starts the body of an attempt; returns at once. What follows goes to the listener, from the
   * worker's threads; {@link AttemptListener#ended} comes exactly once, and last.
   *
   * @throws IllegalStateException where the worker is closed or the attempt is already running
   */
  void launch(AttemptRequest request, AttemptListener listener);

  /**
   * Listens to an attempt that an engine which has died launched, where its body still runs: its
   * listener hears all of it from the beginning, the end included. Waits for the process to answer,
   * some seconds at most; one that doesn't is killed.
   *
   * @return whether the body runs. Where it doesn't, nothing of the attempt lives: either it has
   *     ended, and {@link RecordedOutcome} says how, or it is lost
   * @throws IllegalStateException where the worker is closed or the attempt is already running
   */
  boolean adopt(AttemptIdentity attempt, AttemptListener listener);

  /**
   * Asks an attempt to stop. Its listener hears {@link AttemptListener#ended} once it has, or once
   * the grace is over. An attempt that isn't running is left as it is.
   */
  void cancel(RunId run, TaskId task, int attempt);

  /** Ends what attempts with the run's session share; those that still run in it are lost. */
  void release(RunId run);

  /** Ends every process and its children, and waits until they are gone. */
  @Override
  void close();
}

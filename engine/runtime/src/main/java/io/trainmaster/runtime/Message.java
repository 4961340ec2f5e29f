package io.trainmaster.runtime;

import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Input;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.EventState.Seen;
import io.trainmaster.trigger.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What an engine's loop is told. */
sealed interface Message {

  /**
   * Whether nothing follows from it and nobody waits for it, so that it may be recorded together
   * with what happens next. What is lost with its engine is told again where a body is adopted.
   */
  default boolean isRemark() {
    return false;
  }

  /** Nothing more is to be decided. */
  record Closed() implements Message {}

  /** Something to be recorded. */
  record Record(Change change) implements Message {
    @Override
    public boolean isRemark() {
      return true;
    }
  }

  /** What somebody waits for an answer to. */
  sealed interface Asked extends Message {
    /** Completed once what was asked for is durable. */
    CompletableFuture<?> answer();
  }

  /** What is about runs. */
  sealed interface OfRun extends Message {}

  /** Something happened that a run's progress depends on. */
  record Happened(RunId run, Input input) implements OfRun {
    @Override
    public boolean isRemark() {
      return input instanceof Input.Started;
    }
  }

  /** A run that has just been recorded waits for its turn. */
  record Queued(LiveRun run) implements OfRun {}

  /**
   * A run that was over, or was left behind by another engine, goes on at once; whoever asks for
   * that is answered once it is durable.
   */
  record Resumed(LiveRun run, CompletableFuture<Boolean> answer) implements OfRun, Asked {}

  /** The same of a run that was over, by another version of its workflow. */
  record Revised(LiveRun run, Edit edit, CompletableFuture<Boolean> answer)
      implements OfRun, Asked {}

  /** All runs that another engine left behind go on. */
  record Recovered(List<LiveRun> runs) implements OfRun {}

  /** Somebody wants to hear of a run. */
  record Watched(RunId run, RunListener listener, CompletableFuture<Optional<RunHandle>> answer)
      implements OfRun, Asked {}

  /** Somebody asks a run to stop, and is answered once that is durable. */
  record Stopped(RunId run, CompletableFuture<Boolean> answer) implements OfRun, Asked {}

  /** All that was under way is known: workers on other machines are answered from now on. */
  record Adopted() implements OfRun {}

  /** Tasks run on other machines than before, which the desk of nodes knows. */
  record NodesChanged() implements OfRun {}

  /** Runs are to be kept no longer; the answer are those of them that are over. */
  record Forgotten(List<RunId> runs, CompletableFuture<List<RunId>> answer)
      implements OfRun, Asked {}

  /** What became of triggers before an instant is to be kept no longer where no run needs it. */
  record ReasonsForgotten(Instant before, CompletableFuture<Boolean> answer)
      implements OfRun, Asked {}

  /** What is about triggers. */
  sealed interface OfTrigger extends Message {}

  /**
   * What is active was recorded before this engine.
   *
   * @param serving whether its triggers fire here, first those that were due meanwhile
   */
  record Opened(boolean serving) implements OfTrigger {}

  /**
   * A version is to be the active one of its workflow, or none.
   *
   * @param found how what its events are about was found just now
   */
  record Activated(
      Activation activation,
      Optional<WorkflowVersion> version,
      Map<TriggerId, Seen> found,
      CompletableFuture<Boolean> answer)
      implements OfTrigger, Asked {}

  /** Somebody has looked at what a trigger is about. */
  record Looked(TriggerId trigger, List<Sighting> found) implements OfTrigger {}

  /**
   * A hook is called.
   *
   * @param key what tells this call from others
   */
  record Called(HookCall call, String key, CompletableFuture<List<HookAnswer>> answer)
      implements OfTrigger, Asked {}

  /** The time has come for a trigger. */
  record Due(TriggerId trigger) implements OfTrigger {}

  /** A trigger is to rest, or to go on. */
  record Paused(TriggerId trigger, boolean paused, CompletableFuture<Boolean> answer)
      implements OfTrigger, Asked {}

  /** The occurrences of a range are to be run. */
  record Backfilled(BackfillRequest request, CompletableFuture<List<RunId>> answer)
      implements OfTrigger, Asked {}
}

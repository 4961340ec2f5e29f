package io.trainmaster.schedule;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.Failure;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.CallKey;
import io.trainmaster.track.KeptResult;
import io.trainmaster.track.RunSummary;
import java.util.List;

/** Something that happened outside. */
public sealed interface Input {

  /** What happened to a task. */
  sealed interface OfTask extends Input {
    /** The task. */
    TaskId task();
  }

  /** The run begins, or is looked at again after a pause. */
  record Tick() implements Input {}

  /** An attempt's body began. */
  record Started(TaskId task, int attempt, long pid) implements OfTask {}

  /** An attempt gave its outputs, and their bytes are in the artifact store. */
  record Succeeded(
      TaskId task,
      int attempt,
      long fence,
      Value output,
      List<ArtifactRecord> artifacts,
      long peakMemoryBytes)
      implements OfTask {
    public Succeeded {
      artifacts = List.copyOf(artifacts);
    }
  }

  /**
   * The result of an earlier call with the same key may stand for this one's.
   *
   * @param key the key that was asked with
   */
  record Found(TaskId task, CallKey key, KeptResult result) implements OfTask {}

  /**
   * No earlier result may stand for a call's.
   *
   * @param key the key that was asked with
   * @param reason why not, in words; empty where no such call was ever made
   */
  record NotFound(TaskId task, CallKey key, String reason) implements OfTask {}

  /** An attempt ended otherwise. */
  record Failed(TaskId task, int attempt, long fence, Failure failure, long peakMemoryBytes)
      implements OfTask {}

  /**
   * The pool that an attempt was passed on to places by itself, and had no room for it within the
   * time that it was given. Nothing of it ran.
   *
   * @param reason in a sentence
   */
  record Unmet(TaskId task, int attempt, long fence, String reason) implements OfTask {}

  /**
   * The run that an attempt made has ended.
   *
   * @param result what it gives
   */
  record Returned(TaskId task, int attempt, RunSummary run, Value result) implements OfTask {}

  /** An attempt is gone because the engine was; nothing is known against the task. */
  record Orphaned(TaskId task, int attempt) implements OfTask {}

  /**
   * Someone asks to stop the run.
   *
   * @param cleanup whether also what tidies up after the run is stopped, which else runs to its end
   */
  record Cancel(boolean cleanup) implements Input {}
}

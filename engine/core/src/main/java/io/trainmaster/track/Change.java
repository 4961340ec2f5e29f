package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something to be made durable. A list of changes is written in one transaction or not at all. */
public sealed interface Change {

  /** A new run of a version, which is stored if it is new too. */
  record RunCreated(
      RunSummary run,
      WorkflowVersion version,
      Map<String, Value> parameters,
      Map<String, String> environment,
      List<TaskId> tasks)
      implements Change {}

  /** A new run was made for a request, whose key no other run has. */
  record RunSubmitted(Submitted submitted) implements Change {}

  /** A version is the active one of its workflow from now on, or none is. */
  record WorkflowActivated(Activation activation, Optional<WorkflowVersion> version)
      implements Change {}

  /** A trigger has moved on. */
  record TriggerChanged(TriggerState state) implements Change {}

  /**
   * What becomes of an occurrence. Where something else has been decided of it already, nothing of
   * the transaction is written.
   */
  record OccurrenceDecided(OccurrenceRecord occurrence) implements Change {}

  /** An event's trigger has moved on. */
  record EventTriggerChanged(EventState state) implements Change {}

  /**
   * Something happened that a trigger is about. Where something else has its key already, nothing
   * of the transaction is written.
   */
  record CauseNoted(Cause cause) implements Change {}

  /** A run's phase, message or end has changed. */
  record RunChanged(RunSummary run) implements Change {}

  /**
   * A run is kept no longer, with all that belongs to it. One that isn't over stays, and so does
   * one that has registered a model.
   */
  record RunForgotten(RunId run) implements Change {}

  /**
   * Occurrences and causes are kept no longer, up to a number of each: those that were decided and
   * noted before an instant, whose runs, if they had any, are kept no longer, and that can't come
   * again. That can't come again what is before where its trigger stands. The last occurrence of a
   * trigger stays, and so does the cause that waits.
   *
   * @param before the instant
   * @param limit so that the transaction takes not long
   */
  record ReasonsForgotten(Instant before, int limit) implements Change {}

  /**
   * A run goes on with another version of its workflow, which is stored if it is new.
   *
   * @param parameters all its parameters from now on
   * @param tasks its tasks in their order, new ones among them; those new wait
   */
  record RunRevised(
      RunId run, WorkflowVersion version, Map<String, Value> parameters, List<TaskId> tasks)
      implements Change {
    public RunRevised {
      tasks = List.copyOf(tasks);
    }
  }

  /** More is known about where the run takes place. */
  record EnvironmentNoted(RunId run, Map<String, String> environment) implements Change {}

  /** More tasks belong to a run than was known when it began; they come last, and wait. */
  record TasksAdded(RunId run, List<TaskId> tasks) implements Change {
    public TasksAdded {
      tasks = List.copyOf(tasks);
    }
  }

  /** A task has moved. */
  record TaskChanged(
      RunId run, TaskId task, TaskPhase phase, String message, Optional<Value> output)
      implements Change {}

  /**
   * An attempt is new or has moved. What it was given when it was launched, such as its node and
   * its room, stays the same under one fence.
   */
  record AttemptChanged(RunId run, AttemptRecord attempt) implements Change {}

  /** What an attempt's result depends on; should it succeed, the result may be used again. */
  record CallKeyed(RunId run, TaskId task, int attempt, CallKey key) implements Change {}

  /** A task asks people, where it hasn't yet. */
  record ApprovalAsked(Approval approval) implements Change {}

  /** People are to be told something, where they aren't yet: what its id is of is told once. */
  record NotificationQueued(Notification notification) implements Change {}

  /** What becomes of a notification, which stays what it is. */
  record DeliveryChanged(Delivery delivery) implements Change {}

  /** An artifact was published. Its bytes are in the artifact store already. */
  record ArtifactPublished(ArtifactRecord artifact) implements Change {}

  /** A task reported a metric. */
  record MetricReported(RunId run, TaskId task, int attempt, Metric metric, Instant at)
      implements Change {}

  /** A task decided something worth knowing. */
  record ParamReported(RunId run, TaskId task, int attempt, String key, String value)
      implements Change {}

  /** A task read data from outside. */
  record SourceRead(RunId run, TaskId task, int attempt, Source source) implements Change {}

  /** A model was registered: it gets the next version number of its name. */
  record ModelRegistered(ModelVersion model) implements Change {}

  /** A line of the run's story, for people and for audit. */
  record EventRecorded(RunId run, Instant at, String type, String text) implements Change {}
}

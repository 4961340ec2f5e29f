package io.trainmaster.sim;

import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Input;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.Sighting;
import java.time.Instant;

/** What a server's loop is told, as in the engine. */
sealed interface Message {

  /** Something that happened. */
  record Happened(RunId run, Input input) implements Message {}

  /** A run that has been recorded waits for its turn. */
  record Queued(RunSummary run, RunPlan plan) implements Message {}

  /** Somebody asks that a run that has ended goes on. */
  record Resume(RunId run) implements Message {}

  /** Somebody asks that a run that has ended goes on by an edited workflow. */
  record Revise(RunId run, WorkflowGraph edited) implements Message {}

  /** All that another server left behind goes on. */
  record Recovered() implements Message {}

  /** What is active was recorded before this server. */
  record Opened() implements Message {}

  /**
   * A version is to be the active one.
   *
   * @param version its place among the workflow's; none below 0
   */
  record Activate(Catalogue.Scheduled workflow, int version) implements Message {}

  /** The time has come for a trigger. */
  record Due(TriggerId trigger) implements Message {}

  /** A trigger is to rest, or to go on. */
  record Pause(TriggerId trigger, boolean paused) implements Message {}

  /** A server has looked at what a trigger is about. */
  record Looked(TriggerId trigger, Sighting sighting) implements Message {}

  /** Somebody calls a hook; the same call has the same key. */
  record Called(String hook, String key) implements Message {}

  /** The occurrences of a range are to be run. */
  record Backfilled(TriggerId trigger, Instant from, Instant until, boolean forward, int limit)
      implements Message {}
}

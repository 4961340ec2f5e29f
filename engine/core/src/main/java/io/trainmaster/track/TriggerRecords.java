package io.trainmaster.track;

import io.trainmaster.run.RunId;
import io.trainmaster.time.TriggerId;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded of triggers; a part of the {@link RunStore}, and written through it. Safe for
 * use from several threads.
 */
public interface TriggerRecords {

  /** The latest activation of each workflow in each environment, by name. */
  List<Activation> activations();

  /** All activations there were of a workflow, latest first. */
  List<Activation> history(String workflow);

  /** Every trigger that was ever active. */
  List<TriggerState> states();

  /** What became of a trigger's occurrences, latest nominal time first. */
  List<OccurrenceRecord> occurrences(TriggerId trigger, int limit);

  /** The occurrence that made a run, where one did. */
  Optional<OccurrenceRecord> occurrence(RunId run);

  /** The occurrences whose runs wait or are under way. */
  List<OccurrenceRecord> unfinished();

  /** What became of the occurrence of a nominal time that isn't of a backfill. */
  Optional<OccurrenceRecord> occurrence(TriggerId trigger, Instant nominal);

  /** Every event's trigger that was ever active. */
  List<EventState> eventStates();

  /** The cause of a trigger that has a key. */
  Optional<Cause> cause(TriggerId trigger, String key);

  /** What happened that a trigger is about, and was noticed at an instant. */
  Optional<Cause> cause(TriggerId trigger, Instant at);

  /** What happened that a trigger is about, latest first. */
  List<Cause> causes(TriggerId trigger, int limit);

  /** The run of a workflow that ended last. */
  Optional<RunSummary> lastEnded(String workflow);

  /**
   * How many occurrences and causes {@link Change.ReasonsForgotten} would delete without a limit,
   * asked for as often as there is something to delete.
   */
  long forgettable(Instant before);

  /** The highest generation that a trigger's occurrences have; 0 where there was no backfill. */
  int lastGeneration(TriggerId trigger);
}

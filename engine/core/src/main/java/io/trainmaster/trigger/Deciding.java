package io.trainmaster.trigger;

import io.trainmaster.model.Trigger;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.Overlaps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decides about occurrences of one lane, one after another. For one decision. */
final class Deciding {
  private final Function<String, RunId> names;
  private final Activation activation;
  private final Trigger.Overlap overlap;
  private final Instant now;
  private final Overlaps.Lane lane = new Overlaps.Lane();
  private final Map<RunId, TriggerBook.NewRun> runs = new LinkedHashMap<>();
  private final List<OccurrenceRecord> decided = new ArrayList<>();
  private final List<RunId> cancelled = new ArrayList<>();

  /**
   * @param names gives a new run of a workflow its name
   * @param live the runs of the lane that wait or go on, in the order in which they were made
   */
  Deciding(
      Function<String, RunId> names,
      Activation activation,
      Trigger.Overlap overlap,
      List<Overlaps.Live> live,
      Instant now) {
    this.names = names;
    this.activation = activation;
    this.overlap = overlap;
    this.now = now;
    live.forEach(lane::add);
  }

  TriggerBook.Firing all(
      List<Occurrence> occurrences, List<TriggerState> states, boolean unfinished) {
    occurrences.forEach(this::decide);
    return new TriggerBook.Firing(
        states, decided, List.copyOf(runs.values()), cancelled, unfinished);
  }

  private void decide(Occurrence occurrence) {
    Overlaps.Verdict verdict = lane.decide(overlap, occurrence.key());
    if (verdict instanceof Overlaps.Exists) {
      return;
    } else if (verdict instanceof Overlaps.Drop drop) {
      drop(occurrence, "Run " + drop.because() + " of the same schedule waits or goes on.");
      return;
    } else if (verdict instanceof Overlaps.Replace replace) {
      replace.cancelled().forEach(run -> giveWay(run, occurrence));
      lane.clear();
    }
    RunId run = names.apply(activation.workflow());
    lane.add(new Overlaps.Live(run, occurrence.key()));
    runs.put(run, new TriggerBook.NewRun(run, activation, occurrence));
    decided.add(new OccurrenceRecord(occurrence, Optional.of(run), "", now));
  }

  /** A run that was decided on just now is not made in the first place. */
  private void giveWay(RunId run, Occurrence next) {
    TriggerBook.NewRun made = runs.remove(run);
    if (made == null) {
      cancelled.add(run);
    } else {
      decided.removeIf(record -> record.run().equals(Optional.of(run)));
      drop(made.occurrence(), "The run of " + next.nominal() + " took its place.");
    }
  }

  private void drop(Occurrence occurrence, String reason) {
    decided.add(new OccurrenceRecord(occurrence, Optional.empty(), reason, now));
  }
}

package io.trainmaster.trigger;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Occurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides what becomes of causes of one trigger. For one decision. */
final class EventDeciding {

  private final Function<String, RunId> names;
  private final ActiveEvent trigger;
  private final Instant now;
  private final List<OccurrenceRecord> decided = new ArrayList<>();
  private final List<TriggerBook.NewRun> runs = new ArrayList<>();
  private EventState state;

  EventDeciding(Function<String, RunId> names, ActiveEvent trigger, EventState state, Instant now) {
    this.names = names;
    this.trigger = trigger;
    this.state = state;
    this.now = now;
  }

  /** A cause is new. */
  EventBook.Firing cause(EventState.Waiting next) {
    Cause cause = next.cause();
    if (state.paused()) {
      decided.add(dropped(state, cause, "The trigger rested.", now));
    } else if (trigger.due(state).isAfter(now)) {
      replaced(cause);
      state = state.waiting(Optional.of(next));
    } else {
      replaced(cause);
      start(next);
    }
    return firing(List.of(cause));
  }

  /** The cause that waits has its time. */
  EventBook.Firing due() {
    start(state.waiting().orElseThrow());
    return firing(List.of());
  }

  /** The cause that waits gives way to a newer one. */
  private void replaced(Cause newer) {
    state
        .waiting()
        .map(EventState.Waiting::cause)
        .ifPresent(
            cause -> {
              String reason = "What came at %s took its place.".formatted(newer.at());
              decided.add(dropped(state, cause, reason, now));
            });
    state = state.waiting(Optional.empty());
  }

  private void start(EventState.Waiting next) {
    Cause cause = next.cause();
    try {
      Activation activation = trigger.set(next.event());
      RunId run = names.apply(activation.workflow());
      Occurrence occurrence = occurrence(state, cause);
      decided.add(new OccurrenceRecord(occurrence, Optional.of(run), "", now));
      runs.add(new TriggerBook.NewRun(run, activation, occurrence));
      state = state.ran(cause.at(), now);
    } catch (EvaluationException e) {
      state = state.waiting(Optional.empty());
      decided.add(dropped(state, cause, e.reason(), now));
    }
  }

  private EventBook.Firing firing(List<Cause> causes) {
    return new EventBook.Firing(List.of(state), causes, decided, runs);
  }

  /** What is recorded of a cause that has no run. */
  static OccurrenceRecord dropped(EventState state, Cause cause, String reason, Instant now) {
    return new OccurrenceRecord(occurrence(state, cause), Optional.empty(), reason, now);
  }

  private static Occurrence occurrence(EventState state, Cause cause) {
    return new Occurrence(new Occurrence.Key(state.id(), cause.at(), 0), state.covered());
  }
}

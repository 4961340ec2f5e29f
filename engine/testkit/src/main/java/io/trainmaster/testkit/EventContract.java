package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.EventState.Seen;
import io.trainmaster.trigger.OccurrenceRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store keeps of what happens, and of the triggers that are about it. */
public abstract class EventContract extends StoreContract {

  private static final TriggerId CHANGED = new TriggerId("churn@production/data:data/in.csv");
  private static final Cause FIRST = new Cause(CHANGED, "1:aa", AT, "data/in.csv is now aa");

  private final SampleRun second = new SampleRun("churn", 2);

  private static EventState state(Optional<Seen> seen, Optional<EventState.Waiting> waiting) {
    return new EventState(CHANGED, false, seen, 1, AT, AT.plusSeconds(1), Optional.of(AT), waiting);
  }

  @Test
  void triggersAreWhereTheyWere() {
    EventState begun =
        new EventState(
            CHANGED, true, Optional.empty(), 0, AT, AT, Optional.empty(), Optional.empty());
    EventState waiting =
        state(
            Optional.of(new Seen("aa", "17 bytes")),
            Optional.of(
                new EventState.Waiting(
                    FIRST, Map.of("path", Value.text("data/in.csv"), "size", new Value.Int(17)))));
    store.commit(List.of(new Change.EventTriggerChanged(begun)));
    assertThat(store.triggers().eventStates()).containsExactly(begun);
    store.commit(
        List.of(
            new Change.EventTriggerChanged(begun),
            new Change.CauseNoted(FIRST),
            new Change.EventTriggerChanged(waiting)));
    reopen();
    assertThat(store.triggers().eventStates()).containsExactly(waiting);
    EventState over = state(Optional.of(new Seen("", "")), Optional.empty());
    store.commit(List.of(new Change.EventTriggerChanged(over)));
    assertThat(store.triggers().eventStates()).containsExactly(over);
  }

  @Test
  void aCauseIsNotedOnce() {
    store.commit(List.of(new Change.CauseNoted(FIRST)));
    store.commit(List.of(new Change.CauseNoted(FIRST)));
    Cause again = new Cause(CHANGED, "1:aa", AT.plusSeconds(9), "data/in.csv is now aa");
    List<Change> twice = List.of(second.created(), new Change.CauseNoted(again));
    assertThatThrownBy(() -> store.commit(twice)).isInstanceOf(StoreException.class);
    reopen();

    assertThat(store.run(second.id())).isEmpty();
    assertThat(store.triggers().cause(CHANGED, "1:aa")).contains(FIRST);
    assertThat(store.triggers().cause(new TriggerId("other"), "1:aa")).isEmpty();
    assertThat(store.triggers().cause(CHANGED, AT)).contains(FIRST);
    assertThat(store.triggers().cause(CHANGED, AT.plusMillis(1))).isEmpty();
    Cause next = new Cause(CHANGED, "2:bb", AT.plusSeconds(1), "data/in.csv is now bb");
    store.commit(List.of(new Change.CauseNoted(next)));
    assertThat(store.triggers().causes(CHANGED, 10)).containsExactly(next, FIRST);
    assertThat(store.triggers().causes(CHANGED, 1)).containsExactly(next);
  }

  @Test
  void whatBecameOfACauseIsFoundByItsTime() {
    OccurrenceRecord became =
        new OccurrenceRecord(
            new Occurrence(new Occurrence.Key(CHANGED, AT, 0), AT.minusSeconds(60)),
            Optional.of(run.id()),
            "",
            AT);
    store.commit(
        List.of(run.created(), new Change.CauseNoted(FIRST), new Change.OccurrenceDecided(became)));
    reopen();
    assertThat(store.triggers().occurrence(CHANGED, AT)).contains(became);
    assertThat(store.triggers().occurrence(CHANGED, AT.plusMillis(1))).isEmpty();
  }

  @Test
  void causesThatNoRunNeedsAndThatCannotComeAgainAreForgotten() {
    Cause dropped = new Cause(CHANGED, "2:bb", AT.plusSeconds(1), "data/in.csv is now bb");
    Cause waits = new Cause(CHANGED, "3:cc", AT.plusSeconds(2), "data/in.csv is now cc");
    Cause last = new Cause(CHANGED, "4:dd", AT.plusSeconds(3), "data/in.csv is now dd");
    EventState state =
        new EventState(
            CHANGED,
            false,
            Optional.empty(),
            4,
            AT,
            last.at(),
            Optional.of(AT),
            Optional.of(new EventState.Waiting(waits, Map.of())));
    store.commit(
        List.of(
            run.created(),
            new Change.CauseNoted(FIRST),
            new Change.CauseNoted(dropped),
            new Change.CauseNoted(waits),
            new Change.CauseNoted(last),
            new Change.EventTriggerChanged(state),
            decided(FIRST, Optional.of(run.id())),
            decided(dropped, Optional.empty()),
            decided(last, Optional.empty())));
    Change forget = new Change.ReasonsForgotten(AT.plusSeconds(60), 1);

    assertThat(store.triggers().forgettable(AT)).isZero();
    assertThat(store.triggers().forgettable(AT.plusSeconds(60)))
        .as("the cause that was dropped, and that it was")
        .isEqualTo(2);
    store.commit(List.of(forget));
    reopen();
    assertThat(store.triggers().causes(CHANGED, 9)).containsExactly(last, waits, FIRST);
    assertThat(store.triggers().occurrence(CHANGED, dropped.at())).isEmpty();

    store.commit(
        List.of(
            new Change.RunChanged(run.summary(RunPhase.SUCCEEDED, "")),
            new Change.RunForgotten(run.id()),
            forget));
    assertThat(store.triggers().causes(CHANGED, 9)).containsExactly(last, waits);
    assertThat(store.triggers().eventStates()).containsExactly(state);
    assertThat(store.triggers().forgettable(AT.plusSeconds(60))).isZero();
  }

  private static Change decided(Cause cause, Optional<RunId> run) {
    return new Change.OccurrenceDecided(
        new OccurrenceRecord(
            new Occurrence(new Occurrence.Key(CHANGED, cause.at(), 0), AT.minusSeconds(60)),
            run,
            run.isPresent() ? "" : "The trigger rested.",
            AT));
  }

  @Test
  void theRunThatEndedLastIsFound() {
    assertThat(store.triggers().lastEnded("churn")).isEmpty();
    store.commit(List.of(run.created(), second.created()));
    RunSummary ended = second.summary(RunPhase.FAILED, "why");
    store.commit(List.of(new Change.RunChanged(ended)));
    assertThat(store.triggers().lastEnded("churn")).contains(ended);

    RunSummary summary = run.summary(RunPhase.SUCCEEDED, "");
    RunSummary later =
        new RunSummary(
            run.id(),
            "churn",
            summary.versionHash(),
            RunPhase.SUCCEEDED,
            "",
            summary.startedAt(),
            ended.endedAt().map(end -> end.plusSeconds(1)));
    store.commit(List.of(new Change.RunChanged(later)));
    reopen();
    assertThat(store.triggers().lastEnded("churn")).contains(later);
    assertThat(store.triggers().lastEnded("other")).isEmpty();
  }
}

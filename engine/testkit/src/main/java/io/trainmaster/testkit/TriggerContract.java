package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.time.Cursor;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store keeps of triggers, and of the runs that wait. */
public abstract class TriggerContract extends StoreContract {

  private static final TriggerId NIGHTLY = new TriggerId("churn/schedule-1");
  private static final Instant MIDNIGHT = Instant.parse("2026-01-02T00:00:00Z");

  private final SampleRun second = new SampleRun("churn", 2);

  @Test
  void theLatestActivationIsInForce() {
    Activation first = activation("", 0, Optional.of(run.version().hash()));
    Activation next = activation("", 1, Optional.of(run.version().hash()));
    Activation other = activation("staging", 2, Optional.of(run.version().hash()));
    for (Activation activation : List.of(first, next, other)) {
      store.commit(List.of(new Change.WorkflowActivated(activation, Optional.of(run.version()))));
    }
    reopen();
    assertThat(store.triggers().activations()).containsExactly(next, other);
    assertThat(store.triggers().history("churn")).containsExactly(other, next, first);
    assertThat(store.version(run.version().hash())).contains(run.version());

    Activation none = activation("", 3, Optional.empty());
    store.commit(List.of(new Change.WorkflowActivated(none, Optional.empty())));
    assertThat(store.triggers().activations()).containsExactly(none, other);
  }

  @Test
  void anOccurrenceIsKnownWhenItsRunIsForgotten() {
    store.commit(
        List.of(
            run.created(),
            decided(0, 0, Optional.of(run.id())),
            new Change.RunChanged(run.summary(RunPhase.SUCCEEDED, ""))));
    store.commit(List.of(new Change.RunForgotten(run.id())));
    reopen();

    assertThat(store.run(run.id())).isEmpty();
    OccurrenceRecord kept = store.triggers().occurrences(NIGHTLY, 10).get(0);
    assertThat(kept.run()).isEmpty();
    assertThat(kept.reason()).isEqualTo("Run " + run.id() + " is kept no longer.");
  }

  @Test
  void occurrencesThatNoRunNeedsAndThatCannotComeAgainAreForgotten() {
    store.commit(
        List.of(
            run.created(),
            new Change.TriggerChanged(
                new TriggerState(NIGHTLY, Cursor.at(MIDNIGHT.plusSeconds(3600 * 3)), false)),
            decided(0, 0, Optional.empty()),
            decided(1, 0, Optional.of(run.id())),
            decided(2, 0, Optional.empty()),
            decided(3, 0, Optional.empty()),
            decided(0, 1, Optional.empty()),
            decided(4, 1, Optional.empty())));
    Instant late = AT.plusSeconds(1_000_000);

    assertThat(store.triggers().forgettable(MIDNIGHT)).isZero();
    assertThat(store.triggers().forgettable(late)).isEqualTo(3);
    store.commit(List.of(new Change.ReasonsForgotten(late, 2)));
    assertThat(store.triggers().forgettable(late)).isLessThanOrEqualTo(1);
    store.commit(List.of(new Change.ReasonsForgotten(late, 2)));
    reopen();

    assertThat(store.triggers().occurrences(NIGHTLY, 10))
        .as("of a run, at the cursor, and the last")
        .extracting(kept -> kept.occurrence().key().nominal(), OccurrenceRecord::run)
        .containsExactly(
            tuple(MIDNIGHT.plusSeconds(3600 * 4), Optional.empty()),
            tuple(MIDNIGHT.plusSeconds(3600 * 3), Optional.empty()),
            tuple(MIDNIGHT.plusSeconds(3600), Optional.of(run.id())));
    store.commit(
        List.of(
            new Change.RunChanged(run.summary(RunPhase.SUCCEEDED, "")),
            new Change.RunForgotten(run.id()),
            new Change.ReasonsForgotten(late, 9)));
    assertThat(store.triggers().occurrences(NIGHTLY, 10)).hasSize(2);
    assertThat(store.triggers().lastGeneration(NIGHTLY)).isEqualTo(1);
  }

  @Test
  void anOccurrenceThatWasDecidedJustNowIsKept() {
    store.commit(
        List.of(
            new Change.TriggerChanged(
                new TriggerState(NIGHTLY, Cursor.at(MIDNIGHT.plusSeconds(7200)), false)),
            decided(0, 0, Optional.empty()),
            decided(1, 0, Optional.empty())));
    Instant decided = store.triggers().occurrences(NIGHTLY, 1).get(0).decidedAt();

    Instant late = decided.isAfter(MIDNIGHT) ? decided : MIDNIGHT;
    assertThat(store.triggers().forgettable(decided)).isZero();
    assertThat(store.triggers().forgettable(late.plusMillis(1))).isEqualTo(1);
  }

  @Test
  void triggersAreWhereTheyWere() {
    TriggerState state = new TriggerState(NIGHTLY, Cursor.at(MIDNIGHT), false);
    TriggerState later =
        new TriggerState(NIGHTLY, new Cursor(MIDNIGHT, MIDNIGHT.plusSeconds(60)), true);
    store.commit(List.of(new Change.TriggerChanged(state)));
    assertThat(store.triggers().states()).containsExactly(state);
    store.commit(List.of(new Change.TriggerChanged(state), new Change.TriggerChanged(later)));
    reopen();
    assertThat(store.triggers().states()).containsExactly(later);
  }

  @Test
  void anOccurrenceIsDecidedOnce() {
    store.commit(List.of(run.created(), decided(0, 0, Optional.of(run.id()))));
    store.commit(List.of(decided(0, 0, Optional.of(run.id()))));

    List<Change> twice = List.of(second.created(), decided(0, 0, Optional.of(second.id())));
    assertThatThrownBy(() -> store.commit(twice)).isInstanceOf(StoreException.class);
    reopen();
    assertThat(store.run(second.id())).isEmpty();
    assertThat(store.triggers().occurrences(NIGHTLY, 10))
        .containsExactly(decided(0, 0, Optional.of(run.id())).occurrence());
  }

  @Test
  void occurrencesAreFoundByTriggerAndByRun() {
    store.commit(
        List.of(
            run.created(),
            second.created(),
            decided(0, 0, Optional.empty()),
            decided(1, 0, Optional.of(run.id())),
            decided(0, 1, Optional.of(second.id()))));

    assertThat(store.triggers().occurrences(NIGHTLY, 2))
        .extracting(record -> record.occurrence().key().generation(), OccurrenceRecord::run)
        .containsExactly(tuple(0, Optional.of(run.id())), tuple(1, Optional.of(second.id())));
    assertThat(store.triggers().occurrence(second.id()))
        .contains(decided(0, 1, Optional.of(second.id())).occurrence());
    assertThat(store.triggers().occurrence(new RunId("churn-9"))).isEmpty();
    assertThat(store.triggers().lastGeneration(NIGHTLY)).isEqualTo(1);
    assertThat(store.triggers().lastGeneration(new TriggerId("other"))).isZero();
  }

  @Test
  void whatIsNotFinishedIsFound() {
    RunSummary queued = second.summary(RunPhase.QUEUED, "");
    store.commit(
        List.of(
            run.created(),
            second.created(),
            new Change.RunChanged(queued),
            decided(0, 0, Optional.of(run.id())),
            decided(1, 0, Optional.of(second.id()))));
    reopen();
    assertThat(store.unfinished())
        .extracting(RunSummary::id)
        .containsExactly(run.id(), second.id());
    assertThat(store.unfinished().get(1)).isEqualTo(queued);
    assertThat(store.triggers().unfinished()).hasSize(2);

    store.commit(List.of(new Change.RunChanged(run.summary(RunPhase.FAILED, "why"))));
    assertThat(store.unfinished()).extracting(RunSummary::id).containsExactly(second.id());
    assertThat(store.triggers().unfinished())
        .containsExactly(decided(1, 0, Optional.of(second.id())).occurrence());
  }

  @Test
  void aRunThatHasBegunIsCreatedAgainWithoutHarm() {
    store.commit(List.of(run.created()));
    RunSummary begun = run.summary(RunPhase.RUNNING, "");
    RunSummary later =
        new RunSummary(
            begun.id(),
            begun.workflow(),
            begun.versionHash(),
            RunPhase.RUNNING,
            "",
            begun.startedAt().plusSeconds(5),
            Optional.empty());
    store.commit(List.of(new Change.RunChanged(later)));
    store.commit(List.of(run.created()));
    assertThat(store.run(run.id()).orElseThrow().summary()).isEqualTo(later);
  }

  private Activation activation(String environment, int second, Optional<String> version) {
    return new Activation(
        environment,
        "churn",
        version,
        Map.of("data", new Value.Text("data.csv")),
        AT.plusSeconds(second));
  }

  private static Change.OccurrenceDecided decided(int hour, int generation, Optional<RunId> run) {
    Instant nominal = MIDNIGHT.plusSeconds(3600L * hour);
    return new Change.OccurrenceDecided(
        new OccurrenceRecord(
            new Occurrence(
                new Occurrence.Key(NIGHTLY, nominal, generation), nominal.minusSeconds(3600)),
            run,
            run.isPresent() ? "" : "Another one goes on.",
            AT));
  }
}

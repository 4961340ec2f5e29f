package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.track.Leadership;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * Of several servers on one store one leads, and only it writes as the leader. How long a lease
 * runs is told by the store's clock, so that tests let it run out by asking for none.
 */
public abstract class LeadershipContract extends StoreContract {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration NONE = Duration.ZERO;

  /** Who leads the servers on a store. */
  protected abstract Leadership leadership(RunStore store);

  @Test
  void nobodyLeadsAtFirst() {
    assertThat(leadership(store).leader()).isEmpty();
    assertThat(leadership(store).renew(1, LONG)).isFalse();
    assertThat(leadership(store).tryAcquire("a", LONG)).hasValue(1);
  }

  @Test
  void oneOfTwoLeads() {
    try (RunStore other = open(folder)) {
      assertThat(leadership(store).tryAcquire("a", LONG)).hasValue(1);
      assertThat(leadership(other).tryAcquire("b", LONG)).isEmpty();

      Leadership.Leader leader = leadership(other).leader().orElseThrow();
      assertThat(leader.owner()).isEqualTo("a");
      assertThat(leader.epoch()).isEqualTo(1);
      assertThat(leader.left()).isBetween(LONG.minusMinutes(30), LONG);
    }
  }

  @Test
  void anotherTakesOverWhenTheLeaseHasRunOut() {
    try (RunStore other = open(folder)) {
      long first = leadership(store).tryAcquire("a", NONE).orElseThrow();
      long second = leadership(other).tryAcquire("b", LONG).orElseThrow();

      assertThat(second).isGreaterThan(first);
      assertThat(leadership(store).renew(first, LONG)).isFalse();
      assertThat(leadership(store).tryAcquire("a", LONG)).isEmpty();
    }
  }

  @Test
  void aLeaseThatHasRunOutMayBeRenewedUntilAnotherTakesOver() {
    long epoch = leadership(store).tryAcquire("a", NONE).orElseThrow();

    assertThat(leadership(store).renew(epoch, LONG)).isTrue();
    assertThat(leadership(store).tryAcquire("b", LONG)).isEmpty();
  }

  @Test
  void aLeaseThatIsReleasedNeedNotBeWaitedFor() {
    long first = leadership(store).tryAcquire("a", LONG).orElseThrow();
    leadership(store).release(first);
    long second = leadership(store).tryAcquire("b", LONG).orElseThrow();
    leadership(store).release(first);

    assertThat(leadership(store).tryAcquire("c", LONG)).as("b leads").isEmpty();
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void whoAsksAgainBecauseTheAnswerWasLostLeads() {
    long first = leadership(store).tryAcquire("a", LONG).orElseThrow();
    OptionalLong again = leadership(store).tryAcquire("a", LONG);

    assertThat(again.orElseThrow()).isGreaterThan(first);
  }

  @Test
  void whoKnowsThatTheLeaderHasEndedTakesOver() {
    long first = leadership(store).tryAcquire("a", LONG).orElseThrow();

    assertThat(leadership(store).takeOver("b", LONG)).isGreaterThan(first);
  }

  @Test
  void theOldLeadersCommitIsRefusedAndChangesNothing() {
    RunStore old = store.under(leadership(store).tryAcquire("a", NONE).orElseThrow());
    old.commit(List.of(run.created(), run.event(1, "a leads")));
    try (RunStore other = open(folder)) {
      RunStore current = other.under(leadership(other).tryAcquire("b", LONG).orElseThrow());
      current.commit(List.of(run.event(2, "b leads")));
      Object before = everything();

      assertThatThrownBy(() -> old.commit(List.of(run.event(3, "a still leads"))))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FENCED))
          .hasMessageContaining("b leads since");
      assertThat(everything()).isEqualTo(before);
      current.commit(List.of(run.event(4, "b goes on")));
    }
    assertThat(store.events(run.id()))
        .extracting(RunStore.Event::text)
        .containsExactly("a leads", "b leads", "b goes on");
  }

  @Test
  void whatIsNotTheLeadersAloneIsWrittenByEverybody() {
    try (RunStore other = open(folder)) {
      RunStore old = store.under(leadership(store).takeOver("a", LONG));
      leadership(other).takeOver("b", LONG);

      assertThatThrownBy(() -> old.commit(List.of(run.created())))
          .isInstanceOf(StoreException.class);
      store.commit(List.of(run.created(), run.registered("churn", List.of())));
      assertThat(store.setAlias("churn", "production", 1)).isTrue();
      assertThat(old.setTag("churn", 1, "stage", "live")).isTrue();
      assertThat(old.run(run.id())).isPresent();
    }
  }

  @Test
  void anEpochGoesOnAfterTheStoreWasOpenedAgain() {
    long epoch = leadership(store).tryAcquire("a", LONG).orElseThrow();
    reopen();
    store.under(epoch).commit(List.of(run.created()));

    assertThat(leadership(store).takeOver("a", LONG)).isGreaterThan(epoch);
    assertThatThrownBy(() -> store.under(epoch).commit(List.of(run.event(1, "late"))))
        .isInstanceOf(StoreException.class);
  }
}

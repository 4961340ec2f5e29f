package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.Notification;
import io.trainmaster.outbox.SendingRules;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told is kept in a {@link io.trainmaster.track.RunStore}, each thing once. */
public abstract class OutboxContract extends StoreContract {

  private static final SendingRules ONCE = new SendingRules(1, Duration.ofDays(1));
  private static final SendingRules OFTEN = new SendingRules(9, Duration.ofDays(1));

  private final SampleRun second = new SampleRun("churn", 2);

  private static Notification told(SampleRun run, String id, String to, Instant at) {
    return new Notification(
        id,
        run.id(),
        "churn",
        Notification.Kind.FAILED,
        Notification.Severity.CRITICAL,
        to,
        run.id() + " failed",
        "Task fit failed: \u0000 “It broke.”\nAnd again.",
        at);
  }

  private Delivery add(SampleRun run, String id, String to) {
    store.commit(List.of(new Change.NotificationQueued(told(run, id, to, AT))));
    return store.outbox().find(id).orElseThrow();
  }

  private void change(Delivery delivery) {
    store.commit(List.of(new Change.DeliveryChanged(delivery)));
  }

  private List<String> due(Instant now) {
    return store.outbox().due(now).stream().map(one -> one.notification().id()).toList();
  }

  @Test
  void whatIsToldIsThereOnceHoweverOftenItIsDecided() {
    Notification first = told(run, "churn-1/a", "team", AT);
    Notification again = told(run, "churn-1/a", "team", AT.plusSeconds(9));
    store.commit(List.of(run.created(), new Change.NotificationQueued(first)));
    store.commit(List.of(new Change.NotificationQueued(first)));
    store.commit(List.of(new Change.NotificationQueued(again)));
    reopen();

    assertThat(store.outbox().latest(false, 10)).hasSize(1);
    Delivery kept = store.outbox().find("churn-1/a").orElseThrow();
    assertThat(kept.notification().createdAt()).isEqualTo(AT);
    assertThat(kept.notification().subject()).isEqualTo("churn-1 failed");
    assertThat(kept.phase()).isEqualTo(DeliveryPhase.WAITING);
    assertThat(kept.attempts()).isZero();
    assertThat(store.outbox().find("churn-1/b")).isEmpty();
    assertThat(store.outbox().waiting()).isEqualTo(1);
  }

  @Test
  void whatBelongsToAChangeIsTheretoOrNothingIs() {
    List<Change> refused =
        List.of(
            run.created(),
            new Change.NotificationQueued(told(run, "churn-1/a", "team", AT)),
            new Change.RunChanged(second.summary(RunPhase.FAILED, "")));
    assertThatThrownBy(() -> store.commit(refused)).isInstanceOf(StoreException.class);
    reopen();

    assertThat(store.outbox().find("churn-1/a")).isEmpty();
    assertThat(store.outbox().nextDue(AT)).isEmpty();
  }

  @Test
  void aNotificationMovesAsItIsWritten() {
    store.commit(List.of(run.created()));
    Delivery taken = add(run, "churn-1/a", "team").taken();
    change(taken);
    reopen();
    assertThat(store.outbox().find("churn-1/a")).contains(taken);
    assertThat(due(AT)).as("what was being sent is sent again").containsExactly("churn-1/a");

    Delivery later = taken.failed("HTTP 500", OFTEN, AT);
    change(later);
    change(later);
    assertThat(due(AT)).isEmpty();
    assertThat(store.outbox().nextDue(AT)).contains(later.dueAt());
    assertThat(due(later.dueAt())).containsExactly("churn-1/a");

    Delivery delivered = later.taken().delivered("HTTP 200", AT.plusSeconds(2));
    change(delivered);
    reopen();
    assertThat(store.outbox().of(run.id())).containsExactly(delivered);
    assertThat(due(AT.plusSeconds(99))).isEmpty();
    assertThat(store.outbox().nextDue(AT)).isEmpty();
    assertThat(store.outbox().waiting()).isZero();
  }

  @Test
  void whatWasGivenUpCanBeTriedAnew() {
    store.commit(List.of(run.created()));
    Delivery waiting = add(run, "churn-1/a", "team");
    assertThat(store.outbox().tryAgain("churn-1/a", AT.plusSeconds(5)))
        .as("it still waits")
        .isFalse();
    Delivery dead = waiting.taken().failed("HTTP 500", ONCE, AT);
    change(dead);
    assertThat(store.outbox().latest(true, 10)).containsExactly(dead);
    reopen();

    Instant now = AT.plusSeconds(60);
    assertThat(store.outbox().tryAgain("churn-1/a", now)).isTrue();
    assertThat(store.outbox().tryAgain("churn-1/b", now)).isFalse();
    assertThat(store.outbox().latest(true, 10)).isEmpty();
    Delivery anew = store.outbox().find("churn-1/a").orElseThrow();
    assertThat(anew.phase()).isEqualTo(DeliveryPhase.WAITING);
    assertThat(anew.attempts()).isZero();
    assertThat(anew.since()).isEqualTo(now);
    assertThat(anew.notification()).isEqualTo(dead.notification());
    assertThat(due(now)).containsExactly("churn-1/a");
  }

  @Test
  void thoseOfOneRunForOneChannelKeepTheirOrder() {
    store.commit(List.of(run.created(), second.created()));
    Delivery first = add(run, "churn-1/a", "team");
    add(run, "churn-1/b", "team");
    add(run, "churn-1/c", "lead");
    add(second, "churn-2/a", "team");

    assertThat(due(AT))
        .as("one for each channel")
        .containsExactlyInAnyOrder("churn-1/a", "churn-1/c");
    Delivery later = first.taken().failed("HTTP 500", OFTEN, AT);
    change(later);
    assertThat(due(AT))
        .as("what comes after it in its run waits, what is of another run doesn't")
        .containsExactlyInAnyOrder("churn-1/c", "churn-2/a");
    assertThat(store.outbox().nextDue(AT)).contains(later.dueAt());

    change(later.taken().failed("HTTP 500", ONCE, AT));
    assertThat(due(AT)).containsExactlyInAnyOrder("churn-1/b", "churn-1/c");
  }

  @Test
  void oneThatIsTriedLaterHoldsUpNoneOfAnotherRun() {
    store.commit(List.of(run.created(), second.created()));
    Delivery first = add(run, "churn-1/a", "team");
    add(second, "churn-2/a", "team");
    change(first.taken().failed("HTTP 500", OFTEN, AT.plusSeconds(60)));

    assertThat(due(AT)).containsExactly("churn-2/a");
    assertThat(store.outbox().nextDue(AT.plusSeconds(120))).isEmpty();
  }

  @Test
  void theLatestAreListedFirst() {
    store.commit(List.of(run.created()));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      add(run, "churn-1/" + i, "team");
      ids.add(0, "churn-1/" + i);
    }

    assertThat(store.outbox().latest(false, 3))
        .extracting(one -> one.notification().id())
        .containsExactlyElementsOf(ids.subList(0, 3));
  }

  @Test
  void aForgottenRunsNotificationsAreGone() {
    store.commit(List.of(run.created()));
    Delivery told = add(run, "churn-1/a", "team");
    store.commit(
        List.of(
            new Change.RunChanged(run.summary(RunPhase.FAILED, "")),
            new Change.RunForgotten(run.id())));
    change(told.taken());

    assertThat(store.outbox().latest(false, 10)).isEmpty();
    assertThat(store.run(run.id())).isEmpty();
  }

  @Test
  void howAWorkflowDoesIsKnownByTheRunThatSucceededOrFailedLast() {
    assertThat(store.outbox().lastOutcome("churn")).isEmpty();
    SampleRun third = new SampleRun("churn", 3);
    store.commit(List.of(run.created(), second.created(), third.created()));
    store.commit(List.of(new Change.RunChanged(run.summary(RunPhase.FAILED, ""))));
    store.commit(List.of(new Change.RunChanged(second.summary(RunPhase.CANCELLED, ""))));
    assertThat(store.outbox().lastOutcome("churn")).contains(RunPhase.FAILED);
    store.commit(List.of(new Change.RunChanged(third.summary(RunPhase.SUCCEEDED, ""))));
    reopen();
    assertThat(store.outbox().lastOutcome("churn")).contains(RunPhase.SUCCEEDED);
    assertThat(store.outbox().lastOutcome("other")).isEmpty();
  }

  @Test
  void aRunThatReproducesAnotherSaysNothingOfHowItsWorkflowDoes() {
    RunSummary like = run.summary(RunPhase.SUCCEEDED, "");
    store.commit(List.of(run.created()));
    Change.RunCreated created = second.created();
    RunSummary reproducing =
        new RunSummary(
            new RunId("churn-2"),
            "churn",
            created.run().versionHash(),
            RunPhase.QUEUED,
            "",
            created.run().startedAt(),
            Optional.empty(),
            RunOptions.DEFAULT.reproducing(run.id()));
    store.commit(
        List.of(
            new Change.RunCreated(
                reproducing,
                created.version(),
                created.parameters(),
                created.environment(),
                created.tasks()),
            new Change.RunChanged(like),
            new Change.RunChanged(reproducing.failed("It broke.", AT.plusSeconds(500)))));

    assertThat(store.outbox().lastOutcome("churn")).contains(RunPhase.SUCCEEDED);
  }
}

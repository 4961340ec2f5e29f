package io.trainmaster.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.run.RunId;
import io.trainmaster.track.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Message DECISION = new Message.Closed();

  private static Message remark(int number) {
    RunId run = new RunId("r-" + number);
    return new Message.Record(new Change.EnvironmentNoted(run, Map.of()));
  }

  private static CompletableFuture<List<Message>> taken(Inbox inbox) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return inbox.await(Optional.empty());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static List<Message> get(CompletableFuture<List<Message>> taken) {
    return taken.orTimeout(50, TimeUnit.SECONDS).join();
  }

  @Test
  void remarksWaitForWhatTheyCanBeWrittenWith() {
    Inbox inbox = new Inbox(LONG);
    inbox.add(remark(1));
    CompletableFuture<List<Message>> taken = taken(inbox);
    inbox.add(remark(2));
    inbox.add(DECISION);

    assertThat(get(taken)).startsWith(remark(1), remark(2), DECISION);
  }

  @Test
  void whatSomethingFollowsFromWaitsForNothing() {
    Inbox inbox = new Inbox(LONG);
    CompletableFuture<List<Message>> taken = taken(inbox);
    inbox.add(DECISION);

    assertThat(get(taken)).containsExactly(DECISION);
  }

  @Test
  void aRemarkBehindADecisionWaitsForNothing() {
    Inbox inbox = new Inbox(LONG);
    inbox.add(DECISION);
    inbox.add(remark(1));

    assertThat(get(taken(inbox))).containsExactly(DECISION, remark(1));
  }

  @Test
  void remarksAloneAreHandedOverWhenTheirWaitIsOver() {
    Inbox inbox = new Inbox(Duration.ZERO);
    inbox.add(remark(1));

    assertThat(get(taken(inbox))).containsExactly(remark(1));
  }

  @Test
  void givesNothingWhereNothingComesInTime() throws InterruptedException {
    assertThat(new Inbox(LONG).await(Optional.of(Duration.ZERO))).isEmpty();
  }
}

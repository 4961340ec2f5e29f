package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.channel.ChannelSettings;
import io.trainmaster.model.Alert;
import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.SendingRules;
import io.trainmaster.store.StateLocation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is killed when a receiver has taken a notification and before it knows of it. */
@Timeout(120)
class KilledSenderTest {

  @TempDir Path folder;

  /** An engine in a process of its own: its run fails at once, and it never ends. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
      Engine engine = open(Path.of(arguments[0]), arguments[1]);
      engine.start(shut(), Map.of(), RunListener.none());
      Thread.currentThread().join();
    }
  }

  private static Engine open(Path folder, String url) {
    ChannelSettings team =
        new ChannelSettings.Webhook(
            Optional.of(url), Optional.empty(), Optional.empty(), Duration.ofSeconds(30));
    NotificationSettings told =
        new NotificationSettings(Map.of("team", team), new SendingRules(30, Duration.ofDays(1)));
    return Engine.open(
        Workflows.settings(StateLocation.of(folder.resolve("state")), folder, told),
        state -> new ScriptedWorker(),
        wake -> Alarm.none(),
        Clock.systemUTC());
  }

  private static WorkflowVersion shut() {
    TaskSpec gate =
        new TaskSpec.Gate(
            new TaskId("require-1"),
            1,
            Set.of(),
            new Expression.Literal(new Value.Bool(false)),
            TaskSpec.Otherwise.FAIL,
            new Expression.Literal(Value.text("It is shut.")));
    return WorkflowVersion.of(
        new WorkflowGraph(
            "test",
            "",
            List.of(),
            List.of(gate, call("never", "never", "require-1")),
            Optional.empty(),
            Optional.of(
                new Automation(
                    List.of(), List.of(new Alert(1, "team", Set.of(Alert.Cause.FAILED)))))),
        "source",
        "test.train");
  }

  @Test
  void whatItHadSentIsSentAgainByTheSameId() throws Exception {
    CompletableFuture<Process> process = new CompletableFuture<>();
    try (Receiver receiver = new Receiver()) {
      receiver.whenTaken(() -> process.join().destroyForcibly().onExit().join());
      process.complete(start(receiver.url()));
      receiver.await(1);
      assertThat(process.join().waitFor()).as("it was killed").isNotZero();

      try (Engine engine = open(folder, receiver.url())) {
        receiver.await(2);
      }

      assertThat(receiver.ids()).hasSize(1);
      assertThat(receiver.posts())
          .extracting(post -> post.json("attempt"))
          .containsExactly("1", "2");
      assertThat(receiver.posts())
          .extracting(post -> post.header("webhook-id"))
          .containsOnly(receiver.posts().get(0).json("id"));
      try (Engine engine = open(folder, receiver.url())) {
        List<Delivery> told = engine.runs().outbox().latest(false, 10);
        assertThat(told).extracting(Delivery::phase).containsExactly(DeliveryPhase.DELIVERED);
      }
      assertThat(receiver.posts()).hasSize(2);
    }
  }

  private Process start(String url) throws Exception {
    return ChildEngine.start(Main.class, folder, url);
  }
}

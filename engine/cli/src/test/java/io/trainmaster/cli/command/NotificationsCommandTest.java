package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.cli.health.StateCheck;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.Notification;
import io.trainmaster.outbox.SendingRules;
import io.trainmaster.store.StateFolder;
import io.trainmaster.store.StateLocation;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsCommandTest {
  private static final SampleRun RUN = new SampleRun("churn", 1);
  private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    try (StateFolder held = StateFolder.open(tester.project().resolve(".trainmaster"))) {
      Delivery sent = Delivery.of(told("churn-1/alert/late/1", "team")).taken();
      Delivery dead = Delivery.of(told("churn-1/alert/failed/1/0", "team")).taken();
      held.runs()
          .commit(
              List.of(
                  RUN.created(),
                  new Change.NotificationQueued(sent.notification()),
                  new Change.NotificationQueued(dead.notification()),
                  new Change.DeliveryChanged(sent.delivered("HTTP 200", AT.plusSeconds(1))),
                  new Change.DeliveryChanged(
                      dead.failed("HTTP 500", new SendingRules(1, Duration.ofDays(1)), AT))));
    }
  }

  private static Notification told(String id, String to) {
    return new Notification(
        id,
        RUN.id(),
        "churn",
        Notification.Kind.FAILED,
        Notification.Severity.CRITICAL,
        to,
        "churn-1 failed",
        "Task fit failed.",
        AT);
  }

  @Test
  void whatWasToldIsListed() throws Exception {
    assertThat(tester.run("notifications").out())
        .isEqualTo(
            """
            TIME (UTC)           ID                        TO    STATE      ATTEMPTS  SUBJECT         ANSWER
            2026-05-01 10:00:00  churn-1/alert/failed/1/0  team  dead       1         churn-1 failed  HTTP 500
            2026-05-01 10:00:00  churn-1/alert/late/1      team  delivered  1         churn-1 failed  HTTP 200
            """);
    JsonNode dead =
        new ObjectMapper()
            .readTree(tester.run("notifications", "--dead", "--output", "json").out());
    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).get("state").asText()).isEqualTo("dead");
    assertThat(dead.get(0).get("id").asText()).isEqualTo("churn-1/alert/failed/1/0");
  }

  @Test
  void theDoctorSaysThatSomeWereGivenUp() {
    StateLocation state = StateLocation.of(tester.project().resolve(".trainmaster"));

    assertThat(StateCheck.run(state))
        .anyMatch(finding -> finding.text().contains("`trainmaster notifications --dead`"));
  }

  @Test
  void aRunShowsWhatWasToldOfIt() {
    assertThat(tester.run("show", "churn-1").out())
        .contains(
            """
            TOLD
            """)
        .contains("failed  team  dead       churn-1 failed  HTTP 500");
  }

  @Test
  void whatWasGivenUpIsTriedAnew() {
    Result sent = tester.run("notifications", "send", "churn-1/alert/failed/1/0");
    assertThat(sent.exit()).isZero();
    assertThat(sent.err()).contains("is tried anew");
    try (StateFolder state = StateFolder.read(tester.project().resolve(".trainmaster"))) {
      assertThat(state.runs().outbox().find("churn-1/alert/failed/1/0").orElseThrow().phase())
          .isEqualTo(DeliveryPhase.WAITING);
    }

    Result delivered = tester.run("notifications", "send", "churn-1/alert/late/1");
    assertThat(delivered.exit()).isEqualTo(2);
    assertThat(delivered.err()).contains("churn-1/alert/late/1 wasn't given up: it is delivered.");
    assertThat(tester.run("notifications", "send", "nothing").exit()).isEqualTo(66);
  }

  @Test
  void aChannelIsTested() {
    tester.write(
        "conf/dev.properties",
        "channel.pager.kind = command\nchannel.pager.command = cat\n"
            + "channel.broken.kind = command\nchannel.broken.command = false\n");

    Result taken = tester.run("notifications", "test", "pager");
    assertThat(taken.exit()).isZero();
    assertThat(taken.out()).startsWith("pager has taken it: exit code 0 {\"id\":\"test/");
    Result refused = tester.run("notifications", "test", "broken");
    assertThat(refused.exit()).isEqualTo(69);
    assertThat(refused.out()).isEqualTo("broken refuses: exit code 1\n");
    Result unknown = tester.run("notifications", "test", "pagr");
    assertThat(unknown.exit()).isEqualTo(66);
    assertThat(unknown.err())
        .contains("There is no channel `pagr`; the settings have broken, pager.")
        .contains("Did you mean pager?");
  }

  @Test
  void aWorkflowThatTellsNobodyIsNoticedBeforeItRuns() {
    tester.write("data.csv", "a\n1\n");
    tester.write(
        "a.train",
        """
        workflow told(data: Path = "data.csv") {
          alert "ml-oncal", on: [failed]
          raw = ingest.csv(data)
        }
        """);
    tester.write(
        "b.train",
        """
        workflow says(data: Path = "data.csv", whom: String = "teem") {
          raw = ingest.csv(data)
          notify("there is data", to: whom) after raw
        }
        """);
    tester.write(
        "conf/dev.properties",
        "channel.ml-oncall.kind = command\nchannel.ml-oncall.command = cat\n");

    Result applied = tester.run("apply", "a.train");
    assertThat(applied.exit()).isEqualTo(66);
    assertThat(applied.err())
        .contains("There is no channel `ml-oncal`; the settings have ml-oncall.")
        .contains("a.train:2")
        .contains("Did you mean ml-oncall?");
    Result run = tester.run("run", "b.train");
    assertThat(run.exit()).isEqualTo(66);
    assertThat(run.err()).contains("There is no channel `teem`").contains("b.train:3");
    assertThat(tester.run("run", "a.train").err())
        .contains("a.train:2: the alert reaches nobody: There is no channel `ml-oncal`");
  }
}

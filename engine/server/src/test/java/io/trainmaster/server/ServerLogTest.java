package io.trainmaster.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Outcome;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.Notification;
import io.trainmaster.outbox.SendingRules;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunPhase;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.OccurrenceRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ServerLogTest {

  private static final SampleRun RUN = new SampleRun("churn", 3);
  private static final Instant NOW = SampleRun.START.plusSeconds(60);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ServerLog log(ServerLog.Form form) {
    return new ServerLog(
        new PrintStream(bytes, true, UTF_8), form, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static List<Change> changes() {
    Failure failure = new Failure(Outcome.ERROR, "T0004", "The file is empty.", "", "");
    Occurrence occurrence =
        new Occurrence(
            new Occurrence.Key(
                new TriggerId("churn/schedule-1"), Instant.parse("2026-01-02T03:00:00Z"), 0),
            Instant.parse("2026-01-02T02:00:00Z"));
    return List.of(
        new Change.WorkflowActivated(
            new Activation("production", "churn", Optional.of("h"), Map.of(), NOW),
            Optional.empty()),
        new Change.OccurrenceDecided(
            new OccurrenceRecord(occurrence, Optional.of(RUN.id()), "", NOW)),
        new Change.OccurrenceDecided(
            new OccurrenceRecord(occurrence, Optional.empty(), "Run churn-2 goes on.", NOW)),
        RUN.created(),
        new Change.RunChanged(RUN.summary(RunPhase.RUNNING, "")),
        RUN.attempted(SampleRun.LOAD, 1, AttemptPhase.SUCCEEDED),
        new Change.AttemptChanged(
            RUN.id(), RUN.attempt(SampleRun.FIT, 1, 2, AttemptPhase.FAILED, Optional.of(failure))),
        RUN.registered("churn", List.of()),
        RUN.event(1, "is not for the log"),
        new Change.RunChanged(RUN.summary(RunPhase.FAILED, "fit: The file is empty.")),
        new Change.DeliveryChanged(told()),
        new Change.DeliveryChanged(
            told().failed("HTTP 500", new SendingRules(1, Duration.ofDays(1)), NOW)),
        new Change.DeliveryChanged(told().delivered("HTTP 200", NOW)));
  }

  private static Delivery told() {
    return Delivery.of(
            new Notification(
                "churn-3/alert/failed/1/0",
                RUN.id(),
                "churn",
                Notification.Kind.FAILED,
                Notification.Severity.CRITICAL,
                "team",
                "churn-3 failed",
                "",
                NOW))
        .taken();
  }

  @Test
  void saysInALineEachWhatHasHappened() {
    log(ServerLog.Form.TEXT).committed(changes(), Duration.ZERO);
    assertThat(bytes.toString(UTF_8).lines().map(line -> line.substring(25)))
        .containsExactly(
            "INFO  Workflow churn is active in production.",
            "INFO  churn/schedule-1, due at 2026-01-02T03:00:00Z, has made run churn-3.",
            "INFO  churn/schedule-1, due at 2026-01-02T03:00:00Z, makes no run: Run churn-2 goes on.",
            "INFO  Run churn-3 is queued.",
            "INFO  Run churn-3 is running.",
            "WARN  Attempt 1 of fit in run churn-3 has ended with error: The file is empty.",
            "INFO  Run churn-3 has registered model churn.",
            "WARN  Run churn-3 has failed after 1m 0s: fit: The file is empty.",
            "WARN  Notification churn-3/alert/failed/1/0 is given up, and wasn't taken by team:"
                + " HTTP 500",
            "INFO  Notification churn-3/alert/failed/1/0 has been delivered to team: HTTP 200");
    assertThat(bytes.toString(UTF_8)).startsWith("2026-01-02T03:05:05.678Z ");
  }

  @Test
  void saysTheSameAsJsonWithWhatItIsAbout() {
    log(ServerLog.Form.JSON).committed(changes(), Duration.ZERO);
    List<String> lines = bytes.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(10);
    assertThat(lines.get(5))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:05:05.678Z\",\"level\":\"warn\","
                + "\"message\":\"Attempt 1 of fit in run churn-3 has ended with error: The file is"
                + " empty.\",\"run\":\"churn-3\",\"task\":\"fit\",\"attempt\":\"1\","
                + "\"outcome\":\"error\",\"code\":\"T0004\"}");
  }

  @Test
  void whatLibrariesWarnOfIsTakenIn() {
    Logger root = Logger.getLogger("");
    Handler[] before = root.getHandlers();
    try {
      for (Handler handler : before) {
        root.removeHandler(handler);
      }
      log(ServerLog.Form.TEXT).takeInLibraries();
      Logger.getLogger("org.example").info("nobody needs to know");
      Logger.getLogger("org.example")
          .log(Level.SEVERE, "It broke.", new IllegalStateException("inside"));
      assertThat(bytes.toString(UTF_8).lines().toList().get(0)).endsWith("ERROR It broke.");
      assertThat(bytes.toString(UTF_8)).contains("IllegalStateException: inside");
    } finally {
      for (Handler handler : root.getHandlers()) {
        root.removeHandler(handler);
      }
      for (Handler handler : before) {
        root.addHandler(handler);
      }
    }
  }
}

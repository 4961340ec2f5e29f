package io.trainmaster.schedule;

import io.trainmaster.model.Alert;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.outbox.Notification;
import io.trainmaster.outbox.Notification.Kind;
import io.trainmaster.outbox.Notification.Severity;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells of a run whom its workflow's {@code alert} lines name. What is told is part of the decision
 * that makes it true. A run that only reproduces another tells nobody.
 */
final class RunAlerts {

  private final Draft draft;
  private final Endings endings;
  private final LongSupplier fences;
  private final List<Alert> alerts;
  private boolean late;

  RunAlerts(Shared shared, WorkflowGraph workflow) {
    this.draft = shared.draft();
    this.endings = shared.endings();
    this.fences = shared.fences();
    this.alerts = workflow.alerts();
  }

  /** Whether anybody wants to know. */
  boolean isAwaited(Alert.Cause cause) {
    for (Alert alert : alerts) {
      if (alert.on().contains(cause)) {
        return true;
      }
    }
    return false;
  }

  /** A run has ended. One that is gone on with ends once more, and is told of once more. */
  void ended(RunSummary run, Instant now) {
    if (run.phase() == RunPhase.FAILED) {
      tell(run, Alert.Cause.FAILED, end(), run.id() + " failed", run.message(), now);
    } else if (run.phase() == RunPhase.SUCCEEDED
        && isAwaited(Alert.Cause.RECOVERED)
        && endings.hasFailed(run.workflow())) {
      tell(
          run,
          Alert.Cause.RECOVERED,
          end(),
          run.workflow() + " has recovered",
          "Run " + run.id() + " has succeeded; the one before it had failed.",
          now);
    }
    endings.note(run);
  }

  /** Tells an end from any other, which a clock that is set back can't. */
  private String end() {
    return "/" + fences.getAsLong();
  }

  /** A run is late, of which people are told once. */
  void late(RunSummary run, String why, Instant now) {
    if (!late) {
      late = true;
      tell(run, Alert.Cause.LATE, "", run.id() + " is late", why, now);
    }
  }

  private void tell(
      RunSummary run, Alert.Cause cause, String end, String subject, String text, Instant now) {
    if (run.options().reproduces().isPresent()) {
      return;
    }
    for (int i = 0; i < alerts.size(); i++) {
      Alert alert = alerts.get(i);
      if (alert.on().contains(cause)) {
        Kind kind = kind(cause);
        draft.add(
            new Change.NotificationQueued(
                new Notification(
                    run.id() + "/alert/" + kind.word() + "/" + (i + 1) + end,
                    run.id(),
                    run.workflow(),
                    kind,
                    severity(cause),
                    alert.to(),
                    subject,
                    text,
                    now)));
      }
    }
  }

  private static Kind kind(Alert.Cause cause) {
    return switch (cause) {
      case FAILED -> Kind.FAILED;
      case LATE -> Kind.LATE;
      case RECOVERED -> Kind.RECOVERED;
    };
  }

  private static Severity severity(Alert.Cause cause) {
    return switch (cause) {
      case FAILED -> Severity.CRITICAL;
      case LATE -> Severity.WARNING;
      case RECOVERED -> Severity.INFO;
    };
  }
}

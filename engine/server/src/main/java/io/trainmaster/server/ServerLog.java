package io.trainmaster.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.model.ValueText;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunPhase;
import io.trainmaster.runtime.CommitListener;
import io.trainmaster.runtime.Forgotten;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.OccurrenceRecord;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself, a line for each thing: for people, or as JSON for what gathers
 * logs. What libraries have to say is in it too. Safe for use from several threads.
 */
public final class ServerLog implements CommitListener {

  /** How a line looks. */
  public enum Form {
    /** {@code 2026-05-01T06:00:00.123Z INFO Run churn-3 has succeeded after 41 s.} */
    TEXT,
    /** An object with time, level, message, and what the message is about. */
    JSON
  }

  private enum Level {
    INFO,
    WARN,
    ERROR
  }

  private final PrintStream out;
  private final Form form;
  private final Clock clock;

  /** A log that writes to a stream, which stays open. */
  public ServerLog(PrintStream out, Form form) {
    this(out, form, Clock.systemUTC());
  }

  ServerLog(PrintStream out, Form form, Clock clock) {
    this.out = out;
    this.form = form;
    this.clock = clock;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private synchronized void write(
      Instant at, Level level, String message, Map<String, String> about) {
    if (form == Form.TEXT) {
      out.println("%s %-5s %s".formatted(at, level, message.stripTrailing()));
      return;
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", at.toString());
    line.put("level", level.name().toLowerCase(Locale.ROOT));
    line.put("message", message);
    about.forEach(line::put);
    out.println(line);
  }

  // What the engine does.

  @Override
  public void committed(List<Change> changes, Duration took) {
    changes.forEach(this::tell);
  }

  /** Runs and artifacts that are kept no longer were deleted. */
  void forgotten(Forgotten gone) {
    String message =
        "%d runs are kept no longer, %d records of what triggers did, and %d artifacts with %s."
            .formatted(
                gone.runs().size(),
                gone.reasons(),
                gone.artifacts(),
                ValueText.bytes(gone.bytes()));
    write(now(), Level.INFO, message, Map.of());
  }

  private void tell(Change change) {
    if (change instanceof Change.RunCreated created) {
      RunSummary run = created.run();
      write(now(), Level.INFO, "Run " + run.id() + " is queued.", about(run));
    } else if (change instanceof Change.RunChanged changed) {
      tell(changed.run());
    } else if (change instanceof Change.AttemptChanged changed) {
      tell(changed.run().value(), changed.attempt());
    } else if (change instanceof Change.OccurrenceDecided decided) {
      tell(decided.occurrence());
    } else if (change instanceof Change.CauseNoted noted) {
      tell(noted.cause());
    } else if (change instanceof Change.WorkflowActivated activated) {
      tell(activated.activation());
    } else if (change instanceof Change.DeliveryChanged changed) {
      tell(changed.delivery());
    } else if (change instanceof Change.ModelRegistered registered) {
      String model = registered.model().name();
      String message = "Run " + registered.model().run() + " has registered model " + model + ".";
      write(now(), Level.INFO, message, Map.of("model", model));
    }
  }

  private void tell(RunSummary run) {
    String what =
        switch (run.phase()) {
          case QUEUED -> "is queued";
          case RUNNING -> "is running";
          case CANCELLING -> "is being cancelled";
          case SUCCEEDED -> "has succeeded";
          case SKIPPED -> "has been skipped";
          case FAILED -> "has failed";
          case CANCELLED -> "has been cancelled";
        };
    String after =
        run.endedAt()
            .map(end -> " after " + ValueText.duration(Duration.between(run.startedAt(), end)))
            .orElse("");
    String why = run.message().isEmpty() ? "." : ": " + run.message();
    boolean failed = run.phase() == RunPhase.FAILED;
    write(
        now(),
        failed ? Level.WARN : Level.INFO,
        "Run " + run.id() + " " + what + after + why,
        about(run));
  }

  private static Map<String, String> about(RunSummary run) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("run", run.id().value());
    about.put("workflow", run.workflow());
    about.put("phase", run.phase().name().toLowerCase(Locale.ROOT));
    return about;
  }

  /** Attempts that go well are many, and are in the run's record. */
  private void tell(String run, AttemptRecord attempt) {
    if (attempt.phase() != AttemptPhase.FAILED) {
      return;
    }
    Failure failure = attempt.failure().orElseThrow();
    String outcome = failure.outcome().word();
    Map<String, String> about = new LinkedHashMap<>();
    about.put("run", run);
    about.put("task", attempt.task().value());
    about.put("attempt", Integer.toString(attempt.number()));
    about.put("outcome", outcome);
    about.put("code", failure.code());
    write(
        now(),
        Level.WARN,
        "Attempt %d of %s in run %s has ended with %s: %s"
            .formatted(attempt.number(), attempt.task(), run, outcome, failure.message()),
        about);
  }

  /** That it is being sent is followed by what comes of it. */
  private void tell(Delivery delivery) {
    Notification told = delivery.notification();
    String what =
        switch (delivery.phase()) {
          case SENDING -> "";
          case DELIVERED -> "has been delivered to ";
          case WAITING -> "is tried again at " + delivery.dueAt() + ", and wasn't taken by ";
          case DEAD -> "is given up, and wasn't taken by ";
        };
    if (!what.isEmpty()) {
      Map<String, String> about = new LinkedHashMap<>();
      about.put("notification", told.id());
      about.put("channel", told.to());
      about.put("run", told.run().value());
      write(
          now(),
          delivery.phase() == DeliveryPhase.DELIVERED ? Level.INFO : Level.WARN,
          "Notification " + told.id() + " " + what + told.to() + ": " + delivery.answer(),
          about);
    }
  }

  private void tell(OccurrenceRecord occurrence) {
    String trigger = occurrence.occurrence().key().trigger().value();
    String nominal = occurrence.occurrence().nominal().toString();
    Map<String, String> about = new LinkedHashMap<>();
    about.put("trigger", trigger);
    about.put("nominal", nominal);
    occurrence.run().ifPresent(run -> about.put("run", run.value()));
    String made =
        occurrence
            .run()
            .map(run -> " has made run " + run + ".")
            .orElse(" makes no run: " + occurrence.reason());
    String when = occurrence.occurrence().key().trigger().belongsToSchedule() ? "due" : "noticed";
    write(now(), Level.INFO, trigger + ", " + when + " at " + nominal + "," + made, about);
  }

  private void tell(Cause cause) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("trigger", cause.trigger().value());
    about.put("nominal", cause.at().toString());
    write(now(), Level.INFO, cause.trigger() + ": " + cause.text() + ".", about);
  }

  private void tell(Activation activation) {
    String place = activation.environment().isEmpty() ? "" : " in " + activation.environment();
    String what = activation.versionHash().isPresent() ? " is active" : " is out of use";
    write(
        now(),
        Level.INFO,
        "Workflow " + activation.workflow() + what + place + ".",
        Map.of("workflow", activation.workflow(), "environment", activation.environment()));
  }

  // What libraries say.

  /**
   * Takes in what anything in this process says through {@link java.util.logging}, from warnings
   * on.
   */
  public void takeInLibraries() {
    Logger.getLogger("").addHandler(new FromLibraries());
  }

  private final class FromLibraries extends Handler {

    /** Of what these loggers say, less weighty things are told too. */
    private static final String OURS = "io.trainmaster.";

    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord event) {
      boolean ours = String.valueOf(event.getLoggerName()).startsWith(OURS);
      java.util.logging.Level least =
          ours ? java.util.logging.Level.INFO : java.util.logging.Level.WARNING;
      if (event.getLevel().intValue() >= least.intValue()) {
        write(
            event.getInstant().truncatedTo(ChronoUnit.MILLIS),
            level(event),
            formatter.formatMessage(event) + trace(event.getThrown()),
            Map.of("logger", String.valueOf(event.getLoggerName())));
      }
    }

    private static Level level(LogRecord event) {
      int level = event.getLevel().intValue();
      if (level >= java.util.logging.Level.SEVERE.intValue()) {
        return Level.ERROR;
      }
      return level >= java.util.logging.Level.WARNING.intValue() ? Level.WARN : Level.INFO;
    }

    private static String trace(@Nullable Throwable thrown) {
      if (thrown == null) {
        return "";
      }
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text));
      return "\n" + text;
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {}
  }
}

package io.trainmaster.server;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.runtime.CommitListener;
import io.trainmaster.runtime.Forgotten;
import io.trainmaster.time.Occurrence;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.OccurrenceRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server counts and measures, in the formats of Prometheus. Times are in seconds, as its
 * conventions ask. Safe for use from several threads.
 */
final class ServerMetrics implements CommitListener {

  private static final double[] SECONDS_OF_A_COMMIT = {.0005, .001, .002, .005, .01, .05, .2, 1, 5};
  private static final double[] SECONDS_OF_A_REQUEST = {.001, .005, .02, .1, .5, 2, 10};
  private static final double[] SECONDS_OF_WORK = {1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 86_400};
  private static final double[] SECONDS_LATE = {.01, .05, .2, 1, 5, 60, 600, 3600, 86_400};

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Map<RunId, RunPhase> unfinished = new ConcurrentHashMap<>();
  private final Counter runs =
      counter("trainmaster_runs", "Runs that have ended, by how.", "workflow", "phase");
  private final Histogram runSeconds =
      histogram("trainmaster_run_seconds", "How long runs took.", SECONDS_OF_WORK, "workflow");
  private final Counter attempts =
      counter("trainmaster_attempts", "Attempts that have ended, by how.", "outcome");
  private final Histogram attemptSeconds =
      histogram("trainmaster_attempt_seconds", "How long attempts took.", SECONDS_OF_WORK);
  private final Counter occurrences =
      counter("trainmaster_occurrences", "Times that triggers were due, by what came of it.", "is");
  private final Histogram lateness =
      histogram(
          "trainmaster_trigger_late_seconds", "How late triggers were noticed.", SECONDS_LATE);
  private final Histogram commitSeconds =
      histogram("trainmaster_commit_seconds", "How long transactions took.", SECONDS_OF_A_COMMIT);
  private final Counter changes =
      counter("trainmaster_changes", "Changes that were written in transactions.");
  private final Counter notifications =
      counter(
          "trainmaster_notifications",
          "What people were told, by whether it was delivered or given up.",
          "channel",
          "is");
  private final Counter notificationFailures =
      counter(
          "trainmaster_notification_failures", "Attempts that a channel didn't take.", "channel");
  private final Counter runsDeleted =
      counter("trainmaster_runs_deleted", "Runs that were deleted unasked, being old.");
  private final Counter bytesDeleted =
      counter(
          "trainmaster_artifact_deleted_bytes",
          "What the artifacts had that nothing named any more and that were deleted unasked.");
  private final Histogram requestSeconds =
      histogram(
          "trainmaster_request_seconds",
          "How long requests over HTTP took.",
          SECONDS_OF_A_REQUEST,
          "method",
          "status");

  /**
   * The metrics of a server that has done nothing yet.
   *
   * @param folder whose disk is looked at
   */
  ServerMetrics(String version, Path folder) {
    Info.builder()
        .name("trainmaster_build_info")
        .help("The version of Trainmaster.")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version);
    GaugeWithCallback.builder()
        .name("trainmaster_runs_unfinished")
        .help("Runs that wait for their turn or are under way.")
        .labelNames("phase")
        .callback(this::countUnfinished)
        .register(registry);
    GaugeWithCallback.builder()
        .name("trainmaster_state_free_bytes")
        .help("What is free on the disk of the state folder.")
        .callback(callback -> callback.call(folder.toFile().getUsableSpace()))
        .register(registry);
    JvmMetrics.builder().register(registry);
  }

  /** Runs and artifacts that are kept no longer were deleted. */
  void forgotten(Forgotten gone) {
    runsDeleted.inc(gone.runs().size());
    bytesDeleted.inc(gone.bytes());
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help, double[] bounds, String... labels) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(bounds)
        .register(registry);
  }

  private void countUnfinished(GaugeWithCallback.Callback callback) {
    for (RunPhase phase : RunPhase.values()) {
      if (!phase.isEnd()) {
        long number = unfinished.values().stream().filter(phase::equals).count();
        callback.call(number, word(phase));
      }
    }
  }

  /** Who knows how many notifications wait, or empty for the moment. */
  void countWaiting(Supplier<OptionalLong> waiting) {
    GaugeWithCallback.builder()
        .name("trainmaster_notifications_waiting")
        .help("Notifications that are to be sent, or sent again.")
        .callback(callback -> waiting.get().ifPresent(callback::call))
        .register(registry);
  }

  /** Runs that were there before the server was. */
  void found(List<RunSummary> left) {
    left.forEach(run -> unfinished.putIfAbsent(run.id(), run.phase()));
  }

  @Override
  public void committed(List<Change> written, Duration took) {
    commitSeconds.observe(seconds(took));
    changes.inc(written.size());
    written.forEach(this::count);
  }

  private void count(Change change) {
    if (change instanceof Change.RunCreated created) {
      count(created.run());
    } else if (change instanceof Change.RunChanged changed) {
      count(changed.run());
    } else if (change instanceof Change.AttemptChanged changed) {
      count(changed.attempt());
    } else if (change instanceof Change.OccurrenceDecided decided) {
      count(decided.occurrence());
    } else if (change instanceof Change.DeliveryChanged changed) {
      count(changed.delivery());
    }
  }

  private void count(RunSummary run) {
    if (!run.phase().isEnd()) {
      unfinished.put(run.id(), run.phase());
      return;
    }
    unfinished.remove(run.id());
    runs.labelValues(run.workflow(), word(run.phase())).inc();
    runSeconds.labelValues(run.workflow()).observe(seconds(run.startedAt(), run.endedAt().get()));
  }

  private void count(AttemptRecord attempt) {
    if (!attempt.phase().isEnd()) {
      return;
    }
    String outcome =
        attempt.phase() == AttemptPhase.SUCCEEDED
            ? word(AttemptPhase.SUCCEEDED)
            : attempt.failure().map(failure -> failure.outcome().word()).orElse("unknown");
    attempts.labelValues(outcome).inc();
    attempt.endedAt().ifPresent(end -> attemptSeconds.observe(seconds(attempt.launchedAt(), end)));
  }

  private void count(OccurrenceRecord occurrence) {
    occurrences.labelValues(occurrence.run().isPresent() ? "run" : "dropped").inc();
    Occurrence.Key key = occurrence.occurrence().key();
    if (key.generation() == 0 && key.trigger().belongsToSchedule()) {
      lateness.observe(seconds(occurrence.occurrence().nominal(), occurrence.decidedAt()));
    }
  }

  private void count(Delivery delivery) {
    String channel = delivery.notification().to();
    if (delivery.phase().isEnd()) {
      notifications.labelValues(channel, delivery.phase().word()).inc();
    }
    if (delivery.phase() == DeliveryPhase.DEAD || delivery.phase() == DeliveryPhase.WAITING) {
      notificationFailures.labelValues(channel).inc();
    }
  }

  /** A request was answered. */
  void answered(String method, int status, Duration took) {
    requestSeconds.labelValues(method, Integer.toString(status)).observe(seconds(took));
  }

  /** How the metrics are written for who asks. */
  ExpositionFormatWriter writer(@Nullable String accepted) {
    return formats.findWriter(accepted);
  }

  /** Writes all metrics as they are now. */
  void write(ExpositionFormatWriter writer, OutputStream out) throws IOException {
    writer.write(out, registry.scrape());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Instant from, Instant until) {
    return Math.max(0, seconds(Duration.between(from, until)));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}

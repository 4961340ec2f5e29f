package io.trainmaster.watch;

import io.trainmaster.model.Value;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.EventState.Seen;
import io.trainmaster.trigger.Sighting;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Ends of runs. A run that is gone on with ends once more, so that an end is told from others by
 * its run and its instant.
 */
public final class RunEnds {

  private static final String AT = "@";

  private RunEnds() {}

  /** The end of a run that has ended. */
  public static Sighting sighting(RunSummary run) {
    String outcome = run.phase().name().toLowerCase(Locale.ROOT);
    Map<String, Value> event = new LinkedHashMap<>();
    event.put("run", Value.text(run.id().value()));
    event.put("outcome", Value.text(outcome));
    return new Sighting(seen(Optional.of(run)).value(), "", event, run.id() + " has " + words(run));
  }

  private static String words(RunSummary run) {
    return switch (run.phase()) {
      case SKIPPED -> "been skipped";
      case CANCELLED -> "been cancelled";
      case QUEUED, RUNNING, CANCELLING, SUCCEEDED, FAILED ->
          run.phase().name().toLowerCase(Locale.ROOT);
    };
  }

  /** What is remembered of the last end of a workflow's runs; empty where there was none. */
  public static Seen seen(Optional<RunSummary> last) {
    return new Seen(last.map(run -> run.id() + AT + run.endedAt().orElseThrow()).orElse(""), "");
  }

  /** Whether a run ended after what is remembered. */
  public static boolean isLater(RunSummary run, Seen seen) {
    int at = seen.value().lastIndexOf(AT);
    return at < 0
        || run.endedAt().orElseThrow().isAfter(Instant.parse(seen.value().substring(at + 1)));
  }
}

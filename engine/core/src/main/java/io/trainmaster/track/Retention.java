package io.trainmaster.track;

import io.trainmaster.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long runs are kept. A run that waits or is under way is kept always, and so is one that has
 * registered a model: what a model came from is known as long as the model is.
 *
 * @param age how long ago a run must have ended, at least
 * @param last how many of each workflow's last runs are kept, however old they are
 */
public record Retention(Duration age, int last) {

  /**
   * How long what became of an occurrence, and what caused it, is kept at least, however short runs
   * are: the key of a call is known that long, so that one that is sent again makes no second run.
   */
  public static final Duration REASONS_AT_LEAST = Duration.ofDays(7);

  /** Checks the numbers. */
  public Retention {
    if (age.isNegative() || last < 0) {
      throw new IllegalArgumentException("An age and a number are not negative.");
    }
  }

  /** The reasons that were decided before this are kept no longer where no run needs them. */
  public Instant reasonsBefore(Instant now) {
    return now.minus(age.compareTo(REASONS_AT_LEAST) < 0 ? REASONS_AT_LEAST : age);
  }

  /**
   * The runs that are kept no longer, the latest first.
   *
   * @param runs all of them, the latest first
   * @param models the runs that have registered a model
   */
  public List<RunId> expired(List<RunSummary> runs, Set<RunId> models, Instant now) {
    Instant before = now.minus(age);
    Map<String, Integer> seen = new HashMap<>();
    List<RunId> expired = new ArrayList<>();
    for (RunSummary run : runs) {
      boolean recent = seen.merge(run.workflow(), 1, Integer::sum) <= last;
      boolean old = run.phase().isEnd() && run.endedAt().filter(before::isAfter).isPresent();
      if (old && !recent && !models.contains(run.id())) {
        expired.add(run.id());
      }
    }
    return expired;
  }
}

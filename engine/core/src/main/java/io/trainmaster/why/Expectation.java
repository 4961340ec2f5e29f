package io.trainmaster.why;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.schedule.Past;
import io.trainmaster.schedule.Queued;
import io.trainmaster.track.AttemptRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a task that waits is expected to start: the first time at which it would, were those that
 * run to end when earlier runs say and nothing new to come. What follows a task that ends isn't
 * reckoned with.
 */
final class Expectation {

  /** Later ends say little: who knows what has come until then. */
  private static final int MOST_TIMES = 50;

  private final Situation situation;
  private final Past past;
  private final Durations durations;
  private final Instant now;

  Expectation(Situation situation, Past past, Durations durations, Instant now) {
    this.situation = situation;
    this.past = past;
    this.durations = durations;
    this.now = now;
  }

  /**
   * When a task starts; empty where nothing tells.
   *
   * @param since when it began to wait
   */
  Optional<Explanation.Start> start(Queued waiting, Instant since) {
    TreeMap<Instant, String> times = new TreeMap<>();
    for (Situation.Holder holder : situation.holders()) {
      end(holder)
          .ifPresent(
              end ->
                  times.put(
                      end, "when %s of %s ends".formatted(holder.attempt().task(), holder.run())));
    }
    Instant due = since;
    for (ResourceRequest request : waiting.requests()) {
      if (request.within().isEmpty()) {
        break;
      }
      due = due.plus(request.within().get());
      if (due.isAfter(now)) {
        times.put(due, "with the next of its alternatives");
      }
    }
    return times.entrySet().stream()
        .limit(MOST_TIMES)
        .filter(time -> startsBy(waiting, since, time.getKey()))
        .findFirst()
        .map(
            (Map.Entry<Instant, String> time) ->
                new Explanation.Start(time.getKey(), time.getValue()));
  }

  private boolean startsBy(Queued waiting, Instant since, Instant time) {
    Situation then =
        situation.without(holder -> end(holder).filter(end -> !end.isAfter(time)).isPresent());
    return Rehearsal.of(then, past, since, time).starts(waiting.run(), waiting.task());
  }

  /** When an attempt ends; one that has run for longer than it should may end any time. */
  private Optional<Instant> end(Situation.Holder holder) {
    AttemptRecord attempt = holder.attempt();
    String workflow = situation.run(holder.run()).orElseThrow().record().summary().workflow();
    Optional<Duration> expected = durations.expected(workflow, attempt.task());
    return expected.map(attempt.launchedAt()::plus).map(end -> end.isBefore(now) ? now : end);
  }
}

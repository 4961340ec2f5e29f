package io.trainmaster.why;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.placement.SharedLimits;
import io.trainmaster.run.Failure;
import io.trainmaster.run.Machines;
import io.trainmaster.run.RunEvent;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.Past;
import io.trainmaster.schedule.Queued;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.RunQueue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a scheduler would do with a situation at once: it is restored as after a restart, with what
 * is under way still under way, and what it would start is noted and not started. What has waited
 * has looked for earlier results already, so that it isn't looked for them again.
 */
final class Rehearsal {

  private record Task(RunId run, TaskId task) {}

  private final Situation situation;
  private final Instant now;
  private final Scheduler scheduler;
  private final RunQueue queue;
  private final Set<Task> started = new HashSet<>();
  private final Map<RunId, RunProgress> runs = new HashMap<>();

  private Rehearsal(Situation situation, Past past, Instant now) {
    this.situation = situation;
    this.now = now;
    this.scheduler =
        new Scheduler(
            situation.nodes(),
            new SharedLimits(situation.limits()),
            new AtomicLong(Long.MAX_VALUE / 2)::incrementAndGet,
            "",
            past);
    this.queue = new RunQueue(situation.runsAtOnce());
  }

  /**
   * Plays a situation.
   *
   * @param since when it began to be so, as far as that matters to alternatives that are to be
   *     waited for
   * @param until when its last decision is made
   */
  static Rehearsal of(Situation situation, Past past, Instant since, Instant until) {
    Rehearsal rehearsal = new Rehearsal(situation, past, until);
    rehearsal.play(since);
    return rehearsal;
  }

  private void play(Instant since) {
    for (Situation.Live run : situation.runs()) {
      RunSummary summary = run.record().summary();
      if (Machines.RUN.next(summary.phase(), RunEvent.BEGIN).isPresent()) {
        queue.add(summary.id(), run.reason(), summary.options().priority());
      } else {
        runs.put(run.id(), scheduler.restore(run.record(), run.plan()));
        if (summary.caller().isEmpty()) {
          queue.begun(summary.id(), run.reason());
        }
      }
    }
    settle(since);
    Optional<Instant> alarm = scheduler.nextAlarm();
    while (alarm.filter(at -> !at.isAfter(now)).isPresent()) {
      settle(alarm.get());
      alarm = scheduler.nextAlarm();
    }
    settle(now);
  }

  private void settle(Instant at) {
    take(scheduler.tick(at), at);
    Optional<RunId> next = queue.next();
    while (next.isPresent()) {
      Situation.Live run = situation.run(next.get()).orElseThrow();
      scheduler.start(run.record().summary(), run.plan());
      take(scheduler.tick(at), at);
      next = queue.next();
    }
  }

  private void take(Decision first, Instant at) {
    Deque<Decision> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      for (Effect effect : open.remove().effects()) {
        if (effect instanceof Effect.LookUp ask) {
          Input none = new Input.NotFound(ask.task(), ask.key(), "");
          open.add(scheduler.handle(ask.run(), none, at));
        } else if (effect instanceof Effect.Launch launch) {
          started.add(new Task(launch.run(), launch.attempt().task()));
        } else if (effect instanceof Effect.Finish finish) {
          queue.remove(finish.run().id());
        }
      }
    }
  }

  /**
   * A run is stopped, and what it has under way ends one after another.
   *
   * @param backwards whether what began last ends first
   * @return false where that can't be seen here: the run waits, or has made runs of its own
   */
  boolean stop(RunId run, boolean backwards) {
    RunProgress progress = runs.get(run);
    if (progress == null
        || progress.liveAttempts().stream().anyMatch(one -> progress.isCall(one.task()))) {
      return false;
    }
    take(scheduler.handle(run, new Input.Cancel(true), now), now);
    List<AttemptRecord> live = new ArrayList<>(progress.liveAttempts());
    if (backwards) {
      Collections.reverse(live);
    }
    Failure stopped = Failure.of(Outcome.CANCELLED, "");
    for (AttemptRecord one : live) {
      Input end = new Input.Failed(one.task(), one.number(), one.fence(), stopped, 0);
      take(scheduler.handle(run, end, now), now);
    }
    settle(now);
    return true;
  }

  /** Whether a task starts. */
  boolean starts(RunId run, TaskId task) {
    return started.contains(new Task(run, task));
  }

  /** Whether a run still waits for its turn. */
  boolean isWaiting(RunId run) {
    return queue.isWaiting(run);
  }

  /** The tasks that still wait, in the order in which they are to start. */
  List<Queued> queued() {
    return scheduler.queued();
  }

  /** The runs that still wait for their turn, in the order in which they were made. */
  List<RunId> waiting() {
    return situation.runs().stream().map(Situation.Live::id).filter(queue::isWaiting).toList();
  }
}

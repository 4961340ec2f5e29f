package io.trainmaster.schedule;

import io.trainmaster.model.Budget;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.track.CallRecords;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Holds calls back that come too soon after an earlier one, or whose budget is used up. For one
 * thread at a time.
 */
public final class Restraint {

  private final Past past;

  /**
   * The last of each call whose cooldown goes on, since what is recorded may lag behind. Once it is
   * over the call is forgotten: each item of a loop has its own.
   */
  private final Map<Name, CallRecords.Launched> launched = new HashMap<>();

  /** When to forget the calls, the first first; some have been made again since. */
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));

  /** A call as it stands in a workflow, whatever the run. */
  private record Name(String workflow, TaskId task) {}

  /** When the cooldown of a call is over. */
  private record End(Name name, CallRecords.Launched call, Instant at) {}

  /** Of calls of which it is known when they were made, and how much work they took. */
  public Restraint(Past past) {
    this.past = past;
  }

  /** Why a call doesn't run that is about to wait for room; empty where it may. */
  public Optional<Hold> hold(RunSummary run, TaskId task, Policy policy, Instant now) {
    return recorded(run, task, policy, now)
        .or(() -> policy.budget().flatMap(budget -> spent(run, task, budget, now)));
  }

  /** Why a call doesn't run, by what is recorded too; empty where it may. */
  Optional<Hold> recorded(RunSummary run, TaskId task, Policy policy, Instant now) {
    if (policy.cooldown().isEmpty()) {
      return Optional.empty();
    }
    past.lastLaunch(run.workflow(), task, run.id())
        .ifPresent(last -> note(new Name(run.workflow(), task), last, policy.cooldown().get()));
    return tooSoon(run, task, policy, now);
  }

  /** Why a call doesn't run, by what is remembered: another run may have made it meanwhile. */
  Optional<Hold> tooSoon(RunSummary run, TaskId task, Policy policy, Instant now) {
    if (policy.cooldown().isEmpty()) {
      return Optional.empty();
    }
    forget(now);
    CallRecords.Launched last = launched.get(new Name(run.workflow(), task));
    Duration cooldown = policy.cooldown().get();
    return last == null || last.run().equals(run.id()) || !last.at().plus(cooldown).isAfter(now)
        ? Optional.empty()
        : Optional.of(
            new Hold(
                "Held back: run %s made this call %s ago, and its cooldown is %s."
                    .formatted(
                        last.run(), words(Duration.between(last.at(), now)), words(cooldown)),
                last.at().plus(cooldown)));
  }

  private Optional<Hold> spent(RunSummary run, TaskId task, Budget budget, Instant now) {
    Instant since = budget.per().start(now);
    Duration work = past.work(run.workflow(), task, since, now);
    return work.compareTo(budget.work()) < 0
        ? Optional.empty()
        : Optional.of(
            new Hold(
                "Held back: of its budget of %s per %s, %s are used."
                    .formatted(
                        hours(budget.work()),
                        budget.per().name().toLowerCase(Locale.ROOT),
                        hours(work)),
                budget.per().end(now)));
  }

  /** A call is made. */
  void launched(RunSummary run, TaskId task, Policy policy, Instant now) {
    if (policy.cooldown().isPresent()) {
      forget(now);
      Name name = new Name(run.workflow(), task);
      note(name, new CallRecords.Launched(run.id(), now), policy.cooldown().get());
    }
  }

  private void note(Name name, CallRecords.Launched call, Duration cooldown) {
    CallRecords.Launched before = launched.get(name);
    if (before == null || call.at().isAfter(before.at())) {
      launched.put(name, call);
      ends.add(new End(name, call, call.at().plus(cooldown)));
    }
  }

  /** Drops the calls whose cooldown is over. A longer one is asked of what is recorded. */
  private void forget(Instant now) {
    while (!ends.isEmpty() && !ends.element().at().isAfter(now)) {
      End end = ends.remove();
      launched.remove(end.name(), end.call());
    }
  }

  /** How many calls are remembered. */
  int remembered() {
    return launched.size();
  }

  /** One that is negative, since two servers' clocks differ, is none. */
  private static String words(Duration duration) {
    return ValueText.of(new Value.Span(duration.isNegative() ? Duration.ZERO : duration));
  }

  private static String hours(Duration work) {
    double hours = work.toMillis() / (double) Duration.ofHours(1).toMillis();
    return ValueText.number(Math.round(hours * 100) / 100.0) + " cpu_h";
  }
}

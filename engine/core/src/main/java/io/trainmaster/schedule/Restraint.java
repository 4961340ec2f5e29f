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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Holds calls back that come too soon after an earlier one, or whose budget is used up. For one
 * thread at a time.
 */
final class Restraint {

  private final Past past;

  /** The last of each call with a cooldown, since what is recorded may lag behind. */
  private final Map<Name, CallRecords.Launched> launched = new HashMap<>();

  /** A call as it stands in a workflow, whatever the run. */
  private record Name(String workflow, TaskId task) {}

  Restraint(Past past) {
    this.past = past;
  }

  /** Why a call doesn't run that is about to wait for room; empty where it may. */
  Optional<String> reason(RunSummary run, TaskId task, Policy policy, Instant now) {
    return recorded(run, task, policy, now)
        .or(() -> policy.budget().flatMap(budget -> spent(run, task, budget, now)));
  }

  private Optional<String> recorded(RunSummary run, TaskId task, Policy policy, Instant now) {
    if (policy.cooldown().isEmpty()) {
      return Optional.empty();
    }
    past.lastLaunch(run.workflow(), task, run.id())
        .ifPresent(last -> note(new Name(run.workflow(), task), last));
    return tooSoon(run, task, policy, now);
  }

  /** Why a call doesn't run for which there is room; another run may have made it meanwhile. */
  Optional<String> tooSoon(RunSummary run, TaskId task, Policy policy, Instant now) {
    if (policy.cooldown().isEmpty()) {
      return Optional.empty();
    }
    CallRecords.Launched last = launched.get(new Name(run.workflow(), task));
    return last == null
            || last.run().equals(run.id())
            || !last.at().plus(policy.cooldown().get()).isAfter(now)
        ? Optional.empty()
        : Optional.of(
            "Held back: run %s made this call %s ago, and its cooldown is %s."
                .formatted(
                    last.run(),
                    words(Duration.between(last.at(), now)),
                    words(policy.cooldown().get())));
  }

  private Optional<String> spent(RunSummary run, TaskId task, Budget budget, Instant now) {
    Instant since = budget.per().start(now);
    Duration work = past.work(run.workflow(), task, since, now);
    return work.compareTo(budget.work()) < 0
        ? Optional.empty()
        : Optional.of(
            "Held back: of its budget of %s per %s, %s are used."
                .formatted(
                    hours(budget.work()),
                    budget.per().name().toLowerCase(Locale.ROOT),
                    hours(work)));
  }

  /** A call is made. */
  void launched(RunSummary run, TaskId task, Policy policy, Instant now) {
    if (policy.cooldown().isPresent()) {
      note(new Name(run.workflow(), task), new CallRecords.Launched(run.id(), now));
    }
  }

  private void note(Name name, CallRecords.Launched call) {
    launched.merge(name, call, (before, next) -> next.at().isAfter(before.at()) ? next : before);
  }

  private static String words(Duration duration) {
    return ValueText.of(new Value.Span(duration));
  }

  private static String hours(Duration work) {
    double hours = work.toMillis() / (double) Duration.ofHours(1).toMillis();
    return ValueText.number(Math.round(hours * 100) / 100.0) + " cpu_h";
  }
}

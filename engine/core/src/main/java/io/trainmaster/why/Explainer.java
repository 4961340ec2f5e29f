package io.trainmaster.why;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.Machines;
import io.trainmaster.run.RunEvent;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Obstacle;
import io.trainmaster.schedule.Past;
import io.trainmaster.schedule.Queued;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says why a task waits, who has what it waits for, and what would start it now. For one thread at
 * a time.
 */
public final class Explainer {

  private final Situation situation;
  private final Past past;
  private final Expectation expectation;
  private final Instant now;
  private final Map<RunId, Map<TaskId, PlannedTask>> planned = new HashMap<>();

  /**
   * Of a situation at a time.
   *
   * @param past what is recorded of runs that are over
   * @param durations how long tasks took so far
   */
  public Explainer(Situation situation, Past past, Durations durations, Instant now) {
    this.situation = situation;
    this.past = past;
    this.expectation = new Expectation(situation, past, durations, now);
    this.now = now;
  }

  /**
   * Explains a task of a run that isn't over.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public Explanation explain(RunId run, TaskId task) {
    Situation.Live live = situation.run(run).orElseThrow(() -> unknown(run, task));
    TaskRecord record = situation.task(run, task).orElseThrow(() -> unknown(run, task));
    if (Machines.RUN.next(live.record().summary().phase(), RunEvent.BEGIN).isPresent()) {
      return turn(run, task);
    }
    return switch (record.phase()) {
      case QUEUED -> queued(live, task);
      case RUNNING -> Explanation.of(run, task, running(record));
      case WAITING -> Explanation.of(run, task, "It waits for " + awaited(live, task) + ".");
      case BACKING_OFF ->
          Explanation.of(run, task, "It is tried again after a pause: " + record.message());
      case SUCCEEDED -> Explanation.of(run, task, "It has succeeded.");
      case FAILED, SKIPPED, OMITTED, CANCELLED ->
          Explanation.of(run, task, "It has ended: " + record.message());
    };
  }

  private static IllegalArgumentException unknown(RunId run, TaskId task) {
    return new IllegalArgumentException("No run under way is " + run + " with a task " + task);
  }

  /**
   * What waits.
   *
   * @param tasks those that wait to be started, in their order
   * @param runs those that wait for their turn, in the order in which they were made
   */
  public record Waiting(List<Queued> tasks, List<RunId> runs) {
    public Waiting {
      tasks = List.copyOf(tasks);
      runs = List.copyOf(runs);
    }
  }

  /** All that waits. */
  public Waiting waiting() {
    Rehearsal rehearsal = Rehearsal.of(situation, past, now, now);
    return new Waiting(rehearsal.queued(), rehearsal.waiting());
  }

  private String running(TaskRecord record) {
    return record
        .underWay()
        .map(
            attempt ->
                (isPassedOn(attempt)
                        ? "It was passed on to %s %s ago, whose manager decides when it begins."
                        : "It has run on %s for %s.")
                    .formatted(
                        attempt.node(),
                        ValueText.duration(Duration.between(attempt.launchedAt(), now))))
        .orElse("It runs.");
  }

  /** Whether a cluster has it, which is named by its address, and has not begun it. */
  private static boolean isPassedOn(AttemptRecord attempt) {
    return attempt.startedAt().isEmpty() && attempt.node().contains("://");
  }

  // A run's turn.

  private Explanation turn(RunId run, TaskId task) {
    Rehearsal rehearsal = Rehearsal.of(situation, past, now, now);
    if (!rehearsal.isWaiting(run)) {
      return Explanation.of(run, task, "Its run can begin now: " + Remedies.WHO_STARTS_IT);
    }
    List<RunId> underWay =
        situation.runs().stream()
            .map(live -> live.record().summary())
            .filter(one -> one.caller().isEmpty())
            .filter(one -> Machines.RUN.next(one.phase(), RunEvent.BEGIN).isEmpty())
            .map(one -> one.id())
            .toList();
    boolean full = underWay.size() >= situation.runsAtOnce();
    String reason =
        full
            ? "Its run waits for its turn: %d runs are under way, and the setting engine.runs allows %d."
                .formatted(underWay.size(), situation.runsAtOnce())
            : "Its run waits for the run before it of the same trigger.";
    return new Explanation(
        run,
        task,
        reason,
        place(rehearsal.waiting().indexOf(run), rehearsal.waiting().size()),
        List.of(),
        Optional.empty(),
        remedies(run, task, now).ofTurn());
  }

  // Room.

  private Explanation queued(Situation.Live live, TaskId task) {
    Instant since = readySince(live, task);
    Rehearsal rehearsal = Rehearsal.of(situation, past, since, now);
    if (rehearsal.starts(live.id(), task)) {
      return Explanation.of(
          live.id(), task, "Nothing keeps it from starting: " + Remedies.WHO_STARTS_IT);
    }
    List<Queued> queue = rehearsal.queued();
    int place =
        IntStream.range(0, queue.size())
            .filter(i -> isOf(queue.get(i), live.id(), task))
            .findFirst()
            .orElse(-1);
    if (place < 0) {
      return Explanation.of(
          live.id(), task, "It ends without starting as soon as an engine looks at it.");
    }
    return queued(queue.get(place), since, place(place, queue.size()));
  }

  private static boolean isOf(Queued queued, RunId run, TaskId task) {
    return queued.run().equals(run) && queued.task().equals(task);
  }

  private static Optional<Explanation.Place> place(int index, int size) {
    return index < 0 ? Optional.empty() : Optional.of(new Explanation.Place(index + 1, size));
  }

  private Explanation queued(Queued waiting, Instant since, Optional<Explanation.Place> place) {
    Remedies remedies = remedies(waiting.run(), waiting.task(), since);
    List<Shortage> lacking =
        waiting.obstacle() instanceof Obstacle.NoRoom
            ? Shortage.of(all -> remedies.starts(plenty(waiting, all)))
            : List.of();
    List<Situation.Holder> holders =
        holders(waiting, lacking).stream()
            .sorted(Comparator.comparing((Situation.Holder one) -> one.attempt().launchedAt()))
            .toList();
    return new Explanation(
        waiting.run(),
        waiting.task(),
        reason(waiting, lacking, holders),
        place,
        holders,
        expectation.start(waiting, since),
        remedies.of(waiting, lacking, holders));
  }

  private Remedies remedies(RunId run, TaskId task, Instant since) {
    return new Remedies(situation, changed -> Rehearsal.of(changed, past, since, now), run, task);
  }

  private Situation plenty(Queued waiting, List<Shortage> all) {
    Situation plenty = situation;
    for (Node node : situation.nodes()) {
      Node larger = node;
      for (Shortage one : all) {
        larger = one.with(larger, waiting, one.plenty());
      }
      plenty = plenty.with(larger);
    }
    return plenty;
  }

  private List<Situation.Holder> holders(Queued waiting, List<Shortage> lacking) {
    if (waiting.obstacle() instanceof Obstacle.GroupFull full) {
      return situation.holders().stream()
          .filter(holder -> holder.run().equals(waiting.run()) && isOf(holder, full.group()))
          .toList();
    } else if (waiting.obstacle() instanceof Obstacle.LimitReached reached) {
      return situation.holders().stream()
          .filter(holder -> places(holder, reached.limit()) > 0)
          .toList();
    }
    return situation.holders().stream()
        .filter(holder -> lacking.stream().anyMatch(one -> one.isHeld(holder)))
        .toList();
  }

  private boolean isOf(Situation.Holder holder, TaskId group) {
    return planned(holder).stream()
        .flatMap(task -> task.membership().limits().stream())
        .anyMatch(limit -> limit.group().equals(group));
  }

  private int places(Situation.Holder holder, String limit) {
    return planned(holder)
        .map(PlannedTask::work)
        .filter(PlannedTask.Call.class::isInstance)
        .map(work -> ((PlannedTask.Call) work).operator().policy().limits().getOrDefault(limit, 0))
        .orElse(0);
  }

  private Optional<PlannedTask> planned(Situation.Holder holder) {
    return situation.run(holder.run()).flatMap(live -> planned(live, holder.attempt().task()));
  }

  private Optional<PlannedTask> planned(Situation.Live live, TaskId task) {
    return Optional.ofNullable(planned.computeIfAbsent(live.id(), id -> live.planned()).get(task));
  }

  private String reason(Queued waiting, List<Shortage> lacking, List<Situation.Holder> holders) {
    if (waiting.obstacle() instanceof Obstacle.GroupFull full) {
      return "%d tasks of `%s` may run at one time, and as many do."
          .formatted(full.max(), full.group());
    } else if (waiting.obstacle() instanceof Obstacle.LimitReached reached) {
      int places = situation.limits().getOrDefault(reached.limit(), 0);
      int taken = holders.stream().mapToInt(holder -> places(holder, reached.limit())).sum();
      return "It takes %s of limit `%s`, of which %d of %d are free."
          .formatted(
              reached.asked() == 1 ? "a place" : reached.asked() + " places",
              reached.limit(),
              Math.max(0, places - taken),
              places);
    }
    return lacking.isEmpty()
        ? "What is free is kept for what waits before it."
        : "It waits for %s: %s."
            .formatted(
                lacking.stream().map(Shortage::word).collect(Collectors.joining(" and ")),
                lacking.stream()
                    .map(one -> one.standing(waiting, situation))
                    .collect(Collectors.joining("; ")));
  }

  // What it depends on.

  private String awaited(Situation.Live live, TaskId task) {
    List<String> words = new ArrayList<>();
    planned(live, task).stream()
        .flatMap(planned -> planned.dependencies().stream())
        .forEach(
            id ->
                situation
                    .task(live.id(), id)
                    .filter(other -> !other.phase().isEnd())
                    .ifPresent(other -> words.add(id + ", which " + standing(other))));
    return words.isEmpty() ? "what comes before it" : String.join("; and for ", words);
  }

  private static String standing(TaskRecord task) {
    return switch (task.phase()) {
      case RUNNING -> "runs";
      case QUEUED -> "waits to be started";
      case BACKING_OFF -> "is tried again after a pause";
      default -> "waits itself";
    };
  }

  /** When what it depends on had ended, as far as that is recorded. */
  private Instant readySince(Situation.Live live, TaskId task) {
    Instant began = live.record().summary().startedAt();
    return planned(live, task).stream()
        .flatMap(planned -> planned.dependencies().stream())
        .flatMap(id -> situation.task(live.id(), id).stream())
        .flatMap(other -> other.attempts().stream())
        .map(AttemptRecord::endedAt)
        .flatMap(Optional::stream)
        .filter(end -> !end.isAfter(now))
        .max(Comparator.naturalOrder())
        .filter(began::isBefore)
        .orElse(began);
  }
}

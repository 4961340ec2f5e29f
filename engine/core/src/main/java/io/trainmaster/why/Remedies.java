package io.trainmaster.why;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Obstacle;
import io.trainmaster.schedule.Queued;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Changes that would start a task now. Each has been tried: what doesn't help isn't named. */
final class Remedies {

  static final String WHO_STARTS_IT =
      "the engine that goes on with its run does so. Where there is none, `trainmaster server` is"
          + " one.";

  /** Nobody would raise a limit by more. */
  private static final int MOST_MORE = 1 << 10;

  /** So many runs are looked at whether the end of one of them would help. */
  private static final int MOST_RUNS = 8;

  private final Situation situation;
  private final Function<Situation, Rehearsal> rehearse;
  private final RunId run;
  private final TaskId task;

  /**
   * @param rehearse plays a situation
   * @param run the task's
   */
  Remedies(Situation situation, Function<Situation, Rehearsal> rehearse, RunId run, TaskId task) {
    this.situation = situation;
    this.rehearse = rehearse;
    this.run = run;
    this.task = task;
  }

  /** Whether the task starts in a situation. */
  boolean starts(Situation changed) {
    return starts(rehearse.apply(changed));
  }

  private boolean starts(Rehearsal rehearsal) {
    return rehearsal.starts(run, task);
  }

  private boolean begins(Rehearsal rehearsal) {
    return !rehearsal.isWaiting(run);
  }

  /**
   * For a task that waits to be started.
   *
   * @param lacking what there is too little of
   * @param holders who has what it waits for
   */
  List<Explanation.Remedy> of(
      Queued waiting, List<Shortage> lacking, List<Situation.Holder> holders) {
    List<Explanation.Remedy> all = new ArrayList<>();
    if (lacking.size() == 1) {
      more(lacking.get(0), waiting).ifPresent(all::add);
    }
    if (waiting.obstacle() instanceof Obstacle.LimitReached reached) {
      places(reached.limit()).ifPresent(all::add);
    }
    if (starts(situation.withFirst(run))) {
      all.add(
          new Explanation.Remedy(
              "its run goes before all others", "cancel it and submit it again with --priority"));
    }
    stopped(holders.stream().map(Situation.Holder::run).distinct().toList(), this::starts)
        .ifPresent(all::add);
    return all;
  }

  /** For a task whose run waits for its turn: what lets the run begin. */
  List<Explanation.Remedy> ofTurn() {
    List<Explanation.Remedy> all = new ArrayList<>();
    least(
            MOST_MORE,
            more -> begins(rehearse.apply(situation.withRunsAtOnce(situation.runsAtOnce() + more))))
        .ifPresent(
            more -> {
              int most = situation.runsAtOnce() + more;
              all.add(
                  new Explanation.Remedy(
                      most + " runs may be under way at one time", "engine.runs = " + most));
            });
    if (begins(rehearse.apply(situation.withFirst(run)))) {
      all.add(
          new Explanation.Remedy(
              "it goes before all others", "cancel it and submit it again with --priority"));
    }
    List<RunId> others =
        new ArrayList<>(situation.runs().stream().map(Situation.Live::id).toList());
    stopped(others, this::begins).ifPresent(all::add);
    return all;
  }

  private Optional<Explanation.Remedy> more(Shortage one, Queued waiting) {
    return situation.nodes().stream()
        .flatMap(
            node ->
                least(one.plenty(), more -> starts(situation.with(one.with(node, waiting, more))))
                    .map(more -> one.with(node, waiting, more))
                    .stream())
        .findFirst()
        .map(
            node ->
                new Explanation.Remedy(
                    node.name() + " has " + one.amount(node), one.setting(node)));
  }

  private Optional<Explanation.Remedy> places(String limit) {
    int now = situation.limits().getOrDefault(limit, 0);
    return least(MOST_MORE, more -> starts(situation.withPlaces(limit, now + more)))
        .map(
            more ->
                new Explanation.Remedy(
                    "limit `%s` has %d places".formatted(limit, now + more),
                    "engine.limits = %s=%d".formatted(limit, now + more)));
  }

  /** The latest run whose end helps, since it has come the least way. */
  private Optional<Explanation.Remedy> stopped(List<RunId> runs, Predicate<Rehearsal> helps) {
    List<RunId> others = new ArrayList<>(runs);
    others.remove(run);
    Collections.reverse(others);
    return others.stream()
        .limit(MOST_RUNS)
        .filter(other -> helps(other, false, helps) && helps(other, true, helps))
        .findFirst()
        .map(
            other ->
                new Explanation.Remedy(
                    "run %s is stopped".formatted(other), "trainmaster cancel " + other));
  }

  /** While a run's tasks end one after another, others may take the room of the first. */
  private boolean helps(RunId stopped, boolean backwards, Predicate<Rehearsal> helps) {
    Rehearsal rehearsal = rehearse.apply(situation);
    return rehearsal.stop(stopped, backwards) && helps.test(rehearsal);
  }

  /** The least number from 1 that helps, found by doubling and halving; empty where none does. */
  private static Optional<Integer> least(int limit, IntPredicate helps) {
    int most = 1;
    while (most <= limit && !helps.test(most)) {
      most *= 2;
    }
    if (most > limit) {
      return Optional.empty();
    }
    int least = most / 2 + 1;
    while (least < most) {
      int middle = (least + most) / 2;
      if (helps.test(middle)) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    return Optional.of(most);
  }
}

package io.trainmaster.dsl.test;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.TaskView;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What happened in a run: which attempts began and ended, in order, and how all ended. */
final class RunStory {

  /**
   * An attempt.
   *
   * @param began its place in the order of all that happened
   * @param endedAs its place in that order when it ended; the last of all while it has not
   */
  record Attempt(Effect.Launch launch, int began, int ended, Instant endedAt, boolean well) {
    TaskId task() {
      return launch.attempt().task();
    }
  }

  private final List<Attempt> attempts = new ArrayList<>();
  private int clock;
  private RunSummary run;
  private List<TaskView> tasks = List.of();

  RunStory(RunSummary run) {
    this.run = run;
  }

  void began(Effect.Launch launch, Instant now) {
    attempts.add(new Attempt(launch, clock++, Integer.MAX_VALUE, now, false));
  }

  void ended(TaskId task, int number, Instant now, boolean well) {
    for (int i = 0; i < attempts.size(); i++) {
      Attempt one = attempts.get(i);
      if (one.task().equals(task) && one.launch().attempt().number() == number) {
        attempts.set(i, new Attempt(one.launch(), one.began(), clock++, now, well));
      }
    }
  }

  void stands(RunSummary summary, List<TaskView> views) {
    run = summary;
    tasks = views;
  }

  RunSummary run() {
    return run;
  }

  /** How the run ended, as the language says it. */
  String state() {
    return run.phase().name().toLowerCase(Locale.ROOT);
  }

  boolean isOver() {
    return run.phase().isEnd();
  }

  Duration duration() {
    return Duration.between(run.startedAt(), run.endedAt().orElse(run.startedAt()));
  }

  /** The tasks that go by a name, in the order of the plan. */
  List<TaskView> tasks(String name) {
    List<TaskView> exact = tasks.stream().filter(task -> task.id().value().equals(name)).toList();
    return exact.isEmpty()
        ? tasks.stream().filter(task -> TaskNames.matches(task.id().value(), name)).toList()
        : exact;
  }

  /**
   * The attempts of the tasks that go by a name, in the order in which they began. A search runs
   * nothing itself: its attempts are those of its trials.
   */
  List<Attempt> attempts(String name) {
    List<TaskId> ids = tasks(name).stream().map(TaskView::id).toList();
    List<Attempt> own = attempts.stream().filter(attempt -> ids.contains(attempt.task())).toList();
    return own.isEmpty()
        ? attempts.stream()
            .filter(attempt -> attempt.task().value().startsWith(name + "."))
            .toList()
        : own;
  }

  /** Whether a task ended without having been run, because it was not to be. */
  static boolean isSkipped(TaskView task) {
    TaskPhase phase = task.phase();
    return phase.isEnd()
        && phase != TaskPhase.SUCCEEDED
        && phase != TaskPhase.FAILED
        && phase != TaskPhase.CANCELLED;
  }

  /** Whether a task was run, well or not. */
  static boolean hasRun(TaskView task) {
    return task.attempts() > 0 || task.phase() == TaskPhase.SUCCEEDED;
  }

  /** What a task gave. */
  Optional<Value> output(TaskId id) {
    return tasks.stream()
        .filter(task -> task.id().equals(id))
        .findFirst()
        .flatMap(TaskView::output);
  }

  /** In one line: how the run ended. */
  String ending() {
    String verb =
        switch (run.phase()) {
          case SUCCEEDED -> "succeeded";
          case SKIPPED -> "was skipped";
          case FAILED -> "failed";
          case CANCELLED -> "was cancelled";
          case QUEUED, RUNNING, CANCELLING -> "goes on";
        };
    return "the run " + verb + (run.message().isEmpty() ? "" : ": " + run.message());
  }

  /**
   * In one line: what ran in which order, and what didn't run.
   *
   * @param runs whether a task runs something, and is not a decision alone
   */
  String order(Predicate<TaskId> runs) {
    List<String> ran = new ArrayList<>();
    for (Attempt attempt : attempts) {
      String number =
          attempt.launch().attempt().number() > 1
              ? " (attempt " + attempt.launch().attempt().number() + ")"
              : "";
      String end = attempt.well() ? "" : attempt.ended() == Integer.MAX_VALUE ? " …" : " failed";
      ran.add(attempt.task() + number + end);
    }
    List<String> not =
        tasks.stream()
            .filter(task -> !hasRun(task) && runs.test(task.id()))
            .map(task -> task.id().value())
            .toList();
    return "ran: "
        + (ran.isEmpty() ? "nothing" : String.join(", ", ran))
        + (not.isEmpty() ? "" : "; not run: " + String.join(", ", not));
  }
}

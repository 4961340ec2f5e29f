package io.trainmaster.cli.view;

import io.trainmaster.cli.console.Console;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A line on standard error for each step: what logs and pipes get. */
public final class PlainProgress implements RunListener {
  private final Console console;
  private final Clock clock;
  private final Map<TaskId, Instant> startedAt = new HashMap<>();

  /** Lines for a console. */
  public PlainProgress(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public void planned(RunId run, List<TaskId> tasks) {
    console.say("run " + run + ", " + tasks.size() + " tasks");
  }

  @Override
  public void taskChanged(
      TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output) {
    if (phase == TaskPhase.RUNNING) {
      startedAt.put(task, clock.instant());
      console.say(task + " started" + (attempt > 1 ? ", attempt " + attempt : ""));
    } else if (phase == TaskPhase.BACKING_OFF) {
      console.say(task + " will be tried again: " + message);
    } else if (phase == TaskPhase.OMITTED
        || phase == TaskPhase.CANCELLED && !startedAt.containsKey(task)) {
      // What never began has nothing to tell; the run's end says why.
      return;
    } else if (phase.isEnd()) {
      String words = OutputText.brief(output, message);
      console.say(task + " " + word(phase) + time(task) + (words.isEmpty() ? "" : ": " + words));
    }
  }

  private String time(TaskId task) {
    Instant start = startedAt.remove(task);
    return start == null ? "" : " in " + RunBoard.elapsed(Duration.between(start, clock.instant()));
  }

  private static String word(TaskPhase phase) {
    return switch (phase) {
      case SUCCEEDED -> "succeeded";
      case SKIPPED -> "was skipped";
      case OMITTED -> "was left out";
      case FAILED -> "failed";
      case CANCELLED -> "was cancelled";
      case WAITING, QUEUED, RUNNING, BACKING_OFF -> "goes on";
    };
  }

  @Override
  public void progress(TaskId task, double fraction, String message) {
    // A line for each would drown the rest.
  }

  @Override
  public void metric(TaskId task, Metric metric) {
    // The end says what counts, and the report says all.
  }

  @Override
  public void ended(RunSummary run) {
    // The command says how it ended.
  }
}

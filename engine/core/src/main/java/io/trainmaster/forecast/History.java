package io.trainmaster.forecast;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.TaskRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long the tasks of a workflow took in earlier runs. The median is what is expected: one slow
 * run, or one beside another, changes little. Immutable.
 */
public final class History {

  private final Map<String, List<Duration>> durations = new HashMap<>();
  private final int runs;

  private History(List<RunRecord> records) {
    this.runs = records.size();
    for (RunRecord record : records) {
      record.tasks().forEach(this::learn);
    }
    durations.values().forEach(each -> each.sort(Duration::compareTo));
  }

  /** What earlier runs of a workflow say. */
  public static History of(List<RunRecord> records) {
    return new History(records);
  }

  private void learn(TaskRecord task) {
    for (AttemptRecord attempt : task.attempts()) {
      if (attempt.phase() == AttemptPhase.SUCCEEDED
          && !attempt.isReused()
          && attempt.endedAt().isPresent()) {
        Duration took = Duration.between(attempt.launchedAt(), attempt.endedAt().get());
        durations.computeIfAbsent(kind(task.id()), kind -> new ArrayList<>()).add(took);
      }
    }
  }

  /** How many runs it comes from. */
  public int runs() {
    return runs;
  }

  /** How long an attempt of a task took; empty where there was none that succeeded. */
  public Optional<Duration> expected(TaskId task) {
    List<Duration> known = durations.get(kind(task));
    return known == null ? Optional.empty() : Optional.of(known.get(known.size() / 2));
  }

  /** Trials, folds and items of one task are alike: their numbers and keys are left out. */
  public static String kind(TaskId task) {
    return task.value().replaceAll("\\[[^\\]]*]", "[]").replaceAll("\\.(trial|fold)-\\d+", ".$1");
  }
}

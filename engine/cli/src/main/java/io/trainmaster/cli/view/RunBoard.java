package io.trainmaster.cli.view;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Metric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each task of a run stands right now: what the listeners hear, as one line for each task of
 * the workflow. The trials of a search are one line. Safe for use from several threads.
 */
public final class RunBoard {
  private final Map<TaskId, Line> lines = new LinkedHashMap<>();
  private final Clock clock;
  private Optional<RunId> run = Optional.empty();

  /** A board for the tasks of a workflow. */
  public RunBoard(WorkflowGraph graph, Clock clock) {
    this.clock = clock;
    for (TaskSpec task : graph.tasks()) {
      lines.put(task.id(), line(task));
    }
  }

  private static Line line(TaskSpec task) {
    if (task instanceof TaskSpec.Operator operator) {
      return new Line(task.id(), operator.operator(), Optional.empty());
    } else if (task instanceof TaskSpec.Tune tune) {
      return new Line(
          task.id(), "tune " + tune.trial().operator(), Optional.of(new TrialCount(tune)));
    }
    return new Line(task.id(), "require", Optional.empty());
  }

  /** A task's line as it stands. */
  public record Row(
      TaskId task, String operator, TaskPhase phase, String doing, Duration elapsed) {}

  /** The run has a plan. */
  public synchronized void planned(RunId id, List<TaskId> tasks) {
    run = Optional.of(id);
    tasks.forEach(task -> trials(task).ifPresent(trials -> trials.planned(task)));
  }

  /** The run's name, once it has one. */
  public synchronized Optional<RunId> run() {
    return run;
  }

  /** A task has moved. */
  public synchronized void moved(
      TaskId task, TaskPhase phase, String message, Optional<Value> output) {
    Optional<TrialCount> trials = trials(task);
    if (trials.isPresent()) {
      trials.get().moved(task, phase);
      Line search = lines.get(trials.get().search());
      if (search != null) {
        search.startedBy(phase, clock.instant());
      }
      return;
    }
    Line line = lines.get(task);
    if (line != null) {
      line.moved(phase, message, output, clock.instant());
    }
  }

  /** A task says how far it is. */
  public synchronized void progress(TaskId task, double fraction, String message) {
    Line line = lines.get(task);
    if (line != null && !line.phase.isEnd()) {
      line.doing = Progress.text(fraction, message);
    }
  }

  /** A task reported a metric. */
  public synchronized void metric(TaskId task, Metric metric) {
    trials(task).ifPresent(trials -> trials.metric(metric));
  }

  /** All lines. */
  public synchronized List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    lines.values().forEach(line -> rows.add(line.row(clock.instant())));
    return rows;
  }

  /** How a task is called on the board: for a trial that of its search. */
  public synchronized Optional<Row> row(TaskId task) {
    return Optional.ofNullable(lines.get(task)).map(line -> line.row(clock.instant()));
  }

  /** The count of the search that a task is a trial of. */
  private Optional<TrialCount> trials(TaskId task) {
    if (lines.containsKey(task)) {
      return Optional.empty();
    }
    return lines.values().stream()
        .flatMap(line -> line.trials.stream())
        .filter(trials -> trials.owns(task))
        .findFirst();
  }

  /** One task of the workflow. */
  private static final class Line {
    private final TaskId task;
    private final String operator;
    private final Optional<TrialCount> trials;
    private TaskPhase phase = TaskPhase.WAITING;
    private String doing = "";
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();

    Line(TaskId task, String operator, Optional<TrialCount> trials) {
      this.task = task;
      this.operator = operator;
      this.trials = trials;
    }

    void moved(TaskPhase next, String message, Optional<Value> output, Instant now) {
      phase = next;
      doing = output.map(OutputText::brief).filter(text -> !text.isEmpty()).orElse(message);
      startedBy(next, now);
      endedAt = next.isEnd() ? Optional.of(now) : Optional.empty();
    }

    void startedBy(TaskPhase next, Instant now) {
      if (next == TaskPhase.RUNNING) {
        phase = phase.isEnd() ? phase : TaskPhase.RUNNING;
        startedAt = startedAt.or(() -> Optional.of(now));
      }
    }

    Row row(Instant now) {
      String shown =
          trials.isPresent() && !(phase.isEnd() && !doing.isEmpty()) ? trials.get().text() : doing;
      Duration elapsed =
          startedAt
              .map(start -> Duration.between(start, endedAt.orElse(now)))
              .orElse(Duration.ZERO);
      return new Row(task, operator, phase, shown, elapsed);
    }
  }

  /** How far tasks say that they are. */
  static final class Progress {
    private Progress() {}

    static String text(double fraction, String message) {
      if (Double.isNaN(fraction)) {
        return message;
      }
      String percent = Math.round(Math.max(0, Math.min(1, fraction)) * 100) + "%";
      return message.isEmpty() ? percent : percent + " " + message;
    }
  }

  /** A duration as the board shows it: to the second, but for the shortest. */
  static String elapsed(Duration duration) {
    return duration.compareTo(Duration.ofSeconds(10)) < 0
        ? ValueText.duration(duration)
        : ValueText.duration(Duration.ofSeconds(duration.toSeconds()));
  }
}

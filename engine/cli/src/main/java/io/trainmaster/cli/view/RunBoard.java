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
 * the workflow. The trials of a search are one line, and so are the items of a loop. Safe for use
 * from several threads.
 */
public final class RunBoard {
  private final Map<TaskId, Line> lines = new LinkedHashMap<>();
  private final Clock clock;
  private Optional<RunId> run = Optional.empty();

  /** A board for the tasks of a workflow. */
  public RunBoard(WorkflowGraph graph, Clock clock) {
    this.clock = clock;
    for (TaskSpec task : graph.tasks()) {
      line(task).ifPresent(line -> lines.put(task.id(), line));
      if (task instanceof TaskSpec.Cleanup cleanup) {
        cleanup.body().forEach(inner -> line(inner).ifPresent(at -> lines.put(inner.id(), at)));
      }
    }
  }

  /** What people wrote has a line; where branches begin and meet, none. */
  private static Optional<Line> line(TaskSpec task) {
    TaskId id = task.id();
    if (task instanceof TaskSpec.Operator operator) {
      return Optional.of(new Line(id, operator.operator(), Optional.empty()));
    } else if (task instanceof TaskSpec.Tune tune) {
      return Optional.of(
          new Line(id, "tune " + tune.trial().operator(), Optional.of(new TrialCount(tune))));
    } else if (task instanceof TaskSpec.ForEach loop) {
      return Optional.of(new Line(id, "for " + loop.variable(), Optional.of(new ItemCount(loop))));
    } else if (task instanceof TaskSpec.Gate gate && gate.otherwise() != TaskSpec.Otherwise.OMIT) {
      return Optional.of(new Line(id, "require", Optional.empty()));
    }
    return Optional.empty();
  }

  /** A task's line as it stands. */
  public record Row(
      TaskId task, String operator, TaskPhase phase, String doing, Duration elapsed) {}

  /** The run has a plan. */
  public synchronized void planned(RunId id, List<TaskId> tasks) {
    run = Optional.of(id);
    tasks.forEach(task -> parts(task).ifPresent(parts -> parts.planned(task)));
  }

  /** The run's name, once it has one. */
  public synchronized Optional<RunId> run() {
    return run;
  }

  /** A task has moved. */
  public synchronized void moved(
      TaskId task, TaskPhase phase, String message, Optional<Value> output) {
    Optional<PartCount> parts = parts(task);
    if (parts.isPresent()) {
      parts.get().moved(task, phase);
      Line whole = lines.get(parts.get().whole());
      if (whole != null) {
        whole.startedBy(phase, clock.instant());
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
    parts(task).ifPresent(parts -> parts.metric(metric));
  }

  /** All lines. */
  public synchronized List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    lines.values().forEach(line -> rows.add(line.row(clock.instant())));
    return rows;
  }

  /** How a task is called on the board: for a part that of its whole. */
  public synchronized Optional<Row> row(TaskId task) {
    return Optional.ofNullable(lines.get(task)).map(line -> line.row(clock.instant()));
  }

  /** The count of the search or the loop that a task is a part of. */
  private Optional<PartCount> parts(TaskId task) {
    if (lines.containsKey(task)) {
      return Optional.empty();
    }
    return lines.values().stream()
        .flatMap(line -> line.parts.stream())
        .filter(parts -> parts.owns(task))
        .findFirst();
  }

  /** One task of the workflow. */
  private static final class Line {
    private final TaskId task;
    private final String operator;
    private final Optional<PartCount> parts;
    private TaskPhase phase = TaskPhase.WAITING;
    private String doing = "";
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();

    Line(TaskId task, String operator, Optional<PartCount> parts) {
      this.task = task;
      this.operator = operator;
      this.parts = parts;
    }

    void moved(TaskPhase next, String message, Optional<Value> output, Instant now) {
      phase = next;
      doing = OutputText.brief(output, message);
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
          parts.isPresent() && !(phase.isEnd() && !doing.isEmpty()) ? parts.get().text() : doing;
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

package io.trainmaster.server;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server tells those who watch a run: an event of its stream. */
sealed interface Told {

  /** Tells a listener the same. */
  void to(RunListener listener);

  /** {@link RunListener#queued}. */
  record Queued(RunId run) implements Told {
    @Override
    public void to(RunListener listener) {
      listener.queued(run);
    }
  }

  /** {@link RunListener#planned}. */
  record Planned(RunId run, List<TaskId> tasks) implements Told {
    @Override
    public void to(RunListener listener) {
      listener.planned(run, tasks);
    }
  }

  /** {@link RunListener#taskChanged}. */
  record TaskChanged(
      TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output)
      implements Told {
    @Override
    public void to(RunListener listener) {
      listener.taskChanged(task, phase, attempt, message, output);
    }
  }

  /** {@link RunListener#progress}. */
  record Progress(TaskId task, double fraction, String message) implements Told {
    @Override
    public void to(RunListener listener) {
      listener.progress(task, fraction, message);
    }
  }

  /** {@link RunListener#metric}. */
  record MetricReported(TaskId task, Metric metric) implements Told {
    @Override
    public void to(RunListener listener) {
      listener.metric(task, metric);
    }
  }

  /** {@link RunListener#ended}; the last of a stream. */
  record Ended(RunSummary run) implements Told {
    @Override
    public void to(RunListener listener) {
      listener.ended(run);
    }
  }

  /** The kinds by their names in a stream. */
  Map<String, Class<? extends Told>> KINDS =
      Stream.<Class<? extends Told>>of(
              Queued.class,
              Planned.class,
              TaskChanged.class,
              Progress.class,
              MetricReported.class,
              Ended.class)
          .collect(Collectors.toMap(Told::kind, Function.identity()));

  private static String kind(Class<? extends Told> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The event as the text of a stream of server-sent events. */
  default String event() {
    return "event: " + kind(getClass()) + "\ndata: " + ModelJson.write(this) + "\n\n";
  }

  /** The event of a kind; empty where a later server tells more than this client knows. */
  static Optional<Told> of(String kind, String data) {
    return Optional.ofNullable(KINDS.get(kind)).map(type -> ModelJson.read(data, type));
  }
}

package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a run's listeners what has become durable, one call at a time. */
final class Announcements {

  private final RunId run;
  private final List<RunListener> listeners = new ArrayList<>();
  private @Nullable RunProgress progress;
  private List<TaskId> tasks = List.of();
  private boolean waits;

  Announcements(RunId run) {
    this.run = run;
  }

  /** One more hears of the run, and first of how it stands. */
  synchronized void add(RunListener listener) {
    listeners.add(listener);
    if (progress != null) {
      tell(listener, progress);
    } else if (waits) {
      listener.queued(run);
    }
  }

  /** The run is recorded; unless its turn has come already, it waits. */
  synchronized void recorded() {
    waits = progress == null;
    if (waits) {
      all(listener -> listener.queued(run));
    }
  }

  synchronized void planned(RunProgress known, List<TaskId> planned) {
    progress = known;
    tasks = planned;
    all(listener -> tell(listener, known));
  }

  private void tell(RunListener listener, RunProgress known) {
    listener.planned(known.run().id(), tasks);
    known
        .tasks()
        .forEach(
            task ->
                listener.taskChanged(
                    task.id(), task.phase(), task.attempts(), task.message(), task.output()));
  }

  synchronized void committed(Change.TasksAdded added) {
    for (TaskId task : added.tasks()) {
      all(listener -> listener.taskChanged(task, TaskPhase.WAITING, 0, "", Optional.empty()));
    }
  }

  synchronized void committed(Change.TaskChanged task) {
    int attempts = Objects.requireNonNull(progress).attempts(task.task());
    all(
        listener ->
            listener.taskChanged(
                task.task(), task.phase(), attempts, task.message(), task.output()));
  }

  synchronized void committed(Change.MetricReported metric) {
    all(listener -> listener.metric(metric.task(), metric.metric()));
  }

  synchronized void progress(TaskId task, double fraction, String message) {
    all(listener -> listener.progress(task, fraction, message));
  }

  synchronized void ended(RunSummary end) {
    all(listener -> listener.ended(end));
  }

  private void all(Consumer<RunListener> call) {
    listeners.forEach(call);
  }
}

package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a run's listener what has become durable, one call at a time. */
final class Announcements {

  private final RunListener listener;
  private @Nullable RunProgress progress;

  Announcements(RunListener listener) {
    this.listener = listener;
  }

  synchronized void planned(RunProgress known, List<TaskId> tasks) {
    progress = known;
    listener.planned(known.run().id(), tasks);
    known
        .tasks()
        .forEach(
            task ->
                listener.taskChanged(
                    task.id(), task.phase(), task.attempts(), task.message(), task.output()));
  }

  synchronized void committed(Change.TasksAdded added) {
    added
        .tasks()
        .forEach(task -> listener.taskChanged(task, TaskPhase.WAITING, 0, "", Optional.empty()));
  }

  synchronized void committed(Change.TaskChanged task) {
    listener.taskChanged(
        task.task(),
        task.phase(),
        Objects.requireNonNull(progress).attempts(task.task()),
        task.message(),
        task.output());
  }

  synchronized void committed(Change.MetricReported metric) {
    listener.metric(metric.task(), metric.metric());
  }

  synchronized void progress(TaskId task, double fraction, String message) {
    listener.progress(task, fraction, message);
  }

  synchronized void ended(RunSummary run) {
    listener.ended(run);
  }
}

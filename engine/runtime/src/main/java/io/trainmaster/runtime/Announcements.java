package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.util.List;

/** Tells a run's listener what has become durable, one call at a time. */
final class Announcements {

  private final RunListener listener;
  private final RunProgress progress;

  Announcements(RunListener listener, RunProgress progress) {
    this.listener = listener;
    this.progress = progress;
  }

  synchronized void planned(RunId run, List<TaskId> tasks) {
    listener.planned(run, tasks);
    progress
        .tasks()
        .forEach(
            task ->
                listener.taskChanged(
                    task.id(), task.phase(), task.attempts(), task.message(), task.output()));
  }

  synchronized void committed(List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.TaskChanged task) {
        listener.taskChanged(
            task.task(),
            task.phase(),
            progress.attempts(task.task()),
            task.message(),
            task.output());
      } else if (change instanceof Change.MetricReported metric) {
        listener.metric(metric.task(), metric.metric());
      }
    }
  }

  synchronized void progress(TaskId task, double fraction, String message) {
    listener.progress(task, fraction, message);
  }

  synchronized void ended(RunSummary run) {
    listener.ended(run);
  }
}

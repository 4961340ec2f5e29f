package io.trainmaster.store.jdbc;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.track.Change;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out of a transaction what it writes over itself: a task that is queued and placed within
 * one is written once. What is left stands where the first of its kind stood, so that nothing comes
 * before what it refers to.
 */
final class LastWord {

  private LastWord() {}

  private record Task(RunId run, TaskId task) {}

  private record Attempt(RunId run, TaskId task, int number) {}

  static Collection<Change> of(List<Change> changes) {
    Map<Object, Change> last = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change instanceof Change.TaskChanged task) {
        last.put(new Task(task.run(), task.task()), change);
      } else if (change instanceof Change.AttemptChanged attempt) {
        last.put(
            new Attempt(attempt.run(), attempt.attempt().task(), attempt.attempt().number()),
            change);
      } else if (change instanceof Change.TriggerChanged trigger) {
        last.put(trigger.state().id(), change);
      } else if (change instanceof Change.EventTriggerChanged event) {
        last.put(event.state().id(), change);
      } else {
        last.put(last.size(), change);
      }
    }
    return last.values();
  }
}

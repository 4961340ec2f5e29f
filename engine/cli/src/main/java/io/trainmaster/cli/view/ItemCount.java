package io.trainmaster.cli.view;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Metric;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How far the items of a loop are. An item is over when all of its tasks are. */
final class ItemCount implements PartCount {

  private final TaskId loop;
  private final String prefix;
  private final Map<String, Map<TaskId, TaskPhase>> items = new LinkedHashMap<>();

  ItemCount(TaskSpec.ForEach loop) {
    this.loop = loop.id();
    this.prefix = loop.id() + "[";
  }

  @Override
  public TaskId whole() {
    return loop;
  }

  @Override
  public boolean owns(TaskId task) {
    return task.value().startsWith(prefix) || task.value().equals(loop + ".items");
  }

  @Override
  public void planned(TaskId task) {
    moved(task, TaskPhase.WAITING);
  }

  @Override
  public void moved(TaskId task, TaskPhase phase) {
    int end = task.value().indexOf("].", prefix.length());
    if (task.value().startsWith(prefix) && end > 0) {
      String key = task.value().substring(prefix.length(), end);
      items.computeIfAbsent(key, item -> new LinkedHashMap<>()).put(task, phase);
    }
  }

  @Override
  public void metric(Metric metric) {
    // Items have no metric in common.
  }

  /** {@code 12 of 90 items, 1 failed}. */
  @Override
  public String text() {
    int ended = 0;
    int failed = 0;
    for (Map<TaskId, TaskPhase> tasks : items.values()) {
      Set<TaskPhase> phases = EnumSet.copyOf(tasks.values());
      ended += phases.stream().allMatch(TaskPhase::isEnd) ? 1 : 0;
      failed += phases.contains(TaskPhase.FAILED) ? 1 : 0;
    }
    String count = ended + " of " + items.size() + " items";
    return items.isEmpty() ? "" : failed == 0 ? count : count + ", " + failed + " failed";
  }
}

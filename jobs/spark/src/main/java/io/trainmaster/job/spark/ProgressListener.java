package io.trainmaster.job.spark;

import io.trainmaster.job.TaskContext;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tells attempts how far their Spark jobs are, from Spark's own events. Events come on one thread
 * of Spark's; attempts enter and leave on any.
 */
final class ProgressListener extends SparkListener {

  private static final String JOB_GROUP_KEY = "spark.jobGroup.id";
  private static final long INTERVAL_NANOS = Duration.ofMillis(250).toNanos();

  private final Map<String, Work> byGroup = new ConcurrentHashMap<>();
  private final Map<Integer, Work> byStage = new ConcurrentHashMap<>();

  /** Tells the context of the work of a job group from now on. */
  void watch(String group, TaskContext context) {
    byGroup.put(group, new Work(context));
  }

  /** Tells no more of a job group. */
  void forget(String group) {
    Work work = byGroup.remove(group);
    if (work != null) {
      byStage.values().removeIf(other -> other == work);
    }
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    Properties properties = start.properties();
    String group = properties == null ? null : properties.getProperty(JOB_GROUP_KEY);
    Work work = group == null ? null : byGroup.get(group);
    if (work == null) {
      return;
    }
    for (StageInfo stage : CollectionConverters.asJava(start.stageInfos())) {
      byStage.put(stage.stageId(), work);
      work.stages++;
      work.tasks += stage.numTasks();
    }
    work.tell();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    Work work = byStage.get(end.stageId());
    if (work != null && end.taskInfo().successful()) {
      work.tasksDone++;
      work.tell();
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted completed) {
    Work work = byStage.remove(completed.stageInfo().stageId());
    if (work != null) {
      work.stagesDone++;
      work.tell();
    }
  }

  /** The counts of one attempt; touched by the listener's thread only. */
  private static final class Work {
    private final TaskContext context;
    private int stages;
    private int stagesDone;
    private int tasks;
    private int tasksDone;
    private long toldAtNanos = System.nanoTime() - INTERVAL_NANOS;

    Work(TaskContext context) {
      this.context = context;
    }

    /** How many jobs an operator starts isn't known, so no fraction is claimed. */
    void tell() {
      long now = System.nanoTime();
      if (now - toldAtNanos >= INTERVAL_NANOS) {
        toldAtNanos = now;
        context.progress(
            Double.NaN,
            "Spark stages %d/%d, tasks %d/%d".formatted(stagesDone, stages, tasksDone, tasks));
      }
    }
  }
}

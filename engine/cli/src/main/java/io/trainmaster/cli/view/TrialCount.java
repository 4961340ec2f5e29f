package io.trainmaster.cli.view;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.ValueText;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far the trials of a search are. A trial with folds is over when all of its folds are. */
final class TrialCount implements PartCount {
  private static final String TRIAL = "trial-";

  private final TaskSpec.Tune tune;
  private final Map<TaskId, TaskPhase> tasks = new LinkedHashMap<>();
  private double best = Double.NaN;

  TrialCount(TaskSpec.Tune tune) {
    this.tune = tune;
  }

  @Override
  public TaskId whole() {
    return tune.id();
  }

  @Override
  public boolean owns(TaskId task) {
    return task.value().startsWith(tune.id().value() + ".");
  }

  @Override
  public void planned(TaskId task) {
    tasks.put(task, TaskPhase.WAITING);
  }

  @Override
  public void moved(TaskId task, TaskPhase phase) {
    tasks.put(task, phase);
  }

  @Override
  public void metric(Metric metric) {
    if (metric.key().equals(tune.metric()) && !Double.isNaN(metric.value())) {
      best =
          Double.isNaN(best)
              ? metric.value()
              : tune.maximize() ? Math.max(best, metric.value()) : Math.min(best, metric.value());
    }
  }

  /** {@code 3 of 6 trials, best auc 0.871}. */
  @Override
  public String text() {
    Map<String, Boolean> trials = new LinkedHashMap<>();
    tasks.forEach(
        (task, phase) -> {
          String name = task.value().substring(tune.id().value().length() + 1).split("\\.")[0];
          if (name.startsWith(TRIAL)) {
            trials.merge(name, phase.isEnd(), Boolean::logicalAnd);
          }
        });
    if (trials.isEmpty()) {
      return "";
    }
    long ended = trials.values().stream().filter(Boolean::booleanValue).count();
    String count = ended + " of " + trials.size() + " trials";
    return Double.isNaN(best) || tune.folds().isPresent()
        ? count
        : count + ", best " + metricName() + " " + ValueText.number(rounded(best));
  }

  private String metricName() {
    return tune.metric().substring(tune.metric().lastIndexOf('.') + 1);
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}

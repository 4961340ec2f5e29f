package io.trainmaster.job.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.report.Metric;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.metrics.ScoredRows;
import io.trainmaster.job.spark.model.ClusterScores;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricHelpTest {

  private static Set<String> names() {
    double[] values = {0, 1, 1};
    Set<String> names = new LinkedHashSet<>();
    for (TaskKind task : TaskKind.values()) {
      if (task != TaskKind.CLUSTERING) {
        names.addAll(new ScoredRows(task, 2, values, values, values).metrics(0.5).keySet());
      }
    }
    names.addAll(
        new ClusterScores(new long[] {1, 1}, new double[] {0, 0}, 0.5, 2).metrics().keySet());
    return names;
  }

  @Test
  void everyMetricIsExplained() {
    for (String name : names()) {
      Metric metric = MetricHelp.of(name, 0.5);
      assertThat(metric.help()).as(name).endsWith(".");
      assertThat(metric.better()).as(name).isNotEqualTo(Metric.Better.NEITHER);
    }
  }

  @Test
  void everyMetricIsAFieldOfTheReport() {
    String signature = new EvaluateOperator().signature();
    for (String name : names()) {
      assertThat(signature).containsPattern("(?m)^\\s*" + name + ": Float$");
    }
  }

  @Test
  void anUnknownMetricIsShownPlainly() {
    assertThat(MetricHelp.of("novel", 1).better()).isEqualTo(Metric.Better.NEITHER);
  }
}

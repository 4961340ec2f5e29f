package io.trainmaster.job.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.AttemptId;
import io.trainmaster.job.ProcessSettings;
import io.trainmaster.job.ResourceProvider;
import io.trainmaster.job.TaskError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSessionProviderTest {

  private static final CountDownLatch STARTED = new CountDownLatch(1);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final SparkSession session = SharedSession.get();
  private final Path folder;

  SparkSessionProviderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(ResourceProvider.class))
        .anyMatch(SparkSessionProvider.class::isInstance);
  }

  @Test
  void takesSettingsButThoseThatResultsRestOn() {
    Map<String, String> properties =
        Map.of(
            "spark.master", "spark://host:7077",
            "spark.executor.memory", "2g",
            "spark.sql.ansi.enabled", "false",
            "tuning.parallel", "2");

    Map<String, String> settings =
        SparkSessionProvider.configuration(new ProcessSettings("churn-7", 3, folder, properties));
    Map<String, String> local =
        SparkSessionProvider.configuration(new ProcessSettings("churn-7", 3, folder, Map.of()));

    assertThat(settings)
        .containsEntry("spark.master", "spark://host:7077")
        .containsEntry("spark.executor.memory", "2g")
        .containsEntry("spark.sql.ansi.enabled", "true")
        .doesNotContainKeys("tuning.parallel", "spark.driver.bindAddress");
    assertThat(local)
        .containsEntry("spark.master", "local[3]")
        .containsEntry("spark.driver.bindAddress", "127.0.0.1");
    assertThat(session.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
  }

  @Test
  void onAClusterItFindsOurCodeAndGivesBackWhatItDoesNotUse() {
    Map<String, String> near =
        SparkSessionProvider.configuration(
            new ProcessSettings(
                "churn-7",
                3,
                folder,
                Map.of(
                    "spark.master", "spark://127.0.0.1:7077",
                    "spark.dynamicAllocation.executorIdleTimeout", "1s")));
    Map<String, String> local =
        SparkSessionProvider.configuration(new ProcessSettings("churn-7", 3, folder, Map.of()));

    assertThat(near)
        .containsEntry("spark.dynamicAllocation.enabled", "true")
        .containsEntry("spark.dynamicAllocation.executorIdleTimeout", "1s")
        .containsEntry("spark.driver.host", "127.0.0.1")
        .hasEntrySatisfying(
            "spark.executor.extraClassPath", path -> assertThat(path).endsWith("/*"));
    assertThat(local)
        .doesNotContainKeys("spark.executor.extraClassPath", "spark.dynamicAllocation.enabled");
  }

  @Test
  void givesAnAttemptAJobGroupAndAPoolWhileItRuns() throws Exception {
    RecordingContext context = new RecordingContext(folder);
    String group = context.attempt().toString();

    try (AutoCloseable entered = SharedSession.provider().enter(session, context)) {
      assertThat(session.sparkContext().getLocalProperty("spark.jobGroup.id")).isEqualTo(group);
      assertThat(session.sparkContext().getLocalProperty("spark.scheduler.pool")).isEqualTo(group);
      assertThat(session.sparkContext().getLocalProperty(AttemptId.LOG_KEY)).isEqualTo(group);
    }

    assertThat(session.sparkContext().getLocalProperty("spark.jobGroup.id")).isNull();
    assertThat(session.sparkContext().getLocalProperty(AttemptId.LOG_KEY)).isNull();
    assertThat(context.params).containsKey("spark.master");
    assertThat(new SparkSessionProvider().versions()).containsEntry("spark", "4.1.0");
  }

  @Test
  void tellsProgress() throws Exception {
    RecordingContext context = new RecordingContext(folder);

    try (AutoCloseable entered = SharedSession.provider().enter(session, context)) {
      JavaSparkContext.fromSparkContext(session.sparkContext())
          .parallelize(List.of(1, 2, 3), 3)
          .count();
      session.sparkContext().listenerBus().waitUntilEmpty();
    }

    assertThat(context.progress).first().asString().startsWith("Spark stages 0/1, tasks 0/3");
  }

  @Test
  void cancelsTheWorkOfOneAttempt() throws Exception {
    RecordingContext context = new RecordingContext(folder);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> work =
          thread.submit(
              () -> {
                try (AutoCloseable entered = SharedSession.provider().enter(session, context)) {
                  return JavaSparkContext.fromSparkContext(session.sparkContext())
                      .parallelize(List.of(1), 1)
                      .map(SparkSessionProviderTest::await)
                      .count();
                }
              });
      assertThat(STARTED.await(60, TimeUnit.SECONDS)).isTrue();

      SharedSession.provider().cancel(session, context.attempt());

      assertThatThrownBy(() -> work.get(60, TimeUnit.SECONDS)).hasMessageContaining("cancelled");
    } finally {
      thread.shutdownNow();
    }
    assertThat(session.range(5).count()).isEqualTo(5);
  }

  @Test
  void knowsFailuresThatSomeoneCanMend() {
    Exception full = new RuntimeException(new IOException("No space left on device"));
    Exception memory = new RuntimeException(new OutOfMemoryError("Java heap space"));
    Exception bug = new IllegalStateException("a bug");

    assertThat(SparkOperator.known(full, false))
        .hasValueSatisfying(known -> assertThat(known.error()).isEqualTo(TaskError.DISK_FULL));
    assertThat(SparkOperator.known(memory, false))
        .hasValueSatisfying(known -> assertThat(known.error()).isEqualTo(TaskError.OUT_OF_MEMORY));
    assertThat(SparkOperator.known(bug, true))
        .hasValueSatisfying(known -> assertThat(known.error()).isEqualTo(TaskError.CANCELLED));
    assertThat(SparkOperator.known(bug, false)).isEmpty();
  }

  private static int await(int value) throws InterruptedException {
    STARTED.countDown();
    NEVER.await();
    return value;
  }
}

package io.trainmaster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CarriageTest {

  private static final Path FOLDER = Path.of("/state/process-1");

  private static HostSettings settings(Map<String, String> properties) {
    return new HostSettings(
        Path.of("/jdk/bin/java"),
        "a.jar:b.jar",
        List.of("-Da=b"),
        1 << 30,
        Map.of(),
        properties,
        Optional.empty(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }

  private static AttemptRequest request(int cpus, long memoryBytes, List<String> gpus) {
    return request(cpus, memoryBytes, gpus, Optional.empty());
  }

  private static AttemptRequest request(
      int cpus, long memoryBytes, List<String> gpus, Optional<Duration> within) {
    return request("train.network", cpus, memoryBytes, gpus, within);
  }

  private static AttemptRequest request(
      String operator, int cpus, long memoryBytes, List<String> gpus, Optional<Duration> within) {
    return new AttemptRequest(
        new RunId("digits-1"),
        new RunId("digits-1"),
        new TaskId("model"),
        2,
        17,
        operator,
        Map.of(),
        List.of(),
        TaskSpec.Isolation.OWN,
        cpus,
        memoryBytes,
        gpus.stream().map(id -> new AttemptRequest.Device(id, 1000, 0)).toList(),
        FOLDER,
        FOLDER,
        FOLDER,
        Optional.empty(),
        within);
  }

  private static List<String> command(Map<String, String> properties, AttemptRequest request) {
    return Carriage.command(
        settings(properties), request, List.of("/jdk/bin/java", "-Xmx1g", "Main"), FOLDER);
  }

  @Test
  void onlyAStandaloneClusterIsGoneTo() {
    AttemptRequest training = request(1, 1, List.of());

    assertThat(Carriage.isUsed(settings(Map.of("spark.master", "spark://head:7077")), training))
        .isTrue();
    assertThat(Carriage.isUsed(settings(Map.of("spark.master", "local[2]")), training)).isFalse();
    assertThat(Carriage.isUsed(settings(Map.of("spark.master", "yarn")), training)).isFalse();
    assertThat(Carriage.isUsed(settings(Map.of()), training)).isFalse();
  }

  @Test
  void whatGoesToTheClusterItselfIsNotCarried() {
    AttemptRequest submission = request("spark.submit", 1, 1, List.of("any-0"), Optional.empty());

    assertThat(Carriage.isUsed(settings(Map.of("spark.master", "spark://head:7077")), submission))
        .isFalse();
  }

  @Test
  void sparkIsAskedForWhatTheAttemptWasGiven() {
    List<String> command =
        command(
            Map.of(
                "spark.master",
                "spark://head:7077",
                "spark.executor.memory",
                "8g",
                "spark.executor.resource.cpuworker.amount",
                "1"),
            request(4, 3L << 30, List.of("any-0", "any-1")));

    assertThat(command)
        .contains(
            "spark.master=spark://head:7077",
            "spark.app.name=digits-1/model/2 fence 17",
            "spark.cores.max=4",
            "spark.executor.cores=4",
            "spark.task.cpus=4",
            "spark.executor.memory=3072m",
            "spark.executor.resource.gpu.amount=2",
            "spark.task.resource.gpu.amount=2",
            "spark.task.maxFailures=1")
        .doesNotContain("spark.executor.memory=8g", "spark.executor.resource.cpuworker.amount=1");
    assertThat(command.subList(command.indexOf("--"), command.size()))
        .containsExactly("--", "/jdk/bin/java", "-Dtrainmaster.carried=true", "-Xmx1g", "Main");
  }

  @Test
  void whatNeedsNoGpuStaysOffTheWorkersThatHaveSome() {
    List<String> command =
        command(
            Map.of(
                "spark.master",
                "spark://head:7077",
                "spark.executor.resource.cpuworker.amount",
                "1"),
            request(1, 1, List.of()));

    assertThat(command)
        .contains("spark.executor.resource.cpuworker.amount=1", "spark.executor.memory=512m")
        .noneMatch(word -> word.contains("resource.gpu"));
  }

  @Test
  void theDriverIsToldHowLongItMayWait() {
    Map<String, String> cluster = Map.of("spark.master", "spark://head:7077");

    assertThat(
            command(cluster, request(1, 1, List.of("any-0"), Optional.of(Duration.ofMinutes(2)))))
        .contains("spark.trainmaster.within=120000ms");
    assertThat(command(cluster, request(1, 1, List.of("any-0"))))
        .noneMatch(word -> word.startsWith("spark.trainmaster.within"));
  }

  @Test
  void theProcessHasASessionOfItsOwn() {
    assertThat(
            Carriage.properties(
                Map.of(
                    "spark.master", "spark://head:7077",
                    "spark.executor.memory", "8g",
                    "spark.dynamicAllocation.enabled", "true",
                    "spark.hadoop.fs.s3a.endpoint", "http://store")))
        .containsOnly(Map.entry("spark.hadoop.fs.s3a.endpoint", "http://store"));
  }
}

package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.acceptance.Trainmaster.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The short form of {@code scripts/faults/spark-deaths}: a real cluster of one master and two
 * workers on this machine, whose GPUs aren't there.
 */
@Timeout(600)
class SparkClusterTest extends WithDistribution {

  private static final String TRAINING =
      """
      edition 1

      /// A network on a GPU where there is one, behind a session that needs none.
      workflow training(data: Path) -> Model {
        raw   = ingest.csv(data)
        model = train.network(raw, label: "churned", ignore: ["customer_id"]) {
          network {
            dense  units: 16, activation: relu
            output sigmoid
          }
          epochs     15
          batch      16
          checkpoint every: epoch
          resources  { gpu 1; cpu 1; memory 1 GiB; within 2 s } else { cpu 1; memory 1 GiB }
          retry      { lost 3 }
        }
        return model
      }
      """;

  private Path cluster;

  @BeforeEach
  void startCluster() throws Exception {
    assumeTrue(
        Files.exists(Trainmaster.program("spark-cluster")),
        "Spark's jars are not assembled: build the distribution with make install");
    cluster = directory.resolve("cluster");
    String said = cluster("start", "--memory", "2g");
    assertThat(said).contains("cpu-worker runs").contains("gpu-worker runs");
    Files.writeString(
        trainmaster.project().resolve("conf/trainmaster.properties"),
        """
        spark.master = spark://127.0.0.1:%s
        spark.master.page = http://127.0.0.1:%s
        spark.conf.spark.executor.memory = 600m
        """
            .formatted(number("port"), number("ui-port")));
  }

  @AfterEach
  void stopCluster() throws Exception {
    if (cluster != null) {
      cluster("stop");
    }
  }

  @Test
  void aNetworkTrainsBesideTheGpusAndGoesOnWithoutThemWhereTheirWorkerDies() throws Exception {
    trainmaster.workflow("training", TRAINING);
    trainmaster.call("sample", "churn", "--rows", "1000", "--out", directory.toString());

    Path talk = directory.resolve("talk");
    Process run =
        trainmaster.start(
            directory.resolve("out"),
            talk,
            "run",
            "conf/workflows/training.train",
            "-p",
            "data=" + directory.resolve("churn.csv"));
    awaitCheckpoint(run);
    ProcessHandle.of(Long.parseLong(number("gpu-worker.pid"))).orElseThrow().destroyForcibly();

    assertThat(run.waitFor(500, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(talk)).isZero();
    assertThat(trainmaster.bodies())
        .filteredOn(line -> line.task().equals("model") && line.event().equals("end"))
        .hasSize(1);
    Answer shown = trainmaster.call("show", "training-1");
    assertThat(shown.out())
        .containsPattern("model +spark.executor +spark://127.0.0.1:\\d+ app-\\d+-\\d+, executor 0")
        .containsPattern("model +gpu.addresses +[01]\n")
        .containsPattern("raw +spark.master +spark://127.0.0.1:\\d+")
        .containsPattern("model, attempt 1: lost")
        .containsPattern(
            "model, attempt 2: refused +The cluster spark://\\S+ had no room for it within 2 s\\.");
    assertThat(trainmaster.call("show", "training-1", "--output", "json").out())
        .containsPattern(
            "request 2: the choice before it was refused: The cluster spark://\\S+ had no room");
    assertThat(trainmaster.call("logs", "training-1", "model").out())
        .contains("Goes on after epoch");
    try (Stream<Path> applications = Files.list(cluster.resolve("gpu-worker"))) {
      assertThat(applications).as("the session stays off the GPUs").hasSize(1);
    }
  }

  private void awaitCheckpoint(Process run) throws InterruptedException {
    Path file =
        trainmaster
            .project()
            .resolve(".trainmaster/runs/training-1/model/checkpoint/training.checkpoint");
    while (!Files.exists(file) && run.isAlive()) {
      run.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private String number(String file) throws IOException {
    return Files.readString(cluster.resolve(file)).strip();
  }

  private String cluster(String command, String... options) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Trainmaster.program("spark-cluster").toString());
    line.addAll(List.of(command, cluster.toString()));
    line.addAll(List.of(options));
    Path said = directory.resolve("cluster-" + command);
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }
}

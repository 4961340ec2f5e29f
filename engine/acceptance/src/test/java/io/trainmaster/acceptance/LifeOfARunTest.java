package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.acceptance.Trainmaster.Answer;
import io.trainmaster.acceptance.Trainmaster.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a file to a registered model, with real processes and real Spark. */
@Timeout(600)
class LifeOfARunTest extends WithDistribution {

  private static final String WORKFLOW =
      """
      edition 1
      workflow small(data: Path = "data/churn.csv") -> ModelVersion {
        raw    = ingest.csv(data)
        parts  = split(raw, train: 80%, test: 20%, stratify: "churned", seed: 1)
        model  = train.tree(parts.train, label: "churned", ignore: ["customer_id"])
        report = evaluate(model, parts.test)
        require report.auc > 0.5 else fail "AUC ${report.auc}"
        return register(model, name: "small", report: report, alias: "candidate")
      }
      """;

  @BeforeEach
  void fillProject() throws Exception {
    trainmaster.workflow("small", WORKFLOW);
    Answer sample =
        trainmaster.call("sample", "churn", "--rows", "2000", "--seed", "3", "--out", "data");
    assertThat(sample.exitCode()).as(sample.all()).isZero();
  }

  @Test
  void twoRunsGiveEqualMetricsAndOneModelWithTwoVersions() throws Exception {
    Answer first = trainmaster.call("run", "conf/workflows/small.train");
    assertThat(first.exitCode()).as(first.all()).isZero();
    assertThat(first.out()).contains("small-1 succeeded", "small v1", "report.html");
    Answer second =
        trainmaster.call(
            "run", "conf/workflows/small.train", "--no-cache", "--set", "engine.cpus=1");
    assertThat(second.exitCode()).as(second.all()).isZero();

    assertThat(metrics("small-2")).isNotEmpty().isEqualTo(metrics("small-1"));
    Answer models = trainmaster.call("models");
    assertThat(models.out()).contains("small").contains("candidate");
    Answer shown = trainmaster.call("show", "small-1", "--output", "json");
    assertThat(shown.out()).contains("churn.csv").contains("\"spark\"");
    Answer compared = trainmaster.call("compare", "small-1", "small-2");
    assertThat(compared.exitCode()).as(compared.all()).isZero();
    assertThat(compared.out()).doesNotContain("auc");

    int bodies = trainmaster.bodies().size();
    Answer third = trainmaster.call("run", "conf/workflows/small.train");
    assertThat(third.exitCode()).as(third.all()).isZero();
    assertThat(third.out()).contains("reused from small-2", "small v3", "report.html");
    assertThat(trainmaster.bodies()).as("nothing ran").hasSize(bodies);
    assertThat(metrics("small-3")).isEqualTo(metrics("small-1"));
  }

  @Test
  void killedRunGoesOnAndRepeatsNothing() throws Exception {
    Path out = directory.resolve("out");
    Process process =
        trainmaster.start(out, directory.resolve("talk"), "run", "conf/workflows/small.train");
    awaitBody("parts", "end");
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get();
    }

    Answer resumed = trainmaster.call("resume", "small-1");
    assertThat(resumed.exitCode()).as(resumed.all()).isZero();
    assertThat(resumed.out()).contains("small-1 succeeded");
    List<String> finished =
        trainmaster.bodies().stream()
            .filter(line -> line.event().equals("end"))
            .map(Line::task)
            .toList();
    assertThat(finished).doesNotHaveDuplicates().contains("raw", "parts", "model", "report");
  }

  @Test
  void interruptEndsEveryChild() throws Exception {
    Path out = directory.resolve("out");
    Process process =
        trainmaster.start(out, directory.resolve("talk"), "run", "conf/workflows/small.train");
    awaitBody("raw", "start");
    List<ProcessHandle> children = process.descendants().toList();
    assertThat(children).isNotEmpty();
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(Files.readString(out)).contains("trainmaster resume small-1");
  }

  @Test
  void secondProcessOnTheFolderIsRefusedAndReadersAreNot() throws Exception {
    Process process =
        trainmaster.start(
            directory.resolve("out"),
            directory.resolve("talk"),
            "run",
            "conf/workflows/small.train");
    awaitBody("raw", "start");
    Answer second = trainmaster.call("run", "conf/workflows/small.train");
    assertThat(second.exitCode()).as(second.all()).isEqualTo(69);
    assertThat(second.talk()).contains(Long.toString(process.pid()));
    Answer runs = trainmaster.call("runs");
    assertThat(runs.exitCode()).as(runs.all()).isZero();
    assertThat(runs.out()).contains("small-1");
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    process.waitFor();
  }

  /** Waits until a task's body has written a line; the ledger is written by the body itself. */
  private void awaitBody(String task, String event) throws IOException, InterruptedException {
    try (var watcher = directory.getFileSystem().newWatchService()) {
      trainmaster
          .project()
          .register(
              watcher,
              java.nio.file.StandardWatchEventKinds.ENTRY_CREATE,
              java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY);
      while (trainmaster.bodies().stream()
          .noneMatch(line -> line.task().equals(task) && line.event().equals(event))) {
        var key = watcher.poll(120, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(key).as("%s of %s", event, task).isNotNull();
        key.pollEvents();
        key.reset();
      }
    }
  }

  private String metrics(String run) throws Exception {
    String json = trainmaster.call("show", run, "--output", "json").out().replaceAll("\\s", "");
    return Pattern.compile("\"key\":\"[^\"]*\",\"step\":\\d+,\"value\":[^}]*")
        .matcher(json)
        .results()
        .map(java.util.regex.MatchResult::group)
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}

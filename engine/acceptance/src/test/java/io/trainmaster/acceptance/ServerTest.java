package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.acceptance.Trainmaster.Answer;
import io.trainmaster.acceptance.Trainmaster.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server as a person has it: a process that others find, that may die, and that fires. */
@Timeout(600)
class ServerTest extends WithDistribution {

  private static final String SMALL =
      """
      edition 1
      workflow small(data: Path = "data/churn.csv") -> Report {
        raw   = ingest.csv(data)
        parts = split(raw, train: 80%, test: 20%, stratify: "churned", seed: 1)
        model = train.tree(parts.train, label: "churned", ignore: ["customer_id"])
        return evaluate(model, parts.test)
      }
      """;

  private static final String BEAT =
      """
      edition 1
      workflow beat(open: Bool = true) {
        schedule { every 1 s; misfire skip; overlap queue }
        require open else skip "It is shut."
      }
      """;

  private Process server;

  @BeforeEach
  void start() throws Exception {
    trainmaster.workflow("small", SMALL);
    trainmaster.workflow("beat", BEAT);
    Answer sample =
        trainmaster.call("sample", "churn", "--rows", "2000", "--seed", "3", "--out", "data");
    assertThat(sample.exitCode()).as(sample.all()).isZero();
    serve();
  }

  private void serve() throws Exception {
    Path out = Files.createTempFile(directory, "server", ".out");
    server = trainmaster.start(out, directory.resolve("server-talk"), "server");
    while (!Files.readString(out).contains("Serving ")) {
      assertThat(server.waitFor(50, TimeUnit.MILLISECONDS)).as("the server has ended").isFalse();
    }
  }

  @AfterEach
  void end() throws Exception {
    new ProcessBuilder("kill", "-TERM", Long.toString(server.pid())).start().waitFor();
    assertThat(server.waitFor()).isZero();
  }

  @Test
  void runsAreTheServersAndSurviveIt() throws Exception {
    Answer joined = trainmaster.call("run", "conf/workflows/small.train");
    assertThat(joined.exitCode()).as(joined.all()).isZero();
    assertThat(joined.out()).contains("small-1 succeeded");

    Answer submitted = trainmaster.call("submit", "conf/workflows/small.train", "--no-cache");
    assertThat(submitted.out().strip()).as(submitted.all()).isEqualTo("small-2");
    Process watching =
        trainmaster.start(
            directory.resolve("watch"), directory.resolve("watch-talk"), "watch", "small-2");
    awaitBody("small-2", "parts");
    server.destroyForcibly().waitFor();
    assertThat(watching.waitFor()).as("whoever watches is told").isEqualTo(69);

    serve();
    Answer watched = trainmaster.call("watch", "small-2");
    if (watched.exitCode() != 2) {
      assertThat(watched.exitCode()).as(watched.all()).isZero();
      assertThat(watched.out()).contains("small-2 succeeded");
    }
    assertThat(trainmaster.call("runs").out()).contains("small-2").doesNotContain("running");
    List<String> finished =
        trainmaster.bodies().stream()
            .filter(line -> line.run().equals("small-2") && line.event().equals("end"))
            .map(Line::task)
            .toList();
    assertThat(finished).doesNotHaveDuplicates();
  }

  @Test
  void anActiveWorkflowRunsByItself() throws Exception {
    Answer applied = trainmaster.call("apply", "conf/workflows/beat.train");
    assertThat(applied.exitCode()).as(applied.all()).isZero();
    String history;
    do {
      history = trainmaster.call("triggers", "beat/schedule-1").out();
    } while (history.lines().filter(line -> line.contains("succeeded")).count() < 3);
    assertThat(trainmaster.call("triggers", "beat/schedule-1", "--pause").exitCode()).isZero();
    assertThat(trainmaster.call("triggers").out()).contains("every second").contains("paused");
    List<String> due =
        trainmaster
            .call("triggers", "beat/schedule-1", "--limit", "1000")
            .out()
            .lines()
            .skip(1)
            .map(line -> line.substring(0, 19))
            .toList();
    assertThat(due).doesNotHaveDuplicates();

    Answer backfilled =
        trainmaster.call(
            "backfill",
            "beat/schedule-1",
            "--from",
            "2026-01-01T00:00:00Z",
            "--until",
            "2026-01-01T00:00:03Z");
    assertThat(backfilled.out().lines()).as(backfilled.all()).hasSize(3);
  }

  private void awaitBody(String run, String task) throws IOException, InterruptedException {
    while (trainmaster.bodies().stream()
        .noneMatch(
            line ->
                line.run().equals(run) && line.task().equals(task) && line.event().equals("end"))) {
      assertThat(server.waitFor(50, TimeUnit.MILLISECONDS)).as("the server has ended").isFalse();
    }
  }
}

package io.trainmaster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that do what no good task process does, written as shell scripts. */
@Timeout(60)
class ScriptedHostTest {

  private final Path folder;
  private final Path attemptFolder;

  ScriptedHostTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.attemptFolder = Files.createDirectories(folder.resolve("attempt"));
  }

  private Heard run(String script, long fence) throws IOException {
    Path program = folder.resolve("java");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    HostSettings settings =
        new HostSettings(
            program,
            "unused",
            List.of(),
            1 << 20,
            Map.of(
                "GOLDEN", golden("outcome.json").toString(), "ATTEMPT", attemptFolder.toString()),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    Heard heard = new Heard();
    try (LocalWorker worker = new LocalWorker(settings, folder.resolve("hosts"), folder::resolve)) {
      worker.launch(request(fence), heard);
      Heard.await(heard.ended);
    }
    return heard;
  }

  private AttemptRequest request(long fence) {
    return new AttemptRequest(
        new RunId("churn-7"),
        new RunId("churn-7"),
        new TaskId("best.trial-3"),
        2,
        fence,
        "train.network",
        Map.of(),
        List.of(),
        Isolation.OWN,
        1,
        1L << 30,
        List.of(),
        attemptFolder,
        folder.resolve("checkpoints"),
        folder,
        Optional.empty(),
        Optional.empty());
  }

  private static Path golden(String name) {
    return Path.of(
        System.getProperty("trainmaster.root"), "jobs/host/src/test/resources/wire", name);
  }

  @Test
  void adoptsWhatAProcessRecordedAndCouldNotSayAnyMore() throws IOException {
    Heard heard = run("cp \"$GOLDEN\" \"$ATTEMPT/outcome.json\"; kill -9 $$", 41);

    assertThat(heard.success().outputs()).containsOnlyKeys("out", "validation");
  }

  @Test
  void doesNotAdoptTheOutcomeOfAnotherFence() throws IOException {
    Heard heard = run("cp \"$GOLDEN\" \"$ATTEMPT/outcome.json\"; kill -9 $$", 42);

    assertThat(heard.failure().outcome()).isEqualTo(Outcome.LOST);
  }

  @Test
  void endsAProcessOfAnotherVersion() throws IOException {
    Heard heard = run("echo '{\"kind\":\"ready\",\"wire\":2,\"pid\":1}'; exec sleep 600", 1);

    assertThat(heard.failure())
        .isEqualTo(Failure.of(Outcome.LOST, "The task's process speaks version 2 of the wire."));
  }

  @Test
  void takesAGarbledResultForALoss() throws IOException {
    Heard heard =
        run(
            "echo '{\"kind\":\"ended\",\"run\":\"churn-7\",\"task\":\"best.trial-3\","
                + "\"attempt\":2,\"result\":{\"outcome\":\"sung\"}}'; exec sleep 600",
            1);

    assertThat(heard.failure())
        .isEqualTo(Failure.of(Outcome.LOST, "The task's process gave a garbled result."));
  }

  @Test
  void tellsTheLastLineOfAProcessThatDidNotStart() throws IOException {
    Heard heard = run("echo 'no such machine' >&2; exit 2", 1);

    assertThat(heard.failure().message())
        .isEqualTo("The task's process ended with exit code 2: no such machine.");
  }

  @Test
  void tellsThatAClusterHadNoRoom() throws IOException {
    Heard heard = run("echo 'WARN of something' >&2; echo 'No room on it.' >&2; exit 75", 1);

    assertThat(Heard.await(heard.ended)).isEqualTo(new AttemptResult.Unmet("No room on it."));
  }

  @Test
  void saysThatThereIsNoJava() {
    HostSettings settings =
        new HostSettings(
            folder.resolve("no-java"),
            "unused",
            List.of(),
            1 << 20,
            Map.of(),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    Heard heard = new Heard();
    try (LocalWorker worker = new LocalWorker(settings, folder.resolve("hosts"), folder::resolve)) {
      worker.warm(new RunId("churn-7"), 1);
      worker.launch(request(1), heard);
    }

    assertThat(heard.failure().message()).startsWith("The task's process could not be started: ");
  }
}

package io.trainmaster.worker;

import static io.trainmaster.worker.Heard.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.model.Value;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalWorkerTest {

  private static final Map<String, Value> GREETING = Map.of("greeting", Value.text("hello"));

  private final WorkerFixture fixture;

  LocalWorkerTest(@TempDir Path folder) {
    fixture = new WorkerFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void passesOnAllThatABodyGives() throws IOException {
    Heard heard = fixture.launch("clean", Isolation.SHARED, "test.succeed", GREETING);

    AttemptResult.Succeeded success = heard.success();

    Path staged = fixture.attemptFolder("clean").resolve("staging/out");
    assertThat(success.outputs())
        .containsExactly(
            Map.entry(
                "out",
                new AttemptOutput.StagedArtifact("File", staged, Map.of("rows", new Value.Int(3)))),
            Map.entry(
                "validation",
                new AttemptOutput.Scalar(new Value.Fields(Map.of("auc", new Value.Real(0.875))))));
    assertThat(staged).hasContent("hello");
    assertThat(heard.metrics)
        .containsExactly(new Metric("validation.auc", 0.875, 0), new Metric("loss", Double.NaN, 3));
    assertThat(heard.params).containsExactly(Map.entry("seed", "42"));
    assertThat(heard.sources).containsExactly(new Source("file:data.csv", "ab".repeat(32), 1000));
    assertThat(await(heard.progressed)).isEqualTo("half way");
    assertThat(heard.environment).containsKey("java");
    assertThat(await(heard.started)).isPositive();
    assertThat(heard.ends).isOne();
    assertThat(Files.readAllLines(fixture.attemptFolder("clean").resolve("log.txt")))
        .anyMatch(line -> line.endsWith("in hello"))
        .contains("printed", "printed as an error");
    assertThat(fixture.attemptFolder("clean").resolve("scratch")).doesNotExist();
  }

  /** An argument that is a secret of a name. */
  private static Map<String, Value> greetingIsSecret(String name) {
    return Map.of("greeting", Value.secret(name));
  }

  @Test
  void aSecretReachesItsBodyAndNoFileButItsOutput() throws IOException {
    Heard heard =
        fixture.launch("clean", Isolation.SHARED, "test.succeed", greetingIsSecret("greeting"));

    AttemptResult.Succeeded success = heard.success();

    Path staged = ((AttemptOutput.StagedArtifact) success.outputs().get("out")).path();
    assertThat(staged).hasContent(WorkerFixture.SECRET);
    assertThat(fixture.attemptFolder("clean").resolve("log.txt")).content().contains("in ***");
    try (Stream<Path> files = Files.walk(fixture.folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.equals(staged)) {
          assertThat(textOf(file)).as(file.toString()).doesNotContain(WorkerFixture.SECRET);
        }
      }
    }
  }

  /** Nothing of a file that is gone: the process deletes what it has told once that was heard. */
  private static String textOf(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  @Test
  void aSecretThatIsNotThereIsToldBeforeAnythingRuns() {
    Heard heard = fixture.launch("clean", Isolation.OWN, "test.succeed", greetingIsSecret("other"));

    AttemptResult.Failed failed = (AttemptResult.Failed) await(heard.ended);

    assertThat(failed.failure().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(failed.failure().message())
        .isEqualTo("There is no secret `other`, which this task is given.");
    assertThat(failed.failure().mend()).isEqualTo("Add other.");
    assertThat(fixture.attemptFolder("clean")).doesNotExist();
  }

  @Test
  void leavesAnOutcomeThatAnotherEngineCanAdopt() {
    Heard heard = fixture.launch("clean", Isolation.OWN, "test.succeed", GREETING);
    AttemptResult result = heard.success();

    RecordedOutcome outcome = RecordedOutcome.read(fixture.attemptFolder("clean")).orElseThrow();

    assertThat(outcome.run()).isEqualTo(WorkerFixture.RUN);
    assertThat(outcome.task().value()).isEqualTo("clean");
    assertThat(outcome.attempt()).isOne();
    assertThat(outcome.fence()).isEqualTo(12);
    assertThat(outcome.result()).isEqualTo(result);
    assertThat(outcome.metrics()).isEqualTo(heard.metrics);
    assertThat(outcome.params()).isEqualTo(heard.params);
    assertThat(outcome.sources()).isEqualTo(heard.sources);
    assertThat(outcome.environment()).isEqualTo(heard.environment);
  }

  @Test
  void runsTheSharedAttemptsOfARunInOneProcessAtOnce() {
    fixture.worker.warm(WorkerFixture.RUN, 2);
    List<Heard> all = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      all.add(fixture.launch("trial-" + i, Isolation.SHARED, "test.meet", Map.of()));
    }

    assertThat(all.stream().map(heard -> heard.success().outputs().get("pid")).distinct())
        .hasSize(1);
    for (int i = 1; i <= 8; i++) {
      assertThat(fixture.attemptFolder("trial-" + i).resolve("log.txt"))
          .hasContent("I am churn-7/trial-" + i + "/1");
    }
  }

  @Test
  void givesAnOwnAttemptAProcessThatEndsWithIt() throws Exception {
    Heard first = fixture.launch("a", Isolation.OWN, "test.succeed", GREETING);
    Heard second = fixture.launch("b", Isolation.OWN, "test.succeed", GREETING);
    first.success();
    second.success();

    assertThat(await(first.started)).isNotEqualTo(await(second.started));
    ProcessHandle.of(await(first.started)).ifPresent(process -> await(process.onExit()));
    ProcessHandle.of(await(second.started)).ifPresent(process -> await(process.onExit()));
  }

  @Test
  void keepsTheWireCleanWhateverIsPrinted() throws IOException {
    Heard heard = fixture.launch("loud", Isolation.SHARED, "test.flood", Map.of());

    heard.success();

    assertThat(heard.metrics).containsExactly(new Metric("lines", 40_000, 0));
    Path log = fixture.attemptFolder("loud").resolve("log.txt");
    assertThat(Files.size(log)).isLessThan(17L << 20);
    assertThat(Files.readString(log)).contains("bytes were cut out here");
  }
}

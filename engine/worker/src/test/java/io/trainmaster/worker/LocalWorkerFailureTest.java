package io.trainmaster.worker;

import static io.trainmaster.worker.Heard.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.model.Value;
import io.trainmaster.run.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class LocalWorkerFailureTest {

  private static final Map<String, Value> GREETING = Map.of("greeting", Value.text("hello"));

  private final WorkerFixture fixture;

  LocalWorkerFailureTest(@TempDir Path folder) {
    fixture = new WorkerFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Heard fail(String task, Isolation isolation, String how) {
    return fixture.launch(task, isolation, "test.fail", Map.of("how", Value.text(how)));
  }

  private String log(String task) throws IOException {
    return Files.readString(fixture.attemptFolder(task).resolve("log.txt"));
  }

  @Test
  void passesOnWhatTheOperatorSays() {
    Heard heard = fail("a", Isolation.SHARED, "told");

    Failure told =
        new Failure(
            Outcome.ERROR, "T0004", "There is no column 'aeg'.", "data.csv:1", "Say 'age'.");
    assertThat(heard.failure()).isEqualTo(told);
    assertThat(RecordedOutcome.read(fixture.attemptFolder("a")).orElseThrow().result())
        .isInstanceOfSatisfying(
            AttemptResult.Failed.class, failed -> assertThat(failed.failure()).isEqualTo(told));
  }

  @Test
  void callsABugABugAndKeepsItsTraceInTheLog() throws IOException {
    Failure failure = fail("a", Isolation.SHARED, "bug").failure();

    assertThat(failure.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(failure.code()).isEqualTo("T0901");
    assertThat(failure.message())
        .isEqualTo("The operator test.fail failed unexpectedly: IllegalStateException: surprise");
    assertThat(log("a")).contains("at io.trainmaster.worker.TestOperators$Fail.run");
  }

  @Test
  void tellsAFullDiskAndScarceMemory() {
    Failure disk = fail("a", Isolation.SHARED, "disk").failure();
    Failure memory = fail("b", Isolation.SHARED, "native memory").failure();

    assertThat(disk.outcome()).isEqualTo(Outcome.DISK_FULL);
    assertThat(memory.outcome()).isEqualTo(Outcome.OOM);
  }

  @Test
  void refusesAnOutputThatWasOnlyDeclaredAndAnOperatorThatIsNotThere() {
    Failure missing = fail("a", Isolation.SHARED, "no output").failure();
    Failure unknown = fixture.launch("b", Isolation.SHARED, "no.such", Map.of()).failure();

    assertThat(missing.message()).contains("declared 'out' but wrote none");
    assertThat(unknown.message()).contains("No operator of this process is called no.such");
  }

  @ParameterizedTest
  @EnumSource(names = {"SHARED", "OWN"})
  void tellsThatTheProcessWasKilled(Isolation isolation) throws IOException {
    Failure failure = fail("a", isolation, "killed").failure();

    assertThat(failure)
        .isEqualTo(
            Failure.of(
                Outcome.LOST, "The task's process was killed by signal 9 (out of memory?)."));
    assertThat(log("a")).contains("Lost: The task's process was killed by signal 9");
    assertThat(RecordedOutcome.read(fixture.attemptFolder("a"))).isEmpty();
  }

  @Test
  void tellsTheExitCodeOfAProcessThatWentAway() {
    Failure failure = fail("a", Isolation.OWN, "exit").failure();

    assertThat(failure.outcome()).isEqualTo(Outcome.LOST);
    assertThat(failure.message()).startsWith("The task's process ended with exit code 41");
  }

  @Test
  void losesWhatSharedTheProcessAndGoesOnWithAFreshOne() {
    Heard waiting =
        fixture.launch(
            "a", Isolation.SHARED, "test.wait", Map.of("stubborn", new Value.Bool(false)));
    long firstPid = await(waiting.started);

    Failure killed = fail("b", Isolation.SHARED, "killed").failure();
    Heard fresh = fixture.launch("c", Isolation.SHARED, "test.succeed", GREETING);

    assertThat(killed.outcome()).isEqualTo(Outcome.LOST);
    assertThat(waiting.failure().outcome()).isEqualTo(Outcome.LOST);
    fresh.success();
    assertThat(await(fresh.started)).isNotEqualTo(firstPid);
  }

  @Test
  void tellsThatTheHeapIsFullAndGoesOnWithAFreshProcess() {
    Failure failure = fail("a", Isolation.SHARED, "heap").failure();
    Heard fresh = fixture.launch("b", Isolation.SHARED, "test.succeed", GREETING);

    assertThat(failure).isEqualTo(Failure.of(Outcome.OOM, "The task's process ran out of memory."));
    fresh.success();
  }

  @Test
  void tellsWhyAProcessCouldNotStart(@TempDir Path folder) {
    HostSettings good = WorkerFixture.settings(Duration.ofMillis(500));
    HostSettings bad =
        new HostSettings(
            good.java(),
            folder.toString(),
            good.jvmOptions(),
            good.heapBytes(),
            Map.of(),
            Map.of(),
            good.classDataArchive(),
            good.grace(),
            good.orphanGrace());
    Heard heard = new Heard();
    try (LocalWorker worker = new LocalWorker(bad, folder, folder::resolve)) {
      worker.launch(fixture.request("a", Isolation.OWN, "x", Map.of(), Optional.empty()), heard);

      assertThat(heard.failure().message()).contains("exit code 1").contains("HostMain");
    }
  }
}

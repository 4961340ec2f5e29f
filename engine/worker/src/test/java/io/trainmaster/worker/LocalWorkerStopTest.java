package io.trainmaster.worker;

import static io.trainmaster.worker.Heard.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.model.Value;
import io.trainmaster.run.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalWorkerStopTest {

  private static final Map<String, Value> YIELDING = Map.of("stubborn", new Value.Bool(false));
  private static final Map<String, Value> STUBBORN = Map.of("stubborn", new Value.Bool(true));
  private static final Map<String, Value> GREETING = Map.of("greeting", Value.text("hello"));

  private final WorkerFixture fixture;

  LocalWorkerStopTest(@TempDir Path folder) {
    fixture = new WorkerFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Heard launchAndCancel(String task, Isolation isolation, Map<String, Value> arguments) {
    Heard heard = fixture.launch(task, isolation, "test.wait", arguments);
    await(heard.progressed);
    fixture.worker.cancel(WorkerFixture.RUN, new TaskId(task), 1);
    return heard;
  }

  @Test
  void cancelsOneOfSeveralAndLeavesTheOthers() {
    Heard other = fixture.launch("b", Isolation.SHARED, "test.wait", YIELDING);
    Heard cancelled = launchAndCancel("a", Isolation.SHARED, YIELDING);

    assertThat(cancelled.failure().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(other.ended).isNotDone();
    assertThat(RecordedOutcome.read(fixture.attemptFolder("a"))).isPresent();
  }

  @Test
  void killsTheProcessOfAnAttemptThatDoesNotYield() {
    Heard heard = launchAndCancel("a", Isolation.OWN, STUBBORN);

    assertThat(heard.failure().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(ProcessHandle.of(await(heard.started))).isEmpty();
    assertThat(heard.ends).isOne();
  }

  @Test
  void givesUpAnAttemptThatDoesNotYieldBesideOthersAndTheProcessAfterThem() {
    Heard other = fixture.launch("b", Isolation.SHARED, "test.wait", YIELDING);
    Heard stubborn = launchAndCancel("a", Isolation.SHARED, STUBBORN);
    ProcessHandle process = ProcessHandle.of(await(stubborn.started)).orElseThrow();

    assertThat(stubborn.failure().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(other.ended).isNotDone();
    Heard fresh = fixture.launch("c", Isolation.SHARED, "test.succeed", GREETING);
    fresh.success();
    assertThat(await(fresh.started)).isNotEqualTo(process.pid());

    fixture.worker.cancel(WorkerFixture.RUN, new TaskId("b"), 1);
    assertThat(other.failure().outcome()).isEqualTo(Outcome.CANCELLED);
    await(process.onExit());
  }

  @Test
  void endsAnAttemptThatTakesTooLong() {
    Heard heard =
        fixture.launch(
            fixture.request(
                "a", Isolation.SHARED, "test.wait", YIELDING, Optional.of(Duration.ofSeconds(2))));

    assertThat(heard.failure().outcome()).isEqualTo(Outcome.TIMEOUT);
    assertThat(heard.failure().message()).isEqualTo("The task took longer than its timeout.");
  }

  @Test
  void endsAnAttemptThatTakesTooLongAndDoesNotYield() {
    Heard heard =
        fixture.launch(
            fixture.request(
                "a", Isolation.OWN, "test.wait", STUBBORN, Optional.of(Duration.ofSeconds(1))));

    assertThat(heard.failure().outcome()).isEqualTo(Outcome.TIMEOUT);
  }

  @Test
  void knowsNothingOfAnAttemptThatIsOver() {
    Heard heard = fixture.launch("a", Isolation.SHARED, "test.succeed", GREETING);
    heard.success();

    fixture.worker.cancel(WorkerFixture.RUN, new TaskId("a"), 1);
    fixture.worker.cancel(WorkerFixture.RUN, new TaskId("never"), 1);

    assertThat(heard.ends).isOne();
  }

  @Test
  void refusesToRunAnAttemptTwiceAtOnce() {
    fixture.launch("a", Isolation.SHARED, "test.wait", YIELDING);

    assertThatThrownBy(() -> fixture.launch("a", Isolation.SHARED, "test.wait", YIELDING))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void releaseEndsARunsProcess() {
    Heard heard = fixture.launch("a", Isolation.SHARED, "test.succeed", GREETING);
    ProcessHandle process = ProcessHandle.of(await(heard.started)).orElseThrow();
    heard.success();

    fixture.worker.release(WorkerFixture.RUN);

    await(process.onExit());
  }

  @Test
  void closeEndsEveryProcessAndWhatItBegot() {
    Heard shared = fixture.launch("a", Isolation.SHARED, "test.wait", STUBBORN);
    Heard own = fixture.launch("b", Isolation.OWN, "test.beget", Map.of());
    ProcessHandle child = ProcessHandle.of(Long.parseLong(await(own.decided))).orElseThrow();
    await(shared.started);

    fixture.worker.close();

    await(child.onExit());
    assertThat(ProcessHandle.of(await(shared.started))).isEmpty();
    assertThat(ProcessHandle.of(await(own.started))).isEmpty();
    assertThat(shared.failure())
        .isEqualTo(Failure.of(Outcome.LOST, "The engine ended the task's process."));
    assertThat(fixture.folder.resolve("hosts")).isEmptyDirectory();
    assertThatThrownBy(() -> fixture.launch("c", Isolation.SHARED, "test.wait", YIELDING))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void cancellingEndsWhatHasForkedAwayToo() {
    Heard own = fixture.launch("b", Isolation.OWN, "test.beget", Map.of());
    ProcessHandle child = ProcessHandle.of(Long.parseLong(await(own.decided))).orElseThrow();

    fixture.worker.cancel(WorkerFixture.RUN, new TaskId("b"), 1);

    assertThat(own.failure().outcome()).isEqualTo(Outcome.CANCELLED);
    await(child.onExit());
  }

  @Test
  void aKilledProcessLeavesNoChild() {
    Heard own = fixture.launch("b", Isolation.OWN, "test.beget", Map.of());
    ProcessHandle child = ProcessHandle.of(Long.parseLong(await(own.decided))).orElseThrow();

    ProcessHandle.of(await(own.started)).orElseThrow().destroyForcibly();

    assertThat(own.failure().outcome()).isEqualTo(Outcome.LOST);
    await(child.onExit());
  }
}

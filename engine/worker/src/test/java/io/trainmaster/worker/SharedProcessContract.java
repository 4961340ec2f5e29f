package io.trainmaster.worker;

import static io.trainmaster.worker.Heard.await;
import static org.assertj.core.api.Assertions.assertThat;

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

/** What holds for each process that attempts of a run share, whatever it is for. */
@Timeout(120)
abstract class SharedProcessContract {

  final WorkerFixture fixture;

  SharedProcessContract(Path folder) {
    fixture = new WorkerFixture(folder);
  }

  /** An operator and its arguments. */
  record Work(String operator, Map<String, Value> arguments) {}

  /** Succeeds at once. */
  abstract Work quick();

  /** Waits until it is stopped. */
  abstract Work waiting();

  /** Starts a process that leaves its family and heeds no request to end, and waits. */
  abstract Work begetting();

  /** What that has started, once it has. */
  abstract ProcessHandle begotten(Heard heard) throws Exception;

  @AfterEach
  void close() {
    fixture.close();
  }

  private Heard launch(String task, Work work, Optional<Duration> timeout) {
    return fixture.launch(
        fixture.request(task, Isolation.SHARED, work.operator(), work.arguments(), timeout));
  }

  private Heard launch(String task, Work work) {
    return launch(task, work, Optional.empty());
  }

  private static ProcessHandle process(Heard heard) {
    return ProcessHandle.of(await(heard.started)).orElseThrow();
  }

  @Test
  void runsTheAttemptsOfARunInOneProcess() {
    Heard first = launch("a", waiting());
    Heard second = launch("b", quick());
    second.success();
    Heard third = launch("c", quick());
    third.success();

    assertThat(await(second.started)).isEqualTo(await(first.started));
    assertThat(await(third.started)).isEqualTo(await(first.started));
    assertThat(RecordedOutcome.read(fixture.attemptFolder("b"))).isPresent();
  }

  @Test
  void cancelsOneAndLeavesTheOthers() {
    Heard other = launch("b", waiting());
    Heard cancelled = launch("a", waiting());
    await(other.started);
    await(cancelled.started);

    fixture.worker.cancel(WorkerFixture.RUN, new TaskId("a"), 1);

    assertThat(cancelled.failure().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(other.ended).isNotDone();
  }

  @Test
  void endsWhatTakesTooLong() {
    Heard heard = launch("a", waiting(), Optional.of(Duration.ofSeconds(1)));

    assertThat(heard.failure().outcome()).isEqualTo(Outcome.TIMEOUT);
  }

  @Test
  void aKilledProcessLosesItsAttemptsLeavesNoChildAndIsReplaced() throws Exception {
    Heard lost = launch("a", waiting());
    Heard parent = launch("b", begetting());
    ProcessHandle child = begotten(parent);
    await(lost.started);

    process(parent).destroyForcibly();

    assertThat(lost.failure().outcome()).isEqualTo(Outcome.LOST);
    assertThat(parent.failure().outcome()).isEqualTo(Outcome.LOST);
    assertThat(ProcessIdentity.isRunning(child)).isFalse();
    Heard fresh = launch("c", quick());
    fresh.success();
    assertThat(await(fresh.started)).isNotEqualTo(await(lost.started));
  }

  @Test
  void releaseEndsIt() {
    Heard heard = launch("a", quick());
    ProcessHandle process = process(heard);
    heard.success();

    fixture.worker.release(WorkerFixture.RUN);

    await(process.onExit());
  }

  @Test
  void closeEndsItAndWhatItBegot() throws Exception {
    Heard heard = launch("a", begetting());
    ProcessHandle child = begotten(heard);
    ProcessHandle process = process(heard);

    fixture.close();

    assertThat(heard.failure())
        .isEqualTo(Failure.of(Outcome.LOST, "The engine ended the task's process."));
    assertThat(ProcessIdentity.isRunning(child)).isFalse();
    assertThat(ProcessIdentity.isRunning(process)).isFalse();
    assertThat(fixture.folder.resolve("hosts")).isEmptyDirectory();
  }
}

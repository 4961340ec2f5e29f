package io.trainmaster.worker;

import static io.trainmaster.worker.Heard.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.run.Failure;
import io.trainmaster.track.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Task processes go on when their engine is killed, and the next engine adopts them. */
@Timeout(120)
class AdoptionTest {

  private static final List<String> BOTH = List.of("steps-shared", "steps-own");

  private final Path folder;

  AdoptionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void hearsAllThatABodyReportsBeforeDuringAndAfter() throws Exception {
    killAfterTheFirstStep(BOTH);
    reportUnheard(BOTH, 2);
    Path told;
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      Heard shared = adopt(next, "steps-shared");
      Heard own = adopt(next, "steps-own");
      allow(3, 4);
      shared.success();
      own.success();

      assertThat(shared.metrics).isEqualTo(steps(4));
      assertThat(own.metrics).isEqualTo(steps(4));
      assertThat(shared.environment).containsKey("java");
      assertThat(ledger("start")).hasSize(2);
      assertThat(ledger("end")).hasSize(2);
      told = next.attemptFolder("steps-own").resolve("told.jsonl");
    }
    assertThat(folder.resolve("hosts")).isEmptyDirectory();
    assertThat(told).as("it goes once the end was told").doesNotExist();
  }

  @Test
  void survivesASecondKill() throws Exception {
    killAfterTheFirstStep(BOTH);
    try (KilledEngine second = new KilledEngine(folder, "adopt", BOTH.toArray(String[]::new))) {
      allow(2);
      second.await("steps-own metric 2");
      second.kill();
    }
    reportUnheard(BOTH, 3);
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      Heard shared = adopt(next, "steps-shared");
      Heard own = adopt(next, "steps-own");
      allow(4);
      shared.success();
      own.success();

      assertThat(shared.metrics).isEqualTo(steps(4));
      assertThat(own.metrics).isEqualTo(steps(4));
      assertThat(ledger("start")).hasSize(2);
    }
  }

  @Test
  void launchesWhatComesNextInTheSessionThatItAdopted() throws Exception {
    killAfterTheFirstStep(List.of("steps-shared"));
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      Heard adopted = adopt(next, "steps-shared");
      Heard fresh = next.launch(KilledEngine.request(next, "steps-more"));

      assertThat(await(fresh.started)).isEqualTo(await(adopted.started));
    }
  }

  @Test
  void commandsGoOnAndTheNextOnesShareTheirProcess() throws Exception {
    List<String> tasks = List.of("shell-a", "shell-b");
    killOnceThereAre(tasks, "-begun");
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      Heard first = adopt(next, "shell-a");
      Heard second = adopt(next, "shell-b");
      Heard fresh = next.launch(KilledEngine.request(next, "shell-more"));
      assertThat(await(fresh.started)).isEqualTo(await(first.started));
      assertThat(await(second.started)).isEqualTo(await(first.started));
      allow(1);
      first.success();
      second.success();
      fresh.success();

      assertThat(ledger("start")).hasSize(3);
      assertThat(next.attemptFolder("shell-a").resolve("log.txt")).hasContent("begun\ndone\n");
    }
    assertThat(folder.resolve("hosts")).isEmptyDirectory();
  }

  @Test
  void findsTheOutcomeOfACommandThatEndedUnheard() throws Exception {
    killOnceThereAre(List.of("shell-a"), "-begun");
    allow(1);
    eventually(() -> !ledger("end").isEmpty());
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      AttemptIdentity ended = KilledEngine.request(next, "shell-a").identity();
      Heard heard = new Heard();
      if (next.worker.adopt(ended, heard)) {
        heard.success();
      }
      assertThat(RecordedOutcome.read(ended.directory()).orElseThrow().result())
          .isInstanceOf(AttemptResult.Succeeded.class);
    }
  }

  @Test
  void findsTheOutcomeOfABodyThatEndedUnheard() throws Exception {
    killAfterTheFirstStep(BOTH);
    allow(2, 3, 4);
    for (String task : BOTH) {
      eventually(() -> ledger("end").stream().anyMatch(line -> line.contains(task)));
    }
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      for (String task : BOTH) {
        Heard heard = new Heard();
        boolean running = next.worker.adopt(KilledEngine.request(next, task).identity(), heard);
        if (running) {
          heard.success();
        }
        RecordedOutcome outcome = RecordedOutcome.read(next.attemptFolder(task)).orElseThrow();
        assertThat(outcome.metrics()).isEqualTo(steps(4));
      }
    }
  }

  @Test
  void doesNotAdoptFromAProcessThatWasKilledMeanwhile() throws Exception {
    ProcessHandle host;
    ProcessHandle child;
    try (KilledEngine engine = new KilledEngine(folder, "launch", "beget-own")) {
      host = process(engine.line());
      child = process(engine.line());
      engine.kill();
    }
    host.destroyForcibly();
    await(host.onExit());
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      AttemptIdentity lost = KilledEngine.request(next, "beget-own").identity();
      assertThat(next.worker.adopt(lost, new Heard())).isFalse();

      assertThat(RecordedOutcome.read(lost.directory())).isEmpty();
      assertThat(ProcessIdentity.isRunning(child)).isFalse();
      assertThat(folder.resolve("hosts")).isEmptyDirectory();
    }
  }

  @Test
  void endsByItselfWithAllThatItStartedWhereNoEngineComes() throws Exception {
    ProcessHandle host;
    ProcessHandle child;
    try (KilledEngine engine =
        new KilledEngine(folder, Duration.ofMillis(100), "launch", "leave-own")) {
      host = process(engine.line());
      child = process(engine.line());
      engine.kill();
    }
    assertThat(ProcessIdentity.isRunning(host)).isTrue();
    allow(1);
    eventually(() -> !ProcessIdentity.isRunning(host) && !ProcessIdentity.isRunning(child));
    assertThat(folder.resolve("hosts")).isEmptyDirectory();

    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      AttemptIdentity ended = KilledEngine.request(next, "leave-own").identity();
      assertThat(next.worker.adopt(ended, new Heard())).isFalse();
      assertThat(RecordedOutcome.read(ended.directory())).isPresent();
      assertThat(folder.resolve("hosts")).isEmptyDirectory();
    }
  }

  @Test
  void adoptsNoOtherAttempt() throws Exception {
    killAfterTheFirstStep(List.of("steps-shared"));
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      AttemptIdentity attempt = KilledEngine.request(next, "steps-shared").identity();
      AttemptIdentity fenced =
          new AttemptIdentity(
              attempt.run(), attempt.task(), 1, attempt.fence() + 1, attempt.directory());
      AttemptIdentity never = KilledEngine.request(next, "steps-never").identity();

      assertThat(next.worker.adopt(fenced, new Heard())).isFalse();
      assertThat(next.worker.adopt(never, new Heard())).isFalse();
      adopt(next, "steps-shared");
      assertThatThrownBy(() -> next.worker.adopt(attempt, new Heard()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void cancelsWhatItAdoptedAndLeavesTheOthers() throws Exception {
    List<String> tasks = List.of("steps-shared", "steps-more");
    killAfterTheFirstStep(tasks);
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      Heard cancelled = adopt(next, "steps-more");
      Heard other = adopt(next, "steps-shared");
      next.worker.cancel(WorkerFixture.RUN, new TaskId("steps-more"), 1);
      assertThat(cancelled.failure().outcome()).isEqualTo(Outcome.CANCELLED);

      allow(2, 3, 4);
      other.success();
      assertThat(other.metrics).isEqualTo(steps(4));
    }
  }

  @Test
  void endsWhatItAdoptedWhenItsTimeoutIsOver() throws Exception {
    try (KilledEngine engine = new KilledEngine(folder, "launch", "wait-own")) {
      engine.line();
      engine.kill();
    }
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      assertThat(adopt(next, "wait-own").failure().outcome()).isEqualTo(Outcome.TIMEOUT);
    }
  }

  @Test
  void tellsOfTheDeathOfWhatItAdopted() throws Exception {
    killAfterTheFirstStep(List.of("steps-own"));
    try (WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10))) {
      Heard heard = adopt(next, "steps-own");
      ProcessHandle.of(await(heard.started)).orElseThrow().destroyForcibly();

      assertThat(heard.failure().outcome()).isEqualTo(Outcome.LOST);
      assertThat(heard.failure().message()).startsWith("The task's process ended");
    }
  }

  @Test
  void closeEndsWhatItAdoptedAndWhatThatBegot() throws Exception {
    ProcessHandle host;
    ProcessHandle child;
    try (KilledEngine engine = new KilledEngine(folder, "launch", "beget-own")) {
      host = process(engine.line());
      child = process(engine.line());
      engine.kill();
    }
    WorkerFixture next = KilledEngine.fixture(folder, Duration.ofSeconds(10));
    Heard heard = adopt(next, "beget-own");

    next.close();

    assertThat(heard.failure())
        .isEqualTo(Failure.of(Outcome.LOST, "The engine ended the task's process."));
    assertThat(ProcessIdentity.isRunning(host)).isFalse();
    assertThat(ProcessIdentity.isRunning(child)).isFalse();
    assertThat(folder.resolve("hosts")).isEmptyDirectory();
  }

  @Test
  void listensElsewhereWhereItsFolderHasALongName() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("a-long-name/".repeat(12)));
    try (KilledEngine engine = new KilledEngine(deep, "launch", "steps-own")) {
      engine.line();
      engine.kill();
    }
    try (WorkerFixture next = KilledEngine.fixture(deep, Duration.ofSeconds(10))) {
      adopt(next, "steps-own");
    }
    assertThat(deep.resolve("hosts")).isEmptyDirectory();
  }

  private void killAfterTheFirstStep(List<String> tasks) throws Exception {
    allow(1);
    killOnceThereAre(tasks, "-did-1");
  }

  private void killOnceThereAre(List<String> tasks, String suffix) throws Exception {
    try (KilledEngine engine = new KilledEngine(folder, "launch", tasks.toArray(String[]::new))) {
      for (String task : tasks) {
        eventually(() -> Files.exists(folder.resolve(task + suffix)));
      }
      engine.kill();
    }
  }

  private void reportUnheard(List<String> tasks, int step) throws Exception {
    allow(step);
    for (String task : tasks) {
      eventually(() -> Files.exists(folder.resolve(task + "-did-" + step)));
    }
  }

  private void allow(int... steps) throws IOException {
    for (int step : steps) {
      Files.createFile(folder.resolve("step-" + step));
    }
  }

  private static Heard adopt(WorkerFixture next, String task) {
    Heard heard = new Heard();
    assertThat(next.worker.adopt(KilledEngine.request(next, task).identity(), heard)).isTrue();
    return heard;
  }

  private static List<Metric> steps(int last) {
    return LongStream.rangeClosed(1, last)
        .mapToObj(step -> new Metric("loss", 1.0 / step, step))
        .toList();
  }

  private List<String> ledger(String what) {
    try {
      return Files.readAllLines(folder.resolve("ledger.csv")).stream()
          .filter(line -> line.contains("," + what + ","))
          .toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  static void eventually(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(10);
    }
  }

  /** The process that a line names last. */
  private static ProcessHandle process(String line) {
    return ProcessHandle.of(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .orElseThrow();
  }
}

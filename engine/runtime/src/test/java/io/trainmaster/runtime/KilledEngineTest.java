package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static io.trainmaster.runtime.Workflows.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunRecord;
import io.trainmaster.worker.HostSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines that are killed while a body runs in a real task process. */
@Timeout(120)
class KilledEngineTest {

  private static final RunId RUN = new RunId("test-1");

  private final Path folder;

  KilledEngineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** An engine in a process of its own: starts a run or goes on with it, and never ends. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
      Engine engine = open(Path.of(arguments[0]));
      if (arguments[1].equals("start")) {
        engine.start(
            version(call("a", "test.steps"), call("b", "test.steps", "a")),
            Map.of(),
            RunListener.none());
      } else if (arguments[1].equals("serve")) {
        engine.takeOver();
      } else {
        engine.resume(RUN, RunListener.none());
      }
      Thread.currentThread().join();
    }
  }

  private static Engine open(Path folder) {
    HostSettings host =
        new HostSettings(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            48L << 20,
            Map.of("TRAINMASTER_LEDGER", folder.resolve("ledger.csv").toString()),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10));
    StateLocation state = StateLocation.of(folder.resolve("state"));
    return Engine.open(Workflows.settings(state, folder, host));
  }

  @Test
  void aBodyThatRanIsAdoptedAndRunsOnce() throws Exception {
    allow(1);
    killOnceReported("start", 1);
    report(2);
    try (Engine engine = open(folder)) {
      RunHandle run = engine.resume(RUN, RunListener.none());
      allow(3, 4);
      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);

      assertThat(begun("a")).hasSize(1);
      assertThat(begun("b")).hasSize(1);
      assertThat(losses(engine)).isEqualTo(steps());
    }
    assertThat(folder.resolve("state/hosts")).isEmptyDirectory();
  }

  @Test
  void twoKillsChangeNothing() throws Exception {
    allow(1);
    killOnceReported("start", 1);
    allow(2);
    killOnceReported("serve", 2);
    report(3);
    try (Engine engine = open(folder)) {
      RunHandle run = engine.resume(RUN, RunListener.none());
      allow(4);
      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);

      assertThat(begun("a")).hasSize(1);
      assertThat(losses(engine)).isEqualTo(steps());
    }
  }

  @Test
  void aBodyThatDiedMeanwhileRunsAgain() throws Exception {
    allow(1);
    killOnceReported("start", 1);
    ProcessHandle.of(pid("a")).orElseThrow().destroyForcibly();
    try (Engine engine = open(folder)) {
      RunHandle run = engine.resume(RUN, RunListener.none());
      allow(2, 3, 4);
      assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);

      assertThat(begun("a")).hasSize(2);
      assertThat(begun("b")).hasSize(1);
      assertThat(losses(engine)).isEqualTo(steps());
    }
  }

  @Test
  void aRunThatWasAdoptedCanBeStopped() throws Exception {
    allow(1);
    killOnceReported("start", 1);
    try (Engine engine = open(folder)) {
      RunHandle run = engine.resume(RUN, RunListener.none());
      run.cancel();
      assertThat(run.await().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(begun("a")).hasSize(1);
    }
  }

  /** Starts an engine, and kills it when the task {@code a} has reported a step. */
  private void killOnceReported(String verb, int step) throws Exception {
    Process engine = ChildEngine.start(Main.class, folder, verb);
    try {
      eventually(() -> Files.exists(folder.resolve("a-did-" + step)));
    } finally {
      engine.destroyForcibly().waitFor();
    }
  }

  private void report(int step) throws Exception {
    allow(step);
    eventually(() -> Files.exists(folder.resolve("a-did-" + step)));
  }

  private void allow(int... steps) throws IOException {
    for (int step : steps) {
      Files.createFile(folder.resolve("step-" + step));
    }
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(10);
    }
  }

  private List<String> begun(String task) throws IOException {
    return Files.readAllLines(folder.resolve("ledger.csv")).stream()
        .filter(line -> line.startsWith(RUN + "," + task + ",") && line.contains(",start,"))
        .toList();
  }

  private long pid(String task) throws IOException {
    String line = begun(task).get(0);
    return Long.parseLong(line.substring(line.lastIndexOf(',') + 1));
  }

  private static List<Metric> losses(Engine engine) {
    RunRecord record = engine.runs().run(RUN).orElseThrow();
    return record.metrics().get(new TaskId("a"));
  }

  private static List<Metric> steps() {
    return LongStream.rangeClosed(1, StepsOperator.STEPS)
        .mapToObj(step -> new Metric("loss", 1.0 / step, step))
        .toList();
  }
}

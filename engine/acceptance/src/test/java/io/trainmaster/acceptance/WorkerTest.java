package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.acceptance.Trainmaster.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two workers beside a server, each a process of its own: they are killed, cut off and outlive the
 * server, and each result is accepted once.
 */
@Timeout(300)
class WorkerTest extends WithDistribution {

  private final Map<String, Process> workers = new LinkedHashMap<>();
  private Process server;
  private int port;

  @BeforeEach
  void start() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    trainmaster.workflow("spread", spread());
    serve();
    work("left");
    work("right");
    awaitNodes("left", "open");
    awaitNodes("right", "open");
  }

  /** Tasks that need more CPUs than the server has, and wait until they may go on. */
  private String spread() {
    return """
    edition 1
    operator hold(n: Int) -> File {
      run       ["sh", "-c", "echo $1 $TRAINMASTER_ATTEMPT >> BEGUN; until [ -e GO ]; do sleep 0.1; done; echo $1 > part; echo log of $1", "hold", "${n}"]
      outputs   "part"
      resources { cpu 2; memory 16 MiB }
      retry     { lost 20, backoff: 10 ms .. 100 ms }
    }
    operator twice(part: File) -> File {
      run       ["sh", "-c", "cat $1 $1 > both", "twice", "${part}"]
      outputs   "both"
      resources { cpu 2; memory 16 MiB }
    }
    workflow spread() {
      all = for n in 1 .. 2 {
        part = hold(n)
        both = twice(part)
        yield both
      }
    }
    """
        .replace("BEGUN", begun().toString())
        .replace("GO", go().toString());
  }

  private Path begun() {
    return directory.resolve("begun");
  }

  private Path go() {
    return directory.resolve("go");
  }

  private void serve() throws Exception {
    Path out = Files.createTempFile(directory, "server", ".out");
    server =
        trainmaster.start(
            out,
            directory.resolve("server-talk"),
            "server",
            "--set",
            "engine.cpus=1",
            "--set",
            "server.workers=127.0.0.1:" + port,
            "--set",
            "server.workers.lease=3 s");
    await(server, () -> Files.readString(out).contains("Workers reach it at http://127.0.0.1:"));
  }

  private void work(String name) throws Exception {
    Path out = Files.createTempFile(directory, name, ".out");
    Process worker =
        trainmaster.start(
            out,
            directory.resolve(name + "-talk"),
            "worker",
            "--name",
            name,
            "--server",
            "http://127.0.0.1:" + port,
            "--token-file",
            trainmaster.project().resolve(".trainmaster/workers.token").toString(),
            "--set",
            "engine.cpus=2");
    workers.put(name, worker);
    await(worker, () -> Files.readString(out).contains("Working as " + name));
  }

  @AfterEach
  void end() throws Exception {
    List<Process> all = new ArrayList<>(workers.values());
    all.add(server);
    for (Process one : all) {
      signal(one, "CONT");
      signal(one, "TERM");
      assertThat(one.waitFor()).isZero();
    }
    assertThat(
            ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(directory.toString()) && line.contains("HostMain")))
        .as("nothing of it is left")
        .isEmpty();
  }

  @Test
  void tasksRunWhereThereIsRoomAndSurviveTheDeathOfTheServerAndOfAWorker() throws Exception {
    String run = submit();
    awaitBegun(2);
    server.destroyForcibly().waitFor();
    worker("right").destroyForcibly().waitFor();
    serve();
    work("right");
    Files.createFile(go());

    awaitSuccess(run);
    assertThat(Files.readAllLines(begun())).containsExactlyInAnyOrder("1 1", "2 1");
    String shown = trainmaster.call("show", run).out();
    assertThat(shown).contains("left").contains("right");
    assertThat(trainmaster.call("logs", run).out()).contains("log of 1").contains("log of 2");
    assertThat(trainmaster.call("nodes").out()).containsPattern("left +open +0 of 2");
  }

  @Test
  void aWorkerThatIsCutOffIsFencedAndItsTaskRunsElsewhere() throws Exception {
    String run = submit();
    awaitBegun(2);
    signal(worker("left"), "STOP");
    awaitNodes("left", "lost");
    Files.createFile(go());
    awaitSuccess(run);
    assertThat(trainmaster.call("show", run, "--output", "json").out())
        .contains("The worker left was not heard of for 3 s.");

    signal(worker("left"), "CONT");
    awaitNodes("left", "open");
    String second = submit();
    awaitSuccess(second);
    awaitEmpty("left");
    awaitEmpty("right");
  }

  @Test
  void nothingIsPlacedOnACordonedNodeAndAStrangerIsNotLetIn() throws Exception {
    assertThat(trainmaster.call("nodes", "left", "--cordon").exitCode()).isZero();
    assertThat(trainmaster.call("nodes", "right", "--forget").talk()).contains("is there");
    Files.createFile(go());
    String run = submit();
    awaitSuccess(run);
    assertThat(trainmaster.call("show", run).out()).contains("right").doesNotContain("left");
    assertThat(trainmaster.call("nodes").out()).containsPattern("left +cordoned");

    Path token = Files.writeString(directory.resolve("token"), "guess");
    Answer stranger =
        trainmaster.call(
            "worker",
            "--name",
            "stranger",
            "--server",
            "http://127.0.0.1:" + port,
            "--token-file",
            token.toString());
    assertThat(stranger.exitCode()).isEqualTo(69);
    assertThat(stranger.talk()).contains("workers.token");
  }

  private Process worker(String name) {
    return workers.get(name);
  }

  private String submit() throws Exception {
    Answer submitted =
        trainmaster.call("submit", "conf/workflows/spread.train", "--quiet", "--no-cache");
    assertThat(submitted.exitCode()).as(submitted.all()).isZero();
    return submitted.out().strip();
  }

  /** It may be over before anybody watches it. */
  private void awaitSuccess(String run) throws Exception {
    Answer watched = trainmaster.call("watch", run);
    Answer shown = trainmaster.call("show", run);
    assertThat(shown.out()).as(watched.all()).contains(run + "  succeeded");
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(Process process, Condition condition) throws Exception {
    while (!condition.holds()) {
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).as("it has ended").isFalse();
    }
  }

  private void awaitBegun(int bodies) throws Exception {
    await(server, () -> Files.exists(begun()) && Files.readAllLines(begun()).size() >= bodies);
  }

  private void awaitNodes(String name, String state) throws Exception {
    await(
        server,
        () ->
            trainmaster
                .call("nodes")
                .out()
                .lines()
                .anyMatch(line -> line.matches(name + " +" + state + " .*")));
  }

  /** A worker keeps nothing of attempts that are over. */
  private void awaitEmpty(String name) throws Exception {
    Path attempts =
        trainmaster.project().resolve(".trainmaster/workers").resolve(name).resolve("attempts");
    await(
        server,
        () -> {
          try (var left = Files.list(attempts)) {
            return left.findAny().isEmpty();
          }
        });
  }

  private static void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}

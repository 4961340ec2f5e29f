package io.trainmaster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.model.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An engine in a process of its own, which dies without a word. */
final class KilledEngine implements AutoCloseable {

  static final int STEPS = 4;

  private final Process process;
  private final BufferedReader said;

  /**
   * Starts one.
   *
   * @param verb {@code launch} or {@code adopt}
   * @param tasks what to launch or adopt, as {@link #request} understands it
   */
  KilledEngine(Path folder, String verb, String... tasks) throws IOException {
    this(folder, Duration.ofSeconds(10), verb, tasks);
  }

  /** Starts one whose task processes wait so long for another when they have no work left. */
  KilledEngine(Path folder, Duration orphanGrace, String verb, String... tasks) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.add("-Dorphan.grace=" + orphanGrace.toMillis());
    command.addAll(List.of(Main.class.getName(), folder.toString(), verb));
    command.addAll(List.of(tasks));
    process =
        new ProcessBuilder(command).redirectError(folder.resolve("engine.log").toFile()).start();
    said = process.inputReader();
  }

  /** The next line that it said. */
  String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new AssertionError("The engine has ended.");
    }
    return line;
  }

  /** Reads lines until it says this. */
  void await(String line) throws IOException {
    while (!line().equals(line)) {
      // Another task's.
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(128 + 9);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The arguments of a command that is a shell's script with one argument. */
  static Map<String, Value> command(String script, String argument) {
    return Map.of(
        "command",
        new Value.Items(Stream.of("sh", "-c", script, "sh", argument).map(Value::text).toList()));
  }

  /**
   * The name of a task says what it does and where: {@code OPERATOR-own} or another word. One that
   * is called {@code shell-} and a word is a command that waits for the first step.
   */
  static AttemptRequest request(WorkerFixture fixture, String task) {
    String operator = task.substring(0, task.indexOf('-'));
    if (operator.equals("shell")) {
      String script =
          "echo begun; touch \"$1-begun\"; while [ ! -e step-1 ]; do sleep 0.01; done; echo done"
              .replace("step-1", fixture.folder.resolve("step-1").toString());
      Map<String, Value> command = command(script, fixture.folder.resolve(task).toString());
      return fixture.request(task, Isolation.SHARED, "shell", command, Optional.empty());
    }
    Map<String, Value> arguments =
        Map.of("steps", new Value.Int(STEPS), "stubborn", new Value.Bool(true));
    return fixture.request(
        task,
        task.endsWith("own") ? Isolation.OWN : Isolation.SHARED,
        "test." + operator,
        arguments,
        task.startsWith("wait") ? Optional.of(Duration.ofSeconds(2)) : Optional.empty());
  }

  static WorkerFixture fixture(Path folder, Duration orphanGrace) {
    return new WorkerFixture(
        folder,
        WorkerFixture.settings(
            Duration.ofSeconds(1),
            orphanGrace,
            Map.of("TRAINMASTER_LEDGER", folder.resolve("ledger.csv").toString())));
  }

  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
      Duration orphanGrace = Duration.ofMillis(Long.getLong("orphan.grace"));
      WorkerFixture fixture = fixture(Path.of(arguments[0]), orphanGrace);
      for (String task : List.of(arguments).subList(2, arguments.length)) {
        AttemptRequest request = request(fixture, task);
        if (arguments[1].equals("launch")) {
          fixture.worker.launch(request, new Telling(task));
        } else {
          say(task, "adopted", fixture.worker.adopt(request.identity(), new Telling(task)));
        }
      }
      Thread.currentThread().join();
    }
  }

  private static void say(String task, String what, Object value) {
    System.out.println(task + " " + what + " " + value);
  }

  private static final class Telling implements AttemptListener {

    private final String task;

    Telling(String task) {
      this.task = task;
    }

    @Override
    public void started(long pid) {
      say(task, "started", pid);
    }

    @Override
    public void noted(Map<String, String> environment) {}

    @Override
    public void progress(double fraction, String message) {}

    @Override
    public void metric(io.trainmaster.track.Metric metric) {
      say(task, "metric", metric.step());
    }

    @Override
    public void param(String key, String value) {
      say(task, key, value);
    }

    @Override
    public void source(io.trainmaster.track.Source source) {}

    @Override
    public void ended(AttemptResult result) {
      say(task, "ended", result.getClass().getSimpleName());
    }
  }
}

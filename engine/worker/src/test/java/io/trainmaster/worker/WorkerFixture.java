package io.trainmaster.worker;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A worker whose task processes have the test's own class path. */
final class WorkerFixture implements AutoCloseable {

  static final RunId RUN = new RunId("churn-7");
  static final String SECRET = "hunter2-and-3";

  /** One secret, which is called greeting. */
  private static final SecretSource SECRETS =
      new SecretSource() {
        @Override
        public Optional<String> secret(String name) {
          return name.equals("greeting") ? Optional.of(SECRET) : Optional.empty();
        }

        @Override
        public String howToAdd(String name) {
          return "Add " + name + ".";
        }
      };

  final Path folder;
  final LocalWorker worker;

  WorkerFixture(Path folder) {
    this(folder, Duration.ofMillis(500));
  }

  WorkerFixture(Path folder, Duration grace) {
    this(folder, settings(grace));
  }

  WorkerFixture(Path folder, HostSettings settings) {
    this.folder = folder;
    this.worker = new LocalWorker(settings, folder.resolve("hosts"), folder::resolve);
  }

  static HostSettings settings(Duration grace) {
    return settings(grace, Duration.ofSeconds(10), Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
  }

  static HostSettings settings(
      Duration grace, Duration orphanGrace, Map<String, String> environment) {
    return new HostSettings(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path"),
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        48L << 20,
        environment,
        Map.of("spark.master", "local[1]"),
        Optional.empty(),
        grace,
        orphanGrace,
        SECRETS);
  }

  Heard launch(AttemptRequest request) {
    Heard heard = new Heard();
    worker.launch(request, heard);
    return heard;
  }

  Heard launch(String task, Isolation isolation, String operator, Map<String, Value> arguments) {
    return launch(request(task, isolation, operator, arguments, Optional.empty()));
  }

  AttemptRequest request(
      String task,
      Isolation isolation,
      String operator,
      Map<String, Value> arguments,
      Optional<Duration> timeout) {
    return new AttemptRequest(
        RUN,
        RUN,
        new TaskId(task),
        1,
        12,
        operator,
        arguments,
        List.of(),
        isolation,
        1,
        256L << 20,
        List.of(),
        attemptFolder(task),
        folder.resolve("checkpoints").resolve(task),
        folder,
        timeout,
        Optional.empty());
  }

  Path attemptFolder(String task) {
    return folder.resolve("attempts").resolve(task);
  }

  @Override
  public void close() {
    worker.close();
  }
}

package io.trainmaster.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.trainmaster.cli.config.SettingsLoader;
import io.trainmaster.placement.Gpu;
import io.trainmaster.runtime.EngineSettings;
import io.trainmaster.worker.NvidiaSmi;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings mean to the engine and its task processes. */
class EnginesTest {
  @TempDir Path folder;
  final Map<String, String> flags = new HashMap<>();

  @BeforeEach
  void install() throws IOException {
    for (String file :
        new String[] {
          "home/lib/jobs/b.jar",
          "home/lib/jobs/a.jar",
          "home/lib/jobs/host.jsa",
          "home/lib/spark/jars/spark.jar",
          "own/jars/own.jar"
        }) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "");
    }
    Files.writeString(folder.resolve("home/lib/spark/jvm.options"), "--one\n--two\n");
  }

  @Test
  void defaultsTakeTheWholeMachine() {
    EngineSettings settings = settings();

    assertThat(settings.cpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.memoryBytes()).isEqualTo(Engines.machineMemoryBytes());
    assertThat(settings.gpus()).isEmpty();
    assertThat(settings.state().folder()).isEqualTo(folder.resolve(".trainmaster"));
    assertThat(settings.host().grace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.host().heapBytes()).isEqualTo(1L << 30);
    assertThat(settings.host().jvmOptions())
        .containsExactly("--one", "--two", "-Dtrainmaster.log.limit=16777216");
  }

  @Test
  void theClassPathIsInOrder() {
    assertThat(settings().host().classPath().split(File.pathSeparator))
        .extracting(path -> Path.of(path).getFileName().toString())
        .containsExactly("a.jar", "b.jar", "spark.jar");
    assertThat(settings().host().classDataArchive())
        .contains(folder.resolve("home/lib/jobs/host.jsa"));
  }

  @Test
  void commandsNeedFewJars() throws IOException {
    Files.createFile(folder.resolve("home/lib/jobs/trainmaster-jobs-host-1.0.jar"));
    Files.createFile(folder.resolve("home/lib/jobs/trainmaster-jobs-spark-1.0.jar"));
    Files.createFile(folder.resolve("home/lib/spark/jars/jackson-core-2.1.jar"));
    Files.createFile(folder.resolve("home/lib/spark/jars/jackson-module-scala-2.1.jar"));
    flags.put("spark.home", "own");

    assertThat(settings().host().commandClassPath().split(File.pathSeparator))
        .extracting(path -> Path.of(path).getFileName().toString())
        .containsExactly("trainmaster-jobs-host-1.0.jar", "jackson-core-2.1.jar");
    assertThat(settings().host().commandJvmOptions()).contains("-Dtrainmaster.log.limit=16777216");
  }

  @Test
  void aSparkOfOnesOwnTakesItsPlace() {
    flags.put("spark.home", "own");

    assertThat(settings().host().classPath()).contains("own.jar").doesNotContain("spark.jar");
    assertThat(settings().host().classDataArchive()).isEmpty();
    assertThat(settings().host().environment())
        .containsEntry("SPARK_HOME", folder.resolve("own").toString());
  }

  @Test
  void theDefaultMasterIsLeftToEachProcess() {
    assertThat(settings().host().properties()).doesNotContainKey("spark.master");
    assertThat(settings().host().environment()).containsEntry("SPARK_LOCAL_IP", "127.0.0.1");

    flags.put("spark.master", "spark://head:7077");
    flags.put("spark.conf.spark.executor.memory", "2g");
    assertThat(settings().host().properties())
        .containsEntry("spark.master", "spark://head:7077")
        .containsEntry("spark.executor.memory", "2g");
    assertThat(settings().host().environment()).doesNotContainKey("SPARK_LOCAL_IP");
  }

  @Test
  void aClusterSaysWhatThereIsAndWhatNeedsNoGpuStaysOffItsGpus() throws IOException {
    HttpServer master =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    String answer =
        """
        {"workers": [
          {"host": "a", "port": 1, "cores": 4, "memory": 2048, "state": "ALIVE",
           "resources": {"cpuworker": {"addresses": ["0"]}}},
          {"host": "b", "port": 2, "cores": 8, "memory": 1024, "state": "ALIVE",
           "resources": {"gpu": {"addresses": ["0", "1"]}}}]}
        """;
    master.createContext(
        "/json/",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length());
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    master.start();
    try {
      flags.put("spark.master", "spark://127.0.0.1:7077");
      flags.put("spark.master.page", "http://127.0.0.1:" + master.getAddress().getPort());

      EngineSettings settings = settings();

      assertThat(settings.cpus()).isEqualTo(8);
      assertThat(settings.memoryBytes()).isEqualTo(2L << 30);
      assertThat(settings.gpus()).extracting(Gpu::id).containsExactly("any-0", "any-1");
      assertThat(settings.host().properties())
          .containsEntry("spark.executor.resource.cpuworker.amount", "1");
    } finally {
      master.stop(0);
    }
  }

  @Test
  void boundsAreHandedOn() {
    flags.put("engine.cpus", "3");
    flags.put("engine.memory", "5 GiB");
    flags.put("engine.gpus", "1");
    flags.put("search.max.trials", "9");
    flags.put("host.jvm.options", "-Da=b  -Dc=d");

    EngineSettings settings = settings();

    assertThat(settings.cpus()).isEqualTo(3);
    assertThat(settings.memoryBytes()).isEqualTo(5L << 30);
    assertThat(settings.gpus()).containsExactly(new Gpu(0, "", "", 0, ""));
    assertThat(settings.bounds().trials()).isEqualTo(9);
    assertThat(settings.host().jvmOptions()).contains("-Da=b", "-Dc=d");
  }

  @Test
  void theFirstGpusThatTheDriverListsMayBeUsed() {
    String two = "0, GPU-a, Tesla T4, 15360, 7.5, 0, 0\n1, GPU-b, Tesla T4, 15360, 7.5, 0, 0\n";

    assertThat(settings(two).gpus()).as("unless they are asked for").isEmpty();
    flags.put("engine.gpus", "all");
    assertThat(settings(two).gpus()).extracting(Gpu::id).containsExactly("GPU-a", "GPU-b");
    flags.put("engine.gpus", "1");
    assertThat(settings(two).gpus()).extracting(Gpu::id).containsExactly("GPU-a");
  }

  private EngineSettings settings() {
    return settings("");
  }

  /**
   * @param driver what nvidia-smi lists
   */
  private EngineSettings settings(String driver) {
    return new Engines(
            new Installation(folder.resolve("home")),
            new Project(folder),
            new SettingsLoader(folder, Optional.empty(), flags, Map.of(), warning -> {}).load(),
            new NvidiaSmi(arguments -> Optional.of(driver)))
        .settings();
  }
}

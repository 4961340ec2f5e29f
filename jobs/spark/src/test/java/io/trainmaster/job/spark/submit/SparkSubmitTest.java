package io.trainmaster.job.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.CatalogueWriter;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drivers are programs of the test's, and once Spark's own. */
@Timeout(180)
class SparkSubmitTest {

  private static final ClusterSettings LOCAL =
      new ClusterSettings(Map.of("spark.master", "local[2]"), 2);

  @TempDir Path folder;

  private RecordingContext context() throws IOException {
    Files.writeString(folder.resolve("app.jar"), "");
    return new RecordingContext(folder, null)
        .with("app", "app.jar")
        .with("main", "org.example.Main")
        .with("arguments", List.of("one", "two words"));
  }

  /** A driver that does what a script says. */
  private void drive(RecordingContext context, String script) throws Exception {
    Path work = Files.createDirectories(context.scratchDirectory().resolve("work"));
    DriverReports reports = new DriverReports(context.checkpointDirectory().resolve("drivers"));
    new Driver(context, LOCAL, reports, work)
        .run(List.of("sh", "-c", script, "driver", reports.file(context.attempt()).toString()));
  }

  @Test
  void isFound() {
    assertThat(ServiceLoader.load(Operator.class))
        .extracting(CatalogueWriter::name)
        .contains("spark.submit");
  }

  @Test
  void theCommandHasWhatTheTaskSays() throws Exception {
    for (String name : List.of("lib.jar", "tool.py", "words.txt")) {
      Files.writeString(folder.resolve(name), "");
    }
    RecordingContext context =
        context()
            .entry("executors", 3L)
            .entry("jars", List.of("lib.jar"))
            .entry("python", List.of("tool.py"))
            .entry("files", List.of("words.txt"))
            .entry("nodes", "pool", "a100")
            .entry("conf", "spark.sql.shuffle.partitions", "64");

    Application application = Application.of(context, 1);

    assertThat(application.request().executors()).isEqualTo(3);
    assertThat(application.request().gpus()).isEqualTo(1);
    assertThat(application.request().nodes()).containsEntry("pool", "a100");
    assertThat(application.settings(LOCAL)).containsEntry("spark.sql.shuffle.partitions", "64");
    assertThat(application.command(Path.of("/spark"), Map.of("spark.a", "b")))
        .startsWith("/spark/bin/spark-submit", "--class", "org.example.Main", "--conf", "spark.a=b")
        .containsSequence("--py-files", folder.resolve("tool.py").toString())
        .containsSequence("--files", folder.resolve("words.txt").toString())
        .endsWith(folder.resolve("app.jar").toString(), "one", "two words")
        .anyMatch(word -> word.startsWith(folder.resolve("lib.jar") + ","));
  }

  @Test
  void refusesWhatCannotBeStarted() throws Exception {
    RecordingContext missing = context().with("app", "gone.jar");
    assertThatThrownBy(() -> Application.of(missing, 0)).hasMessage("There is no file 'gone.jar'.");
    Files.writeString(folder.resolve("app.py"), "");
    Application python = Application.of(context().with("app", "app.py"), 0);
    assertThatThrownBy(() -> python.command(LOCAL, Map.of()))
        .hasMessage("The Spark in use has no Python, so it can't run a Python file.");
    RecordingContext classless = new RecordingContext(folder, null).with("app", "app.jar");
    assertThatThrownBy(() -> Application.of(classless, 0))
        .hasMessage("The main class of the jar is not said.");
  }

  @Test
  void tellsWhatTheDriverSaysOfItself() throws Exception {
    RecordingContext context = context();

    drive(
        context,
        "echo 'application app-7' > $1; echo 'tasks 3 4' >> $1; pwd; echo $SPARK_DRIVER_MEMORY");

    assertThat(context.params).containsEntry("spark.application", "local[2] app-7");
    assertThat(context.progress).last().asString().contains("3 of 4 tasks");
    assertThat(context.logFile())
        .content()
        .isEqualTo(context.scratchDirectory().resolve("work").toRealPath() + "\n1g\n");
  }

  @Test
  void aBadEndFailsTheTask() throws Exception {
    RecordingContext context = context();

    assertThatThrownBy(() -> drive(context, "echo 'ValueError: no price'; exit 4"))
        .isInstanceOfSatisfying(
            TaskException.class,
            failed -> assertThat(failed.error()).isEqualTo(TaskError.COMMAND_FAILED))
        .hasMessage("The application ended with exit code 4: ValueError: no price");
  }

  @Test
  void aTaskThatIsStoppedEndsItsDriver() throws Exception {
    RecordingContext context = context();
    Path pid = folder.resolve("pid");
    Thread body =
        new Thread(
            () -> {
              try {
                drive(
                    context,
                    "echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 600");
              } catch (Exception stopped) {
                assertThat(stopped).isInstanceOf(InterruptedException.class);
              }
            });
    body.start();
    while (!Files.exists(pid)) {
      Thread.onSpinWait();
    }
    body.interrupt();
    body.join();

    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
  }

  /** Counts to a hundred, or asks for more memory than there is. */
  public static final class Counting {

    private Counting() {}

    public static void main(String[] arguments) throws IOException {
      try (var spark = org.apache.spark.sql.SparkSession.builder().appName("mine").getOrCreate()) {
        long count = spark.range(0, 100, 1, 4).count();
        Files.writeString(Path.of("count.txt"), count + " " + arguments[0]);
      }
    }
  }

  @Test
  void runsAnApplicationOnSpark() throws Exception {
    jar(folder.resolve("counting.jar"));
    RecordingContext context =
        context()
            .with("app", "counting.jar")
            .with("main", Counting.class.getName())
            .with("arguments", List.of("pieces"));
    Path home = sparkHome();
    DriverReports reports = new DriverReports(context.checkpointDirectory().resolve("drivers"));
    Path work = Files.createDirectories(context.scratchDirectory().resolve("work"));
    Application application = Application.of(context, 0);
    Map<String, String> settings = application.settings(LOCAL);
    settings.put(ApplicationListener.REPORT, reports.file(context.attempt()).toString());

    new Driver(context, LOCAL, reports, work).run(application.command(home, settings));

    assertThat(work.resolve("count.txt")).hasContent("100 pieces");
    assertThat(context.params.get("spark.application")).matches("local\\[2] local-\\d+");
    assertThat(context.progress).isNotEmpty();
  }

  /**
   * The application, with what tells of it: a folder, as it is here, is no jar of an application.
   */
  private static void jar(Path file) throws Exception {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      for (Class<?> one : List.of(Counting.class, ApplicationListener.class)) {
        String name = one.getName().replace('.', '/') + ".class";
        try (InputStream bytes = one.getResourceAsStream("/" + name)) {
          out.putNextEntry(new JarEntry(name));
          Objects.requireNonNull(bytes).transferTo(out);
        }
      }
    }
  }

  /** A folder with a program that submits with the jars of the test. */
  private Path sparkHome() throws IOException {
    Path program = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
    String options =
        String.join(
            " ",
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-"))
                .toList());
    String jars =
        String.join(
            File.pathSeparator,
            List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .filter(path -> path.endsWith(".jar"))
                .toList());
    Files.writeString(
        program,
        "#!/bin/sh\nexport SPARK_LOCAL_IP=127.0.0.1 CLASSPATH='%s'\nexec '%s' %s -Xmx512m org.apache.spark.deploy.SparkSubmit \"$@\"\n"
            .formatted(jars, Path.of(System.getProperty("java.home"), "bin", "java"), options));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return folder.resolve("spark");
  }
}

package io.trainmaster.job.spark.submit;

import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The operator {@code spark.submit}. The driver is a child of the task's process; what earlier
 * attempts of the task have left of theirs is ended before it starts.
 */
public final class SparkSubmit implements Operator {

  private static final String OUT = "out";

  /** For the service loader. */
  public SparkSubmit() {}

  @Override
  public String signature() {
    return """
        /// Runs a Spark application of your own, with a driver of its own. It goes where the setting
        /// spark.master says, with the settings spark.conf.*. `resources` says what each of its
        /// executors is given: CPUs, memory, GPUs; on `local[*]`, where there are none, what the
        /// driver is given. The driver starts on the engine's machine, in an empty folder of its own,
        /// and what it prints goes to the task's log. The application fails the task by an exit code
        /// other than 0, by running out of memory, or by being lost with its cluster.
        operator spark.submit(
          /// A jar or, where spark.home has a Spark with Python, a Python file; in the project's
          /// folder, or published by a task.
          app: Path,
          /// The main class of a jar.
          main: String?,
          /// What the application is given as arguments.
          arguments: List<String>?,
        ) -> File? {
          effect  writes
          runs    own
          devices [cpu, gpu]
          /// How many executors it has.
          key executors(count: Int in 1..100000 = 1)
          /// The heap of the driver, where there are executors.
          key driver(memory: Bytes)
          /// One of Spark's settings, such as `conf "spark.sql.shuffle.partitions", "64"`.
          key conf(name: String, value: String) { repeats }
          /// Jars that the application needs.
          key jars(paths: List<Path>)
          /// Python files, or zips of them, that it needs.
          key python(paths: List<Path>)
          /// Files that every executor finds in its folder.
          key files(paths: List<Path>)
          /// A label that a node must have for an executor to be put there: with a value on
          /// Kubernetes, without one on YARN. A standalone cluster knows no labels.
          key nodes(label: String, value: String = "") { repeats }
          /// The file or folder to publish, relative to the driver's folder.
          key outputs(path: String)
        }
        """;
  }

  @Override
  public void run(TaskContext context) throws Exception {
    ClusterSettings cluster = context.resource(ClusterSettings.class);
    Application application = Application.of(context, ClusterSettings.gpus(System.getenv()));
    Map<String, String> settings = new LinkedHashMap<>(application.settings(cluster));
    DriverReports reports = new DriverReports(context.checkpointDirectory().resolve("drivers"));
    reports.endEarlier(context.attempt(), cluster, context::log);
    settings.put(ApplicationListener.REPORT, reports.file(context.attempt()).toString());
    Path folder = Files.createDirectories(context.scratchDirectory().resolve("work"));
    new Driver(context, cluster, reports, folder).run(application.command(cluster, settings));
    publish(context, folder);
  }

  private static void publish(TaskContext context, Path folder) throws Exception {
    List<String> outputs = new BlockLines(context.arguments()).texts("outputs", "path");
    if (outputs.isEmpty()) {
      return;
    }
    Path given = folder.resolve(outputs.get(0)).normalize();
    if (!given.startsWith(folder) || given.equals(folder)) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The output is not inside the driver's folder.",
          outputs.get(0),
          "Name a file in it.");
    } else if (!Files.exists(given) || !given.toRealPath().startsWith(folder.toRealPath())) {
      throw new TaskException(
          TaskError.SOURCE_MISSING,
          "The application wrote no '" + outputs.get(0) + "'.",
          "outputs",
          "Write it to the folder that its driver starts in.");
    }
    Files.move(given, context.outputPath(OUT));
    context.output(OUT, "File", Map.of("name", given.getFileName().toString()));
  }
}

package io.trainmaster.job.spark.submit;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user's application, as a task asks for it.
 *
 * @param app the jar or the Python file
 * @param arguments what it is given
 * @param request what is asked for to run it
 */
record Application(
    Path app,
    Optional<String> main,
    List<String> arguments,
    List<Path> jars,
    List<Path> python,
    List<Path> files,
    SubmitRequest request) {

  private static final String PYTHON = ".py";
  private static final long DRIVER_BYTES = 1L << 30;

  Application {
    arguments = List.copyOf(arguments);
    jars = List.copyOf(jars);
    python = List.copyOf(python);
    files = List.copyOf(files);
  }

  /**
   * By a task's arguments.
   *
   * @param gpus how many the task was given
   * @throws TaskException where a file that it names isn't there
   */
  static Application of(TaskContext context, int gpus) throws TaskException {
    Arguments arguments = context.arguments();
    BlockLines block = new BlockLines(arguments);
    Path app = existing(context, "app", arguments.text("app"));
    Optional<String> main = arguments.optionalText("main");
    if (!isPython(app) && main.isEmpty()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The main class of the jar is not said.",
          "main",
          "Give it: main: \"org.example.Main\".");
    }
    return new Application(
        app,
        main,
        arguments.texts("arguments"),
        existing(context, "jars", block.texts("jars", "paths")),
        existing(context, "python", block.texts("python", "paths")),
        existing(context, "files", block.texts("files", "paths")),
        new SubmitRequest(
            name(context),
            context.cpus(),
            context.memoryBytes(),
            gpus,
            block.value("executors", "count").map(count -> ((Long) count).intValue()).orElse(1),
            block.value("driver", "memory").map(bytes -> (Long) bytes).orElse(DRIVER_BYTES),
            block.pairs("nodes", "label", "value"),
            block.pairs("conf", "name", "value")));
  }

  /** What an attempt's application is called on a cluster. */
  private static String name(TaskContext context) {
    return "%s fence %d".formatted(context.attempt(), context.attempt().fence());
  }

  private static List<Path> existing(TaskContext context, String place, List<String> given)
      throws TaskException {
    List<Path> found = new ArrayList<>();
    for (String one : given) {
      found.add(existing(context, place, one));
    }
    return found;
  }

  private static Path existing(TaskContext context, String place, String given)
      throws TaskException {
    Path path = context.projectDirectory().resolve(given).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new TaskException(
          TaskError.SOURCE_MISSING,
          "There is no file '" + given + "'.",
          place,
          "Paths count from the project's folder.");
    }
    return path;
  }

  private static boolean isPython(Path app) {
    return app.toString().endsWith(PYTHON);
  }

  /** All of Spark's settings that it is submitted with. */
  Map<String, String> settings(ClusterSettings cluster) throws TaskException {
    return SubmitSettings.of(cluster.master(), cluster.properties(), request);
  }

  /**
   * The command that submits it.
   *
   * @throws TaskException where the Spark that there is has no Python, and it is needed
   */
  List<String> command(ClusterSettings cluster, Map<String, String> settings) throws TaskException {
    Path home = Path.of(System.getenv().getOrDefault("SPARK_HOME", ""));
    if (isPython(app) && !Files.isDirectory(home.resolve("python"))) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The Spark in use has no Python, so it can't run a Python file.",
          app.getFileName().toString(),
          "Set spark.home to a Spark distribution that has some.");
    }
    return command(home, settings);
  }

  /**
   * The same with a Spark distribution.
   *
   * @param home its folder
   */
  List<String> command(Path home, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/spark-submit").toString());
    main.ifPresent(name -> command.addAll(List.of("--class", name)));
    settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    List<Path> libraries = new ArrayList<>(jars);
    libraries.add(ours());
    addList(command, "--jars", libraries);
    addList(command, "--py-files", python);
    addList(command, "--files", files);
    command.add(app.toString());
    command.addAll(arguments);
    return command;
  }

  private static void addList(List<String> command, String option, List<Path> paths) {
    if (!paths.isEmpty()) {
      command.addAll(
          List.of(option, String.join(",", paths.stream().map(Path::toString).toList())));
    }
  }

  /** The jar with the listener that tells of the application. */
  private static Path ours() {
    try {
      return Path.of(
          ApplicationListener.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

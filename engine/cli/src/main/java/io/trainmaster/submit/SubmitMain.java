package io.trainmaster.submit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The main class of {@code trainmaster.jar}, for {@code spark-submit … trainmaster.jar run
 * FILE.train}: runs Trainmaster's command with the master and the settings that it was submitted
 * with. The command is a process of its own, so that Spark's jars and the engine's don't meet; it
 * runs where {@code spark-submit} was called, so only in client mode.
 */
public final class SubmitMain {

  private static final String SPARK = "spark.";
  private static final int USAGE = 2;
  private static final int UNAVAILABLE = 69;
  private static final long END_SECONDS = 60;

  /** What Spark sets for an application of its own, which ours are not. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "spark.master",
          "spark.app.name",
          "spark.app.submitTime",
          "spark.jars",
          "spark.files",
          "spark.repl.local.jars");

  private static final String OF_SUBMIT = "spark.submit.";

  private SubmitMain() {}

  /** Runs a command of Trainmaster's and exits with its code. */
  public static void main(String[] arguments) throws Exception {
    Properties properties = System.getProperties();
    if (arguments.length == 0) {
      stop(USAGE, "Say what to run: spark-submit … trainmaster.jar run FILE.train");
    }
    if (properties.getProperty("spark.submit.deployMode", "client").equals("cluster")) {
      stop(USAGE, "It runs in client mode: leave out --deploy-mode cluster.");
    }
    Path launcher = home().resolve("bin").resolve("trainmaster");
    if (!Files.isExecutable(launcher)) {
      stop(
          UNAVAILABLE,
          "There is no " + launcher + ": leave trainmaster.jar in the folder it was built in.");
    }
    Optional<Path> sparkHome =
        Optional.ofNullable(System.getenv("SPARK_HOME"))
            .map(Path::of)
            .filter(folder -> !isOurs(folder));
    System.exit(run(command(launcher, List.of(arguments), properties, sparkHome)));
  }

  /**
   * The command that runs it.
   *
   * @param properties of this process, in which Spark has put its settings
   * @param sparkHome a Spark that isn't ours
   */
  static List<String> command(
      Path launcher, List<String> arguments, Properties properties, Optional<Path> sparkHome) {
    Map<String, String> settings = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(SPARK) && !key.startsWith(OF_SUBMIT) && !NOT_OURS.contains(key)) {
        settings.put("spark.conf." + key, properties.getProperty(key));
      }
    }
    settings.put("spark.master", properties.getProperty("spark.master", "local[*]"));
    sparkHome.ifPresent(home -> settings.put("spark.home", home.toString()));
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(arguments);
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    return command;
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    // Settings of the Spark that submits are not for the sessions of ours.
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end"));
    return process.waitFor();
  }

  /** Lets it stop what it has under way. */
  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOurs(Path folder) {
    try {
      return Files.isSameFile(folder, home().resolve("lib").resolve("spark"));
    } catch (IOException | URISyntaxException notThere) {
      return false;
    }
  }

  /** The folder that has this jar. */
  private static Path home() throws URISyntaxException {
    Path jar =
        Path.of(SubmitMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = jar.getParent();
    return folder == null ? jar : folder;
  }

  private static void stop(int code, String sentence) {
    System.err.println("trainmaster.jar: " + sentence);
    System.exit(code);
  }
}

package io.trainmaster.cli.config;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How task processes run Spark.
 *
 * @param master Spark's master URL
 * @param page the web page of the master of a standalone cluster; empty for other masters
 * @param home a Spark distribution of the user's own; empty: the one that comes with Trainmaster
 * @param driverMemoryBytes the heap of the session's process
 * @param conf Spark's own settings
 * @param jvmOptions JVM options besides those that Spark needs
 */
public record SparkConfig(
    String master,
    Optional<URI> page,
    Optional<Path> home,
    long driverMemoryBytes,
    Map<String, String> conf,
    List<String> jvmOptions) {

  private static final Pattern STANDALONE = Pattern.compile("spark://([^:,/]+)");

  public SparkConfig {
    conf = Map.copyOf(conf);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Read off the settings. */
  public static SparkConfig from(Settings settings) {
    return new SparkConfig(
        settings.text(Setting.SPARK_MASTER),
        page(settings.text(Setting.SPARK_MASTER), settings.text(Setting.SPARK_MASTER_PAGE)),
        settings.path(Setting.SPARK_HOME),
        settings.bytes(Setting.SPARK_DRIVER_MEMORY).orElseThrow(),
        settings.sparkConf(),
        settings.words(Setting.HOST_JVM_OPTIONS));
  }

  /** Of several masters, of which one leads, the first is taken. */
  private static Optional<URI> page(String master, String given) {
    Matcher standalone = STANDALONE.matcher(master);
    if (!standalone.lookingAt()) {
      return Optional.empty();
    }
    String page = given.isEmpty() ? "http://" + standalone.group(1) + ":8080" : given;
    try {
      return Optional.of(new URI(page));
    } catch (URISyntaxException e) {
      throw new CommandException(
          ExitCode.CONFIG,
          "spark.master.page is no address: " + page + ".",
          "Write it like http://host:8080.");
    }
  }
}

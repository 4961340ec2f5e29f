package io.trainmaster.cli.health;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.SparkConfig;
import io.trainmaster.cli.project.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Spark that task processes run on. */
public final class SparkCheck {
  private static final String CORE = "spark-core_2.13-";

  private SparkCheck() {}

  /** Looks at the Spark jars, those with operators, and SPARK_HOME. */
  public static List<Finding> run(
      Installation installation, Settings settings, Map<String, String> variables) {
    SparkConfig config = SparkConfig.from(settings);
    List<Finding> findings = new ArrayList<>();
    Path home = config.home().orElse(installation.sparkHome());
    findings.add(spark(home, config.home().isPresent()));
    findings.add(Finding.ok("spark master", config.master()));
    String sparkHome = variables.getOrDefault("SPARK_HOME", "");
    if (!sparkHome.isEmpty() && config.home().isEmpty()) {
      findings.add(
          Finding.note(
              "SPARK_HOME",
              sparkHome + " is not used; `--set spark.home=" + sparkHome + "` would use it"));
    }
    long jobs = jars(installation.jobs()).size();
    findings.add(
        jobs > 0
            ? Finding.ok("operators", jobs + " jars in " + installation.jobs())
            : Finding.bad("operators", "no jars in " + installation.jobs() + "; build again"));
    return findings;
  }

  private static Finding spark(Path home, boolean own) {
    List<String> jars = jars(home.resolve("jars"));
    Optional<String> version =
        jars.stream()
            .filter(name -> name.startsWith(CORE))
            .map(name -> name.substring(CORE.length(), name.length() - ".jar".length()))
            .findFirst();
    if (version.isEmpty()) {
      return Finding.bad(
          "spark",
          "no Spark for Scala 2.13 in " + home.resolve("jars") + (own ? " (spark.home)" : ""));
    }
    String text = "Spark " + version.get() + ", " + jars.size() + " jars in " + home;
    return version.get().startsWith("4.1.")
        ? Finding.ok("spark", text)
        : Finding.note("spark", text + "; Trainmaster is tested with 4.1");
  }

  private static List<String> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}

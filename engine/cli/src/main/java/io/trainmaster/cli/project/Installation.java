package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that Trainmaster is installed in.
 *
 * @param home holds {@code lib}, {@code operators} and {@code conf}
 */
public record Installation(Path home) {

  /**
   * The installation that the launcher named.
   *
   * @throws CommandException where there is none
   */
  public static Installation of(Optional<Path> home) {
    return new Installation(
        home.filter(path -> Files.isDirectory(path.resolve("operators")))
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.UNAVAILABLE,
                        "The installation can't be found.",
                        "Start Trainmaster by its launcher, scripts/trainmaster or"
                            + " bin/trainmaster.")));
  }

  /** The operators that workflows may call, with those that only a later release can run. */
  public Catalogue catalogue() {
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> listed = Files.list(home.resolve("operators"))) {
      for (Path file : listed.sorted().toList()) {
        if (file.toString().endsWith(".train")) {
          files.add(SourceFile.decode("operators/" + file.getFileName(), Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "The operators' signatures can't be read: " + e.getMessage() + ".",
          "Build or install Trainmaster again.");
    }
    return Catalogue.read(files).withLater();
  }

  /** The jars that a task process of Spark needs, where none are set. */
  public Path sparkHome() {
    return home.resolve("lib").resolve("spark");
  }

  /** The jars with operators. */
  public Path jobs() {
    return home.resolve("lib").resolve("jobs");
  }

  /** Another text whenever the code of an operator is another. */
  public String operatorsVersion() {
    String key = "operators ";
    try {
      return Files.readAllLines(home.resolve("RELEASE")).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()))
          .findFirst()
          .orElse(version());
    } catch (IOException e) {
      return version();
    }
  }

  /** The version that was installed. */
  public static String version() {
    String version = Installation.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Runs commands in this process, in a project and an installation of their own. */
final class CommandTester {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Path project;
  private final Path installation;
  private final Map<String, String> variables = new HashMap<>(Map.of("LANG", "C.UTF-8"));

  /** What a command did. */
  record Result(int exit, String out, String err) {}

  /**
   * @param folder an empty folder, for the project and the installation
   */
  CommandTester(Path folder) {
    this.project = folder.resolve("project");
    this.installation = folder.resolve("installation");
    write("conf/trainmaster.properties", "");
    install("operators.train");
  }

  Path project() {
    return project;
  }

  Path installation() {
    return installation;
  }

  CommandTester variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Writes a file of the project. */
  Path write(String path, String text) {
    try {
      Path file = project.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install(String catalogue) {
    try (InputStream text = CommandTester.class.getResourceAsStream("/operators/" + catalogue)) {
      Files.createDirectories(installation.resolve("operators"));
      Files.createDirectories(installation.resolve("lib/jobs"));
      Files.createDirectories(installation.resolve("lib/spark/jars"));
      Files.writeString(installation.resolve("lib/spark/jvm.options"), "-Dspark=yes\n");
      Files.copy(
          Objects.requireNonNull(text), installation.resolve("operators").resolve(catalogue));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Surroundings whose streams are caught. */
  Surroundings surroundings(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Surroundings(
        variables,
        project,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        false,
        Optional.of(installation),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Runs a command. */
  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Program.run(surroundings(out, err), arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

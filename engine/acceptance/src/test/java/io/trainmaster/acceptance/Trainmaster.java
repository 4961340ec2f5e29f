package io.trainmaster.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line of the distribution, in a project of its own. */
final class Trainmaster {

  private static final long LIMIT_SECONDS = 300;

  private final Path project;

  /** Makes a project in an empty folder. */
  Trainmaster(Path project) throws IOException {
    this.project = project;
    Files.createDirectories(project.resolve("conf/workflows"));
    Files.writeString(project.resolve("conf/trainmaster.properties"), "");
  }

  /** What a command said, and how it ended. */
  record Answer(int exitCode, String out, String talk) {
    /** Both streams, for the message of an assertion. */
    String all() {
      return out + talk;
    }
  }

  /** Whether there is a distribution to test. */
  static boolean isBuilt() {
    return Files.exists(launcher());
  }

  Path project() {
    return project;
  }

  /** Writes a workflow and returns its file. */
  Path workflow(String name, String text) throws IOException {
    Path file = project.resolve("conf/workflows").resolve(name + ".train");
    return Files.writeString(file, text);
  }

  /** Runs a command to its end. */
  Answer call(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", ".txt");
    Path talk = Files.createTempFile("talk", ".txt");
    Process process = start(out, talk, arguments);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("It did not end: " + text(out) + text(talk));
    }
    return new Answer(process.exitValue(), text(out), text(talk));
  }

  /** Starts a command and lets it run. */
  Process start(Path out, Path talk, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectOutput(out.toFile())
            .redirectError(talk.toFile());
    builder.environment().put("TRAINMASTER_LEDGER", ledger().toString());
    builder.environment().put("XDG_CONFIG_HOME", project.resolve("no-user").toString());
    builder.environment().put("NO_COLOR", "1");
    return builder.start();
  }

  /** The lines that task bodies wrote when they began and ended. */
  List<Line> bodies() throws IOException {
    if (!Files.exists(ledger())) {
      return List.of();
    }
    return Files.readAllLines(ledger()).stream().map(Line::of).toList();
  }

  /** A line of the ledger. */
  record Line(String run, String task, String event) {
    static Line of(String text) {
      String[] parts = text.split(",", -1);
      return new Line(parts[0], parts[1], parts[4]);
    }
  }

  private Path ledger() {
    return project.resolve("ledger.csv");
  }

  private static Path launcher() {
    return program("trainmaster");
  }

  /** A program of the distribution. */
  static Path program(String name) {
    return Path.of(
            System.getProperty("trainmaster.root", ""), "scripts/target/trainmaster/bin", name)
        .toAbsolutePath();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

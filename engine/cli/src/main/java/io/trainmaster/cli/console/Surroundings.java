package io.trainmaster.cli.console;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The process that the program runs in, as a value, so that tests can make their own.
 *
 * @param variables the environment
 * @param workingDirectory what relative paths on the command line are relative to
 * @param outIsTerminal whether a person reads standard output
 * @param errIsTerminal whether a person reads standard error
 * @param installation the folder with {@code lib}, {@code operators} and {@code conf}; empty where
 *     the program was not started by its launcher
 */
public record Surroundings(
    Map<String, String> variables,
    Path workingDirectory,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Optional<Path> installation,
    Clock clock) {

  public Surroundings {
    variables = Map.copyOf(variables);
  }

  /** Those of this process. The launcher says what is a terminal, since Java can't. */
  public static Surroundings ofProcess(PrintStream out, PrintStream err) {
    String terminals = System.getProperty("trainmaster.terminals", "");
    return new Surroundings(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        out,
        err,
        terminals.contains("out"),
        terminals.contains("err"),
        Optional.ofNullable(System.getProperty("trainmaster.home")).map(Path::of),
        Clock.systemUTC());
  }

  /** Now, to the millisecond that the store keeps. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}

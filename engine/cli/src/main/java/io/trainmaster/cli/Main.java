package io.trainmaster.cli;

import io.trainmaster.cli.command.Program;
import io.trainmaster.cli.console.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.setProperty("java.util.logging.config.class", Silence.class.getName());
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int status = Program.run(Surroundings.ofProcess(out, err), arguments);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /**
   * Configures {@link java.util.logging} with nothing: what libraries have to say isn't meant for a
   * terminal. A server takes it into its log.
   */
  public static final class Silence {}

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}

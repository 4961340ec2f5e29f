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
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int status = Program.run(Surroundings.ofProcess(out, err), arguments);
    out.flush();
    err.flush();
    System.exit(status);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}

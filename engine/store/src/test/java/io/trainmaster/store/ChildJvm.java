package io.trainmaster.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another Java process with this one's classes, whose lines are read; it is killed when closed. */
public final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  private ChildJvm(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a main class. */
  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line it prints; null when it has ended. */
  public @Nullable String line() throws IOException {
    return lines.readLine();
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Ends it as {@code kill -9} does, and gives the lines it had printed. */
  public List<String> kill() throws IOException {
    // Process.destroyForcibly would close the pipe and lose what is in it.
    process.toHandle().destroyForcibly();
    List<String> rest = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      rest.add(line);
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException("Interrupted while a child was being killed.", e);
    }
    return rest;
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}

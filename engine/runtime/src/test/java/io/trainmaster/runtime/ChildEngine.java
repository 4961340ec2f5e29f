package io.trainmaster.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An engine in a process of its own, which a test can kill. */
final class ChildEngine {

  private ChildEngine() {}

  /**
   * Starts one; what it writes is in {@code engine.log} of the folder.
   *
   * @param main takes the folder, and the arguments after it
   */
  static Process start(Class<?> main, Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.add(folder.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("engine.log").toFile())
        .start();
  }
}

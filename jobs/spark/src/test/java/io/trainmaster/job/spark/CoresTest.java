package io.trainmaster.job.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The number of cores changes no byte. A process has one Spark context, so the other is a child.
 */
class CoresTest {

  @Test
  void givesTheSameBytesOnOneCoreAndOnTwo(@TempDir Path two, @TempDir Path one) throws Exception {
    PreparationProgram.fill(two);
    PreparationProgram.fill(one);

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PreparationProgram.class.getName(), one.toString(), "1"));
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(one.resolve("log").toFile())
            .start();
    try {
      String onTwo = PreparationProgram.digests(two, SharedSession.get());
      assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();

      assertThat(child.exitValue()).as(Files.readString(one.resolve("log"))).isZero();
      assertThat(Files.readString(one.resolve("digests"))).isEqualTo(onTwo);
    } finally {
      child.destroyForcibly();
    }
  }
}

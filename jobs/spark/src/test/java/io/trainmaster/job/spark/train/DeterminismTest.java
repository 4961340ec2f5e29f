package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.spark.SharedSession;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {

  @TempDir Path root;

  @Test
  void coresAndInputPartitionsChangeNoBit() throws Exception {
    Path answer = root.resolve("answer.txt");
    Process process = probe("1", "2", root.resolve("probe").toString(), answer.toString());
    try {
      List<String> here = DeterminismProbe.lines(SharedSession.get(), 8, root);
      assertThat(process.waitFor()).as(Files.readString(root.resolve("probe.log"))).isZero();
      assertThat(Files.readAllLines(answer)).isEqualTo(here);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process probe(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DeterminismProbe.class.getName());
    command.addAll(List.of(arguments));
    Files.createDirectories(root.resolve("probe"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(root.resolve("probe.log").toFile())
        .start();
  }
}

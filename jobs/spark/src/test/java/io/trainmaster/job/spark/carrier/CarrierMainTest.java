package io.trainmaster.job.spark.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Carries programs to an executor that is in the driver itself. */
@Timeout(120)
class CarrierMainTest {

  @TempDir Path folder;

  private Process start(String... command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-"))
        .forEach(line::add);
    line.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp"));
    line.add(System.getProperty("java.class.path"));
    line.add(CarrierMain.class.getName());
    line.add("spark.master=local[1]");
    line.add("spark.app.name=run/task/1 fence 1");
    line.add("spark.driver.host=127.0.0.1");
    line.add("spark.ui.enabled=false");
    line.add("spark.trainmaster.log=" + folder.resolve("process.log"));
    line.add("--");
    line.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(folder.resolve("driver.log").toFile());
    builder.environment().put("TRAINMASTER_HOST", "mark");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  @Test
  void whatTheProcessHearsSaysAndEndsWithIsPassedOn() throws Exception {
    Process driver =
        start(
            "sh",
            "-c",
            "read line; echo \"heard $line\"; cat; echo aside >&2;"
                + " echo \"$TRAINMASTER_HOST, GPUs <$CUDA_VISIBLE_DEVICES>, <$SPARK_LOCAL_IP>\";"
                + " echo \"$TRAINMASTER_EXECUTOR\"; exit 3");
    try (OutputStream in = driver.getOutputStream()) {
      in.write("hello\nrest\n".getBytes(StandardCharsets.UTF_8));
    }

    String said = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(driver.waitFor()).as(Files.readString(folder.resolve("driver.log"))).isEqualTo(3);
    assertThat(said.lines())
        .startsWith("heard hello", "rest", "mark, GPUs <>, <>")
        .last()
        .asString()
        .matches("local\\[1] local-\\d+, executor driver on 127.0.0.1");
    assertThat(folder.resolve("process.log")).content().contains("aside");
  }

  @Test
  void whatCannotBeStartedIsLost() throws Exception {
    Process driver = start(folder.resolve("nothing").toString());

    assertThat(driver.waitFor(100, TimeUnit.SECONDS)).isTrue();

    assertThat(driver.exitValue()).isEqualTo(CarrierMain.LOST);
    assertThat(folder.resolve("driver.log"))
        .content()
        .contains("The process on the cluster is lost");
  }
}

package io.trainmaster.job.dl4j.backend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the program {@code nvidia-smi}, which comes with the driver. */
final class NvidiaSmi implements GpuProbe {

  private static final long PATIENCE_SECONDS = 30;

  @Override
  public List<Gpu> find(String devices) throws IOException {
    Process process =
        new ProcessBuilder(
                "nvidia-smi",
                "--query-gpu=name,compute_cap",
                "--format=csv,noheader",
                "--id=" + devices)
            .redirectErrorStream(true)
            .start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("nvidia-smi: " + text.strip());
      }
      return parse(text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while nvidia-smi ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Reads lines such as {@code NVIDIA A10, 8.6}. */
  static List<Gpu> parse(String text) throws IOException {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      int comma = line.lastIndexOf(',');
      try {
        gpus.add(
            new Gpu(
                line.substring(0, Math.max(0, comma)).strip(),
                ComputeCapability.of(line.substring(comma + 1))));
      } catch (IllegalArgumentException e) {
        throw new IOException("nvidia-smi: " + line, e);
      }
    }
    return gpus;
  }
}

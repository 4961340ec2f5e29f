package io.trainmaster.cli.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The GPUs that nvidia-smi lists, each with the verdict whether Deeplearning4j can use it: its CUDA
 * 11.6 build has kernels for compute capability 3.7 to 8.6 and none that later ones could compile,
 * so that 8.9 runs by binary compatibility and 9.0 and later don't.
 */
public final class GpuCheck {
  private static final double OLDEST = 3.7;
  private static final double NEWEST = 8.9;
  private static final long SECONDS = 5;

  private GpuCheck() {}

  /** Asks nvidia-smi. */
  public static List<Finding> run() {
    try {
      Process process =
          new ProcessBuilder(
                  "nvidia-smi",
                  "--query-gpu=name,memory.total,compute_cap",
                  "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of(Finding.note("gpu", "nvidia-smi does not answer"));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0
          ? findings(output)
          : List.of(Finding.note("gpu", "nvidia-smi failed; its driver may not be loaded"));
    } catch (IOException e) {
      return List.of(Finding.ok("gpu", "none (there is no nvidia-smi); networks train on CPUs"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** One finding for each line {@code name, memory, capability}. */
  static List<Finding> findings(String output) {
    List<Finding> findings = new ArrayList<>();
    for (String line : output.lines().filter(text -> !text.isBlank()).toList()) {
      String[] fields = line.split(",");
      String capability = fields[fields.length - 1].strip();
      String card =
          line.substring(0, line.lastIndexOf(',')).strip() + ", compute capability " + capability;
      findings.add(verdict(card, capability));
    }
    return findings.isEmpty() ? List.of(Finding.ok("gpu", "none")) : findings;
  }

  private static Finding verdict(String card, String capability) {
    try {
      double number = Double.parseDouble(capability);
      return number >= OLDEST && number <= NEWEST
          ? Finding.ok("gpu", card + "; Deeplearning4j on CUDA 11.6 can use it")
          : Finding.note(
              "gpu",
              card
                  + "; Deeplearning4j's CUDA 11.6 build takes 3.7 to 8.9: networks train on CPUs,"
                  + " programs of other frameworks can use it");
    } catch (NumberFormatException e) {
      return Finding.note("gpu", card + "; its compute capability is not known");
    }
  }
}

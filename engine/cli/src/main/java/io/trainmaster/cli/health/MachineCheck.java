package io.trainmaster.cli.health;

import io.trainmaster.cli.console.Surroundings;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.model.ValueText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Java, memory, processors and disk. */
public final class MachineCheck {
  private static final int OLDEST_JAVA = 17;
  private static final long LEAST_MEMORY = 2L << 30;
  private static final long LEAST_DISK = 1L << 30;

  private MachineCheck() {}

  /** Looks at the machine, and at the disk that a folder is or will be on. */
  public static List<Finding> run(Surroundings surroundings, Path state) {
    return List.of(
        java(surroundings),
        memory(Engines.machineMemoryBytes()),
        Finding.ok("cpus", Integer.toString(Runtime.getRuntime().availableProcessors())),
        disk(state));
  }

  private static Finding java(Surroundings surroundings) {
    int feature = Runtime.version().feature();
    String text =
        System.getProperty("java.vm.name")
            + " "
            + Runtime.version()
            + ", "
            + surroundings
                .variable("JAVA_HOME")
                .map(home -> "JAVA_HOME " + home)
                .orElse(System.getProperty("java.home"));
    return feature >= OLDEST_JAVA
        ? Finding.ok("java", text)
        : Finding.bad("java", text + "; a JDK 17 or later is needed");
  }

  static Finding memory(long bytes) {
    String text = ValueText.bytes(bytes);
    return bytes >= LEAST_MEMORY
        ? Finding.ok("memory", text)
        : Finding.note("memory", text + "; Spark with its driver wants 2 GiB or more");
  }

  private static Finding disk(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String text = ValueText.bytes(free) + " free at " + existing;
      return free >= LEAST_DISK
          ? Finding.ok("disk", text)
          : Finding.note("disk", text + "; artifacts may not fit");
    } catch (IOException e) {
      return Finding.note("disk", "can't be looked at: " + e.getMessage());
    }
  }
}

package io.trainmaster.replay.openb;

import io.trainmaster.fleet.Demand;
import io.trainmaster.replay.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A pod of the list; its times are not used. */
public record Pod(String name, Demand demand) {

  private static final int MIB_BITS = 20;

  /**
   * Reads a list of pods: name, cpu_milli, memory_mib, num_gpu, gpu_milli, gpu_spec and others.
   *
   * @throws IOException where the file can't be read
   * @throws io.trainmaster.replay.TraceException where it isn't such a list
   */
  public static List<Pod> read(Path file) throws IOException {
    return CsvTable.read(file).map(Pod::of);
  }

  private static Pod of(CsvTable.Row row) {
    try {
      return new Pod(
          row.text("name"),
          new Demand(
              row.integer("cpu_milli"),
              row.whole("memory_mib") << MIB_BITS,
              row.integer("num_gpu"),
              row.integer("gpu_milli"),
              row.texts("gpu_spec")));
    } catch (IllegalArgumentException e) {
      throw row.wrong("gpu_milli", "right for `num_gpu` (%s)".formatted(e.getMessage()));
    }
  }
}

package io.trainmaster.replay.openb;

import io.trainmaster.fleet.NodeState;
import io.trainmaster.replay.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A node of the list.
 *
 * @param cpuMilli thousandths of a CPU
 * @param model the model of its GPUs; empty where it has none
 */
public record OpenbNode(String name, int cpuMilli, long memoryBytes, int gpus, String model) {

  private static final int MIB_BITS = 20;

  /**
   * Reads the list of nodes: sn, cpu_milli, memory_mib, gpu, model.
   *
   * @throws IOException where the file can't be read
   * @throws io.trainmaster.replay.TraceException where it isn't such a list
   */
  public static List<OpenbNode> read(Path file) throws IOException {
    return CsvTable.read(file)
        .map(
            row ->
                new OpenbNode(
                    row.text("sn"),
                    row.integer("cpu_milli"),
                    row.whole("memory_mib") << MIB_BITS,
                    row.integer("gpu"),
                    row.text("model")));
  }

  /** The node with nothing taken. */
  public NodeState free() {
    return new NodeState(name, cpuMilli, memoryBytes, gpus, model);
  }
}

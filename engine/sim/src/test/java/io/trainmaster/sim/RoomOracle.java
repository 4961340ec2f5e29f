package io.trainmaster.sim;

import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.placement.Node;
import io.trainmaster.track.AttemptRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the attempts that are under way have of each node, which is never more than there is. */
final class RoomOracle {

  private static final long GIB = 1L << 30;

  /** The first has what every task can do with; the others have less, and other cards. */
  private static final List<Node> NODES =
      List.of(
          new Node(
              "here",
              4,
              64 * GIB,
              List.of(
                  new Gpu(0, "GPU-large", "A100", 80 * GIB, "8.0"),
                  new Gpu(1, "GPU-small", "T4", 16 * GIB, "7.5"))),
          new Node("there", 2, 2 * GIB, List.of(new Gpu(0, "GPU-there", "V100", 32 * GIB, "7.0"))),
          new Node("far", 3, 8 * GIB, List.of()));

  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Integer> cpus = new TreeMap<>();
  private final Map<String, Long> memory = new TreeMap<>();
  private final Map<String, Integer> gpus = new TreeMap<>();

  RoomOracle() {
    NODES.forEach(node -> nodes.put(node.name(), node));
  }

  /** The first so many nodes. */
  static List<Node> nodes(int count) {
    return NODES.subList(0, count);
  }

  /** The same nodes with twice the CPUs, which they don't have. */
  static List<Node> larger(int count) {
    List<Node> larger = new ArrayList<>();
    for (Node node : nodes(count)) {
      larger.add(new Node(node.name(), 2 * node.cpus(), node.memoryBytes(), node.gpus()));
    }
    return larger;
  }

  /** An attempt is launched. */
  void takes(AttemptRecord attempt) {
    if (attempt.isReused()) {
      return;
    }
    Node node = nodes.get(attempt.node());
    Oracle.require(node != null, "%s is placed on no node", attempt.task());
    int taken = cpus.merge(attempt.node(), attempt.cpus(), Integer::sum);
    Oracle.require(
        taken <= node.cpus(), "%d CPUs are taken of %d on %s", taken, node.cpus(), node.name());
    long bytes = memory.merge(attempt.node(), attempt.memoryBytes(), Long::sum);
    Oracle.require(bytes <= node.memoryBytes(), "%d bytes are taken of %s", bytes, attempt.node());
    for (GpuShare share : attempt.gpus()) {
      Oracle.require(
          node.gpus().stream().anyMatch(gpu -> gpu.id().equals(share.gpu())),
          "%s is not on %s",
          share.gpu(),
          node.name());
      int milli = gpus.merge(share.gpu(), share.milli(), Integer::sum);
      Oracle.require(
          milli <= GpuShare.WHOLE, "%d thousandths of %s are given out", milli, share.gpu());
    }
  }

  /** An attempt is over. */
  void leaves(AttemptRecord attempt) {
    if (attempt.isReused()) {
      return;
    }
    cpus.merge(attempt.node(), -attempt.cpus(), Integer::sum);
    memory.merge(attempt.node(), -attempt.memoryBytes(), Long::sum);
    attempt.gpus().forEach(share -> gpus.merge(share.gpu(), -share.milli(), Integer::sum));
  }

  /** Nothing is under way any more. */
  void end() {
    cpus.forEach((node, taken) -> Oracle.require(taken == 0, "CPUs of %s are still taken", node));
    memory.forEach(
        (node, taken) -> Oracle.require(taken == 0, "memory of %s is still taken", node));
    gpus.forEach((gpu, milli) -> Oracle.require(milli == 0, "%s is still taken", gpu));
  }
}

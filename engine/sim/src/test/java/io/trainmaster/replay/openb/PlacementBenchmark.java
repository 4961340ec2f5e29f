package io.trainmaster.replay.openb;

import io.trainmaster.fleet.Demand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How many pods a second each policy decides on, for the nodes of the list and for fleets of 10,000
 * and 100,000 nodes that repeat them; the load goes up to the same 130 %. Prints decisions per
 * second, the better of two rounds. Placing by chance looks at every node, and is measured on the
 * smallest fleet alone.
 *
 * <p>Run it as {@code java -cp target/test-classes:target/classes:../core/target/classes
 * io.trainmaster.replay.openb.PlacementBenchmark FOLDER}, where the folder holds the lists.
 */
public final class PlacementBenchmark {

  private static final int[] SIZES = {1_213, 10_000, 100_000};
  private static final int ROUNDS = 2;

  private PlacementBenchmark() {}

  /** Prints a line for each size and policy. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<OpenbNode> nodes = OpenbNode.read(folder.resolve("openb_node_list_gpu_node.csv"));
    List<Pod> pods = Pod.read(folder.resolve("openb_pod_list_default.csv"));
    List<Demand> mix = pods.stream().map(Pod::demand).toList();
    for (int size : SIZES) {
      Arrivals arrivals = Arrivals.draw(repeated(nodes, size), pods, Repetitions.FIRST_SEED);
      for (Contender contender : Contender.all()) {
        if (contender != Baseline.RANDOM || size == nodes.size()) {
          print(size, arrivals, contender, mix);
        }
      }
    }
  }

  private static void print(int size, Arrivals arrivals, Contender contender, List<Demand> mix) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      Replay.run(arrivals, contender.policy(mix, arrivals));
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    int decisions = arrivals.demands().size();
    System.out.printf(
        "%,8d nodes  %-24s %,8d decisions  %8.3f s  %,10.0f decisions/s%n",
        size, contender.title(), decisions, best, decisions / best);
  }

  private static List<OpenbNode> repeated(List<OpenbNode> nodes, int size) {
    List<OpenbNode> repeated = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      OpenbNode node = nodes.get(i % nodes.size());
      repeated.add(
          new OpenbNode(
              node.name() + "-" + i / nodes.size(),
              node.cpuMilli(),
              node.memoryBytes(),
              node.gpus(),
              node.model()));
    }
    return repeated;
  }
}

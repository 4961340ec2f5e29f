package io.trainmaster.replay.openb;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.Fleet;
import io.trainmaster.fleet.NodeState;
import io.trainmaster.replay.TraceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What one repetition of the experiment begins with: the pods in the order in which they arrive,
 * and the nodes in the order in which ties are broken. It is drawn as the published program draws
 * it, with all of that program's quirks, since only so are the figures of a seed the same.
 *
 * @param demands what each pod asks for
 * @param nodes the nodes by rank
 * @param random the generator as the drawing has left it
 */
public record Arrivals(List<Demand> demands, List<OpenbNode> nodes, GoRandom random) {

  /** How much of the capacity arrives in all, as published. */
  private static final double PUBLISHED_RATIO = 1.3;

  /** What the program's machinery draws between the pods and the order of the nodes. */
  private static final int DRAWS_OF_REFLECTORS = 10;

  public Arrivals {
    demands = List.copyOf(demands);
    nodes = List.copyOf(nodes);
  }

  /**
   * Draws them.
   *
   * @throws TraceException where there are no GPUs or nobody asks for any
   */
  public static Arrivals draw(List<OpenbNode> nodes, List<Pod> pods, long seed) {
    if (capacityMilli(nodes) == 0 || pods.stream().allMatch(pod -> pod.demand().gpus() == 0)) {
      throw new TraceException("There must be a node with GPUs, and a pod that asks for some.");
    }
    GoRandom random = new GoRandom(seed);
    random.nextLong();
    List<Demand> byName =
        pods.stream().sorted(Comparator.comparing(Pod::name)).map(Pod::demand).toList();
    List<Demand> arriving = new ArrayList<>(byName);
    random.shuffle(arriving);
    double target = PUBLISHED_RATIO * capacityMilli(nodes);
    if (gpuMilli(byName) > target) {
      shorten(arriving, target, random);
    } else {
      lengthen(arriving, byName, target, random);
    }
    for (int i = 0; i < DRAWS_OF_REFLECTORS; i++) {
      random.nextLong();
    }
    return new Arrivals(arriving, ranked(nodes, random), random);
  }

  /** The fleet with nothing taken. */
  public Fleet fleet() {
    List<NodeState> free = nodes.stream().map(OpenbNode::free).toList();
    return new Fleet(free);
  }

  /** The thousandths of all GPUs. */
  public long capacityMilli() {
    return capacityMilli(nodes);
  }

  private static void shorten(List<Demand> arriving, double target, GoRandom random) {
    long total = gpuMilli(arriving);
    while (total > target) {
      total -= arriving.remove(random.nextInt(arriving.size())).gpuMilli();
    }
  }

  private static void lengthen(
      List<Demand> arriving, List<Demand> byName, double target, GoRandom random) {
    long total = gpuMilli(arriving);
    Demand drawn = byName.get(random.nextInt(byName.size()));
    // The published program looks at what is asked of one GPU, whatever their number.
    while (total + drawn.shareMilli() <= target) {
      arriving.add(drawn);
      total += drawn.gpuMilli();
      drawn = byName.get(random.nextInt(byName.size()));
    }
  }

  private static List<OpenbNode> ranked(List<OpenbNode> nodes, GoRandom random) {
    List<OpenbNode> byName = nodes.stream().sorted(Comparator.comparing(OpenbNode::name)).toList();
    int[] ranks = random.permutation(byName.size());
    List<OpenbNode> ranked = new ArrayList<>(Collections.nCopies(byName.size(), byName.get(0)));
    for (int i = 0; i < ranks.length; i++) {
      ranked.set(ranks[i], byName.get(i));
    }
    return ranked;
  }

  private static long gpuMilli(List<Demand> demands) {
    return demands.stream().mapToLong(Demand::gpuMilli).sum();
  }

  private static long capacityMilli(List<OpenbNode> nodes) {
    return nodes.stream().mapToLong(node -> (long) node.gpus() * Demand.WHOLE).sum();
  }
}

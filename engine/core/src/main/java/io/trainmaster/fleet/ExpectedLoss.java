package io.trainmaster.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places where least is lost of what the demands to come could use: our policy. As fragmentation
 * gradient descent does (Weng et al., "Beware of Fragmentation", USENIX ATC 2023), it compares a
 * node as it is with the node as it would be. Other than there, what a node is worth to a kind of
 * demands looks beyond the next one, as {@link Worth} says, and knows of memory; and it is divided
 * by what all nodes together are worth to the kind. So what few nodes have, such as a rare model of
 * GPU or eight idle GPUs side by side, has a price by how many will ask for it, and is left to
 * those who can't do without.
 *
 * <p>Ties go to the first node, and on it to the first GPU; they are rare, since there are 2^31
 * steps between all and nothing. For one thread.
 */
public final class ExpectedLoss implements NodeScore {

  private final List<Worth.Priced> expected = new ArrayList<>();
  private final Map<String, Worth> worthByModel = new HashMap<>();

  /**
   * A score for a workload.
   *
   * @param fleet whose room makes the prices, as it is now; best when little of it is taken
   */
  public ExpectedLoss(ExpectedDemands demands, Fleet fleet) {
    for (ExpectedDemands.Kind kind : demands.kinds()) {
      double all = worthOfAll(fleet, kind.demand());
      if (all > 0) {
        // In whole GPUs of a fleet that all are of use to, whatever its size.
        double price = kind.probability() / all * gpus(fleet);
        expected.add(new Worth.Priced(kind.demand(), price));
      }
    }
  }

  @Override
  public int score(NodeState node, Demand demand) {
    Room room = Room.of(node);
    Worth worth = worth(node.model());
    double before = worth.of(room);
    double after = 0;
    if (demand.shares()) {
      for (int gpu = 0; gpu < node.gpus(); gpu++) {
        int left = node.shareLeft(gpu);
        boolean seen = gpu > 0 && node.shareLeft(gpu - 1) == left;
        if (left >= demand.shareMilli() && !seen) {
          after = Math.max(after, worth.of(room.withoutShare(demand, left)));
        }
      }
    } else {
      after = worth.of(room.without(demand));
    }
    return (int) (Integer.MAX_VALUE / (1 + before - after));
  }

  /** For a share the GPU after which most is left of the worth, the first of several. */
  @Override
  public List<Integer> gpus(NodeState node, Demand demand) {
    if (!demand.shares()) {
      return GpuChoice.idle(node, demand);
    }
    Room room = Room.of(node);
    Worth worth = worth(node.model());
    int chosen = -1;
    double most = -1;
    for (int gpu = 0; gpu < node.gpus(); gpu++) {
      int left = node.shareLeft(gpu);
      if (left >= demand.shareMilli()) {
        double after = worth.of(room.withoutShare(demand, left));
        chosen = after > most ? gpu : chosen;
        most = Math.max(most, after);
      }
    }
    return List.of(chosen);
  }

  private Worth worth(String model) {
    return worthByModel.computeIfAbsent(
        model,
        any -> new Worth(expected.stream().filter(priced -> priced.demand().allows(any)).toList()));
  }

  private static double worthOfAll(Fleet fleet, Demand demand) {
    Worth one = new Worth(List.of(new Worth.Priced(demand, 1)));
    double sum = 0;
    for (int node = 0; node < fleet.size(); node++) {
      if (demand.allows(fleet.node(node).model())) {
        sum += one.of(Room.of(fleet.node(node)));
      }
    }
    return sum;
  }

  private static double gpus(Fleet fleet) {
    double gpus = 0;
    for (int node = 0; node < fleet.size(); node++) {
      gpus += fleet.node(node).gpus();
    }
    return gpus;
  }
}

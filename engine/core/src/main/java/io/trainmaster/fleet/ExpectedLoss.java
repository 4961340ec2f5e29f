package io.trainmaster.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
  private final Map<GpuKind, Worth> worths = new HashMap<>();

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
    if (!node.isUniform()) {
      MixedNode mixed = new MixedNode(node, this::worth);
      double whole = mixed.worth();
      mixed.take(demand);
      return score(whole, mixed.worth());
    }
    Room room = Room.of(node);
    Worth worth = worth(node.kind(0));
    double before = worth.of(room);
    double after = 0;
    if (demand.shares()) {
      int share = demand.shareOf(node.kind(0));
      for (int gpu = 0; gpu < node.gpus(); gpu++) {
        int left = node.shareLeft(gpu);
        boolean seen = gpu > 0 && node.shareLeft(gpu - 1) == left;
        if (left >= share && !seen) {
          after = Math.max(after, worth.of(room.withoutShare(demand, share, left)));
        }
      }
    } else {
      after = worth.of(room.without(demand));
    }
    return score(before, after);
  }

  private static int score(double before, double after) {
    return (int) (Integer.MAX_VALUE / (1 + before - after));
  }

  /** For a share the GPU after which most is left of the worth, the first of several. */
  @Override
  public List<Integer> gpus(NodeState node, Demand demand) {
    if (!node.isUniform()) {
      return new MixedNode(node, this::worth).take(demand);
    } else if (!demand.shares()) {
      return GpuChoice.idle(node, demand);
    }
    Room room = Room.of(node);
    Worth worth = worth(node.kind(0));
    int share = demand.shareOf(node.kind(0));
    int chosen = -1;
    double most = -1;
    for (int gpu = 0; gpu < node.gpus(); gpu++) {
      int left = node.shareLeft(gpu);
      if (left >= share) {
        double after = worth.of(room.withoutShare(demand, share, left));
        chosen = after > most ? gpu : chosen;
        most = Math.max(most, after);
      }
    }
    return List.of(chosen);
  }

  private Worth worth(GpuKind kind) {
    return worths.computeIfAbsent(kind, any -> new Worth(expected, any));
  }

  private static double worthOfAll(Fleet fleet, Demand demand) {
    Map<GpuKind, Worth> one = new HashMap<>();
    Function<GpuKind, Worth> worth =
        any ->
            one.computeIfAbsent(any, kind -> new Worth(List.of(new Worth.Priced(demand, 1)), kind));
    double sum = 0;
    for (int index = 0; index < fleet.size(); index++) {
      NodeState node = fleet.node(index);
      sum +=
          node.isUniform()
              ? worth.apply(node.kind(0)).of(Room.of(node))
              : new MixedNode(node, worth).worth();
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

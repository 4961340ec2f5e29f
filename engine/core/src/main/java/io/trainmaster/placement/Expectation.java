package io.trainmaster.placement;

import io.trainmaster.fleet.Assignment;
import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.ExpectedDemands;
import io.trainmaster.fleet.ExpectedLoss;
import io.trainmaster.fleet.Fleet;
import io.trainmaster.fleet.GpuKind;
import io.trainmaster.fleet.HighestScore;
import io.trainmaster.fleet.NodeState;
import io.trainmaster.fleet.PlacementPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What is to be expected of the demands to come: those for GPUs that were asked for last, in the
 * same proportions, and beside them a neutral mix, once: of each kind of card one whole card with
 * its memory, and of each number of cards that a node has all of them. So where nothing has been
 * asked for yet, large cards are left to those who need them, and idle nodes to those who need all
 * of one; and what was never asked for goes on being reckoned with a little. Demands without GPUs
 * are worth nothing to the score and are not noted. For one thread.
 */
final class Expectation {

  /** Enough for the mix of a day, and little enough that yesterday's is soon forgotten. */
  static final int WINDOW = 1_024;

  /** As often as this the policy is made anew, which costs a look at each node for each kind. */
  static final int REFRESH = 256;

  private final Inventory inventory;
  private final Demand[] window = new Demand[WINDOW];
  private final List<Demand> neutral;
  private long noted;
  private ExpectedLoss score;
  private PlacementPolicy policy;

  Expectation(Inventory inventory) {
    this.inventory = inventory;
    Fleet free = inventory.free();
    this.neutral = neutral(free);
    this.score = score(free, neutral);
    this.policy = new HighestScore(score);
  }

  /** Somebody asks for this, whether or not there is room now. */
  void note(Demand demand) {
    if (demand.gpus() == 0) {
      return;
    }
    window[(int) (noted % WINDOW)] = demand;
    noted++;
    if (noted % REFRESH == 0) {
      List<Demand> seen = new ArrayList<>(neutral);
      for (int i = 0; i < Math.min(noted, WINDOW); i++) {
        seen.add(window[i]);
      }
      score = score(inventory.free(), seen);
      policy = new HighestScore(score);
    }
  }

  /** The policy by what is expected now. */
  PlacementPolicy policy() {
    return policy;
  }

  /** Prices are those of a fleet of which nothing is taken. */
  private static ExpectedLoss score(Fleet free, List<Demand> expected) {
    return new ExpectedLoss(ExpectedDemands.like(expected), free);
  }

  /** What the policy would say if there were no nodes but those that may be taken. */
  Optional<Assignment> place(Fleet fleet, Demand demand, IntPredicate mayBeTaken) {
    int best = -1;
    int highest = -1;
    for (int index = 0; index < fleet.size(); index++) {
      NodeState node = fleet.node(index);
      if (node.fits(demand) && mayBeTaken.test(index)) {
        int here = score.score(node, demand);
        best = here > highest ? index : best;
        highest = Math.max(highest, here);
      }
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(new Assignment(best, score.gpus(fleet.node(best), demand)));
  }

  private static List<Demand> neutral(Fleet free) {
    Set<Demand> mix = new LinkedHashSet<>();
    for (int index = 0; index < free.size(); index++) {
      NodeState node = free.node(index);
      for (int gpu = 0; gpu < node.gpus(); gpu++) {
        GpuKind kind = node.kind(gpu);
        mix.add(whole(1, kind.memoryBytes()));
      }
      if (node.gpus() > 1) {
        mix.add(whole(node.gpus(), 0));
      }
    }
    return List.copyOf(mix);
  }

  private static Demand whole(int gpus, long gpuMemoryBytes) {
    return new Demand(Inventory.CPU, 1, gpus, Demand.WHOLE, gpuMemoryBytes, List.of());
  }
}

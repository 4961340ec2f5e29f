package io.trainmaster.placement;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.Fleet;
import io.trainmaster.fleet.NodeState;
import java.util.List;

/**
 * What is kept for a task that has waited too long: on every node that could ever meet it, a later
 * task may take of each thing only what leaves as much as the one that waits needs. So on each of
 * them what it lacks only grows, by what ends, until there is enough.
 *
 * @param demands the alternatives that it may be placed by
 * @param free the nodes with nothing taken
 */
record Reservation(List<Demand> demands, Fleet free) {

  /** Whether a node is kept from others. */
  boolean concerns(int node) {
    return demands.stream().anyMatch(demand -> free.node(node).fits(demand));
  }

  /** Whether a later demand may go to a node that it fits on. */
  boolean allows(int node, NodeState state, Demand later) {
    for (Demand kept : demands) {
      if (free.node(node).fits(kept) && !leaves(state, later, kept)) {
        return false;
      }
    }
    return true;
  }

  private static boolean leaves(NodeState state, Demand later, Demand kept) {
    return (later.cpuMilli() == 0 || state.cpuMilliLeft() - later.cpuMilli() >= kept.cpuMilli())
        && (later.memoryBytes() == 0
            || state.memoryBytesLeft() - later.memoryBytes() >= kept.memoryBytes())
        && leavesGpus(state, later, kept);
  }

  /** Counts as if each GPU that is taken were one that the task that waits could have had. */
  private static boolean leavesGpus(NodeState state, Demand later, Demand kept) {
    int ready = 0;
    boolean contested = false;
    for (int gpu = 0; gpu < state.gpus() && later.gpus() > 0 && kept.gpus() > 0; gpu++) {
      int needed = kept.shareOf(state.kind(gpu));
      ready += state.shareLeft(gpu) >= needed ? 1 : 0;
      contested |= needed != Demand.NEVER && later.shareOf(state.kind(gpu)) != Demand.NEVER;
    }
    return !contested || ready - later.gpus() >= kept.gpus();
  }
}

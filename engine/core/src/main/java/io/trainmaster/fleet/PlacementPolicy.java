package io.trainmaster.fleet;

import java.util.Optional;

/** Decides where a demand goes. A policy belongs to one fleet and to one thread. */
public interface PlacementPolicy {

  /**
   * The place for a demand, which is not taken yet; empty where no node has room. The same fleet,
   * in the same state, gives the same place, unless the policy draws by chance and says so.
   */
  Optional<Assignment> place(Fleet fleet, Demand demand);
}

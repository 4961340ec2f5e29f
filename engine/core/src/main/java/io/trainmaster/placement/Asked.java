package io.trainmaster.placement;

import io.trainmaster.fleet.Demand;
import io.trainmaster.model.ResourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a task asks for, as the nodes of an inventory see it. Immutable.
 *
 * @param requests the alternatives, the best first
 * @param demands each of them as a fleet counts it
 * @param refusals why each can never be met; empty where it can
 * @param refusal why none of them can ever be met; empty where one can
 */
record Asked(
    List<ResourceRequest> requests,
    List<Demand> demands,
    List<Optional<String>> refusals,
    Optional<String> refusal) {

  /** What nobody asks for. */
  static final Asked NOTHING = new Asked(List.of(), List.of(), List.of(), Optional.empty());

  static Asked of(List<ResourceRequest> requests, Inventory inventory, Refusals why) {
    List<Demand> demands = new ArrayList<>();
    List<Optional<String>> refusals = new ArrayList<>();
    for (ResourceRequest request : requests) {
      demands.add(inventory.demand(request));
      refusals.add(why.refusal(request));
    }
    Optional<String> none =
        refusals.stream().anyMatch(Optional::isEmpty)
            ? Optional.empty()
            : Optional.of(String.join("; ", refusals.stream().flatMap(Optional::stream).toList()));
    return new Asked(requests, demands, refusals, none);
  }

  boolean canBeMet(int alternative) {
    return refusals.get(alternative).isEmpty();
  }

  /** The same for an equal list. */
  Asked as(List<ResourceRequest> equal) {
    return new Asked(equal, demands, refusals, refusal);
  }
}

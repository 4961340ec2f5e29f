package io.trainmaster.replay.openb;

import io.trainmaster.fleet.Assignment;
import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.Fleet;
import io.trainmaster.fleet.PlacementPolicy;
import java.util.Optional;

/**
 * Lets pods arrive one after the other. A policy places each or not, once; none ever leaves, and
 * one that found no place has arrived all the same.
 */
public final class Replay {

  private Replay() {}

  /**
   * What a policy makes of the arrivals.
   *
   * @param policy a fresh one, since policies remember the fleet that they have seen
   */
  public static AllocationCurve run(Arrivals arrivals, PlacementPolicy policy) {
    Fleet fleet = arrivals.fleet();
    AllocationCurve.Builder curve = new AllocationCurve.Builder(arrivals.capacityMilli());
    for (Demand demand : arrivals.demands()) {
      Optional<Assignment> place = policy.place(fleet, demand);
      place.ifPresent(found -> fleet.take(found, demand));
      curve.arrived(demand.gpuMilli(), place.isPresent());
    }
    return curve.build();
  }
}

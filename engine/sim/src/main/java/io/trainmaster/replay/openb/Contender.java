package io.trainmaster.replay.openb;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.ExpectedDemands;
import io.trainmaster.fleet.ExpectedLoss;
import io.trainmaster.fleet.HighestScore;
import io.trainmaster.fleet.PlacementPolicy;
import java.util.ArrayList;
import java.util.List;

/** A policy as a replay needs it: its name, and a fresh one for each repetition. */
public interface Contender {

  /** Our own policy, by the demands that are to be expected. */
  Contender OURS =
      new Contender() {
        @Override
        public String title() {
          return "Trainmaster";
        }

        @Override
        public PlacementPolicy policy(List<Demand> mix, Arrivals arrivals) {
          return new HighestScore(new ExpectedLoss(ExpectedDemands.like(mix), arrivals.fleet()));
        }
      };

  /** What its rows of figures are called. */
  String title();

  /**
   * A fresh policy for one replay.
   *
   * @param mix the demands of the list as it is, before any are drawn from it
   * @param arrivals of which a policy may use the nodes and the generator, but not what will arrive
   */
  PlacementPolicy policy(List<Demand> mix, Arrivals arrivals);

  /** Those with published figures, and ours. */
  static List<Contender> all() {
    List<Contender> all = new ArrayList<>(List.of(Baseline.values()));
    all.add(OURS);
    return all;
  }
}

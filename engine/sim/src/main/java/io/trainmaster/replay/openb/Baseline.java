package io.trainmaster.replay.openb;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.HighestScore;
import io.trainmaster.fleet.PlacementPolicy;
import io.trainmaster.replay.policy.BestFit;
import io.trainmaster.replay.policy.DemandMix;
import io.trainmaster.replay.policy.DotProduct;
import io.trainmaster.replay.policy.FragmentationGradient;
import io.trainmaster.replay.policy.GpuClustering;
import io.trainmaster.replay.policy.GpuPacking;
import io.trainmaster.replay.policy.RandomFit;
import java.util.List;

/** The policies with published figures. */
public enum Baseline implements Contender {
  /** Any node with room. The published program isn't deterministic here: its nodes race. */
  RANDOM("01-Random"),
  /** Least of what is asked for most. */
  DOT_PRODUCT("02-DotProd"),
  /** Like to like. */
  GPU_CLUSTERING("03-GpuClustering"),
  /** GPUs in use before idle ones. */
  GPU_PACKING("04-GpuPacking"),
  /** Least left afterwards. */
  BEST_FIT("05-BestFit"),
  /** Fewest new fragments. */
  FRAGMENTATION_GRADIENT("06-FGD");

  private final String published;

  Baseline(String published) {
    this.published = published;
  }

  /** What the published figures call it. */
  @Override
  public String title() {
    return published;
  }

  @Override
  public PlacementPolicy policy(List<Demand> mix, Arrivals arrivals) {
    return switch (this) {
      case RANDOM -> new RandomFit(arrivals.random()::nextInt);
      case DOT_PRODUCT -> new HighestScore(new DotProduct());
      case GPU_CLUSTERING -> new HighestScore(new GpuClustering());
      case GPU_PACKING -> new HighestScore(new GpuPacking());
      case BEST_FIT -> new HighestScore(new BestFit());
      case FRAGMENTATION_GRADIENT -> new HighestScore(new FragmentationGradient(DemandMix.of(mix)));
    };
  }
}

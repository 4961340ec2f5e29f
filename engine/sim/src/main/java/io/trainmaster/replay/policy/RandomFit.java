package io.trainmaster.replay.policy;

import io.trainmaster.fleet.Assignment;
import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.Fleet;
import io.trainmaster.fleet.GpuChoice;
import io.trainmaster.fleet.NodeState;
import io.trainmaster.fleet.PlacementPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Any node with room, and any GPU on it with enough left for a share. */
public final class RandomFit implements PlacementPolicy {

  private final IntUnaryOperator draw;

  /**
   * A policy that draws.
   *
   * @param draw gives a number below its argument, each as likely as any other
   */
  public RandomFit(IntUnaryOperator draw) {
    this.draw = draw;
  }

  @Override
  public Optional<Assignment> place(Fleet fleet, Demand demand) {
    List<Integer> fitting = new ArrayList<>();
    for (int node = 0; node < fleet.size(); node++) {
      if (fleet.node(node).fits(demand)) {
        fitting.add(node);
      }
    }
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    int node = fitting.get(draw.applyAsInt(fitting.size()));
    return Optional.of(new Assignment(node, gpus(fleet.node(node), demand)));
  }

  private List<Integer> gpus(NodeState node, Demand demand) {
    if (!demand.shares()) {
      return GpuChoice.idle(node, demand);
    }
    List<Integer> fitting = new ArrayList<>();
    for (int gpu = 0; gpu < node.gpus(); gpu++) {
      if (node.shareLeft(gpu) >= demand.shareMilli()) {
        fitting.add(gpu);
      }
    }
    return List.of(fitting.get(draw.applyAsInt(fitting.size())));
  }
}

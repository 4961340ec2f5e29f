package io.trainmaster.fleet;

import java.util.ArrayList;
import java.util.List;

/** Which GPUs of a node that has been chosen a demand is given. */
public final class GpuChoice {

  private GpuChoice() {}

  /**
   * For a share, the GPU with least left that still has enough, the first of such; for whole GPUs,
   * the first idle ones.
   */
  public static List<Integer> tightest(NodeState node, Demand demand) {
    return demand.shares() ? List.of(tightestFor(node, demand.shareMilli())) : idle(node, demand);
  }

  /** The first GPUs that nobody has a part of, as many as are asked for. */
  public static List<Integer> idle(NodeState node, Demand demand) {
    if (demand.gpus() == 0) {
      return List.of();
    }
    List<Integer> chosen = new ArrayList<>(demand.gpus());
    for (int gpu = 0; gpu < node.gpus() && chosen.size() < demand.gpus(); gpu++) {
      if (node.shareLeft(gpu) == Demand.WHOLE) {
        chosen.add(gpu);
      }
    }
    if (chosen.size() < demand.gpus()) {
      throw new IllegalArgumentException(
          "%s has %d idle GPUs and %d are asked for"
              .formatted(node.name(), chosen.size(), demand.gpus()));
    }
    return chosen;
  }

  private static int tightestFor(NodeState node, int shareMilli) {
    int best = -1;
    for (int gpu = 0; gpu < node.gpus(); gpu++) {
      int left = node.shareLeft(gpu);
      if (left >= shareMilli && (best < 0 || left < node.shareLeft(best))) {
        best = gpu;
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException(
          "%s has no GPU with %d thousandths left".formatted(node.name(), shareMilli));
    }
    return best;
  }
}

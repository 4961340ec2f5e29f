package io.trainmaster.fleet;

import java.util.List;

/**
 * Where a demand goes.
 *
 * @param node the index of the node in its fleet
 * @param gpus the indices of the GPUs on that node, ascending
 */
public record Assignment(int node, List<Integer> gpus) {

  public Assignment {
    gpus = List.copyOf(gpus);
  }
}

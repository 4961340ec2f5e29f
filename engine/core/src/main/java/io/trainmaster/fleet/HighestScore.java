package io.trainmaster.fleet;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places on the node with the highest score, and of several on the first in the order of the fleet.
 * For each demand that it has been asked about it keeps the score of every node, and computes only
 * those again that changed since.
 */
public final class HighestScore implements PlacementPolicy {

  private static final int NO_ROOM = -1;

  private final NodeScore score;
  private final Map<Demand, Board> boards = new HashMap<>();

  /** A policy that goes by a score. */
  public HighestScore(NodeScore score) {
    this.score = score;
  }

  @Override
  public Optional<Assignment> place(Fleet fleet, Demand demand) {
    int best = boards.computeIfAbsent(demand, asked -> new Board(fleet, asked)).best();
    return best == NO_ROOM
        ? Optional.empty()
        : Optional.of(new Assignment(best, score.gpus(fleet.node(best), demand)));
  }

  /** The scores of all nodes for one demand. */
  private final class Board {

    private final Fleet fleet;
    private final Demand demand;
    private final int[] scores;
    private long seen = -1;

    Board(Fleet fleet, Demand demand) {
      this.fleet = fleet;
      this.demand = demand;
      this.scores = new int[fleet.size()];
    }

    /** The index of the best node, or {@link #NO_ROOM}. */
    int best() {
      catchUp();
      int best = NO_ROOM;
      int highest = NO_ROOM;
      for (int node = 0; node < scores.length; node++) {
        if (scores[node] > highest) {
          highest = scores[node];
          best = node;
        }
      }
      return best;
    }

    private void catchUp() {
      if (seen < 0 || !fleet.remembers(seen)) {
        Arrays.setAll(scores, this::rate);
      } else {
        for (long change = seen; change < fleet.changes(); change++) {
          int node = fleet.changedBy(change);
          scores[node] = rate(node);
        }
      }
      seen = fleet.changes();
    }

    private int rate(int index) {
      NodeState node = fleet.node(index);
      return node.fits(demand) ? score.score(node, demand) : NO_ROOM;
    }
  }
}

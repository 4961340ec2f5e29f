package io.trainmaster.fleet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places on the node with the highest score, and of several on the first in the order of the fleet.
 * For each demand that it has been asked about it keeps the score of every node, and computes only
 * those again that changed since.
 */
public final class HighestScore implements PlacementPolicy {

  private final NodeScore score;
  private final Map<Demand, Board> boards = new HashMap<>();

  /** A policy that goes by a score. */
  public HighestScore(NodeScore score) {
    this.score = score;
  }

  @Override
  public Optional<Assignment> place(Fleet fleet, Demand demand) {
    int best = boards.computeIfAbsent(demand, asked -> new Board(fleet, asked)).best();
    return best == ScoreTree.NONE
        ? Optional.empty()
        : Optional.of(new Assignment(best, score.gpus(fleet.node(best), demand)));
  }

  /** The scores of all nodes for one demand. */
  private final class Board {

    private final Fleet fleet;
    private final Demand demand;
    private final ScoreTree scores;
    private long seen = -1;

    Board(Fleet fleet, Demand demand) {
      this.fleet = fleet;
      this.demand = demand;
      this.scores = new ScoreTree(fleet.size());
    }

    /** The index of the best node, or {@link ScoreTree#NONE}. */
    int best() {
      if (seen < 0 || !fleet.remembers(seen)) {
        for (int node = 0; node < fleet.size(); node++) {
          rate(node);
        }
      } else {
        for (long change = seen; change < fleet.changes(); change++) {
          rate(fleet.changedBy(change));
        }
      }
      seen = fleet.changes();
      return scores.best();
    }

    private void rate(int index) {
      NodeState node = fleet.node(index);
      scores.set(index, node.fits(demand) ? score.score(node, demand) : ScoreTree.NONE);
    }
  }
}

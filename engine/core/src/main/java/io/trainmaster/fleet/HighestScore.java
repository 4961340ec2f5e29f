package io.trainmaster.fleet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places on the node with the highest score, and of several on the first in the order of the fleet.
 * For each demand that it has been asked about it keeps the score of every node, and computes only
 * those again that changed since. Beyond a quarter of a gigabyte of scores, what is known of the
 * demand that was asked about longest ago is forgotten.
 */
public final class HighestScore implements PlacementPolicy {

  private static final long MOST_SCORES = 1 << 26;

  /** Of small fleets, too, no more demands are remembered. */
  private static final long MOST_BOARDS = 4_096;

  private final NodeScore score;
  private final Map<Demand, Board> boards = new LinkedHashMap<>(16, 0.75f, true);

  /** A policy that goes by a score. */
  public HighestScore(NodeScore score) {
    this.score = score;
  }

  @Override
  public Optional<Assignment> place(Fleet fleet, Demand demand) {
    if (fleet.size() == 1) {
      NodeState only = fleet.node(0);
      return only.fits(demand)
          ? Optional.of(new Assignment(0, score.gpus(only, demand)))
          : Optional.empty();
    }
    int best = boards.computeIfAbsent(demand, asked -> new Board(fleet, asked)).best();
    if (boards.size() > mostBoards(fleet)) {
      boards.remove(boards.keySet().iterator().next());
    }
    return best == ScoreTree.NONE
        ? Optional.empty()
        : Optional.of(new Assignment(best, score.gpus(fleet.node(best), demand)));
  }

  /** How many demands are remembered; at least one. */
  static long mostBoards(Fleet fleet) {
    return Math.max(1, Math.min(MOST_BOARDS, MOST_SCORES / ScoreTree.length(fleet.size())));
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
          if (fleet.isLast(change)) {
            rate(fleet.changedBy(change));
          }
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

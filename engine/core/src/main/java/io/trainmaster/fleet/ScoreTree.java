package io.trainmaster.fleet;

import java.util.Arrays;

/**
 * Scores by index, and the first index of the highest: a tournament, in which a changed score meets
 * as many others as the tree is deep. For one thread.
 */
final class ScoreTree {

  /** What lies at an index that has no score. */
  static final int NONE = -1;

  private final int leaves;

  /** The winner of two neighbours lies at half their place; the scores themselves come last. */
  private final int[] scores;

  /** So many scores, none known. */
  ScoreTree(int size) {
    scores = new int[length(size)];
    leaves = scores.length / 2;
    Arrays.fill(scores, NONE);
  }

  /** How many numbers it keeps for so many scores. */
  static int length(int size) {
    int power = 1;
    while (power < size) {
      power *= 2;
    }
    return 2 * power;
  }

  /** Sets a score, which may be {@link #NONE}. */
  void set(int index, int score) {
    int at = index + leaves;
    scores[at] = score;
    for (at /= 2; at > 0; at /= 2) {
      int higher = Math.max(scores[2 * at], scores[2 * at + 1]);
      if (scores[at] == higher) {
        return;
      }
      scores[at] = higher;
    }
  }

  /** The first index with the highest score; {@link #NONE} where no index has one. */
  int best() {
    if (scores[1] == NONE) {
      return NONE;
    }
    int at = 1;
    while (at < leaves) {
      at = scores[2 * at] == scores[at] ? 2 * at : 2 * at + 1;
    }
    return at - leaves;
  }
}

package io.trainmaster.dsl.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known word that a wrong one is a slip of the hand away from. */
public final class Nearest {

  /** Longer words are no slip of the hand. */
  private static final int LENGTH_LIMIT = 200;

  /** Among more words than these, a suggestion is not worth the time. */
  private static final int WORDS_LIMIT = 1000;

  private Nearest() {}

  /**
   * The nearest of some words by edit distance, counting a swap of neighbours as one slip. Empty
   * where even the nearest differs in more than about a third of its letters.
   */
  public static Optional<String> to(String wrong, Collection<String> words) {
    if (wrong.length() > LENGTH_LIMIT) {
      return Optional.empty();
    }
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    String lower = lower(wrong);
    int seen = 0;
    for (String word : words) {
      if (++seen > WORDS_LIMIT) {
        break;
      }
      int distance = distance(lower, lower(word));
      if (distance < bestDistance) {
        best = word;
        bestDistance = distance;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    int allowed = Math.max(1, Math.max(wrong.length(), best.length()) / 3);
    if (bestDistance <= allowed) {
      return Optional.of(best);
    }
    return words.size() > WORDS_LIMIT ? Optional.empty() : lastWord(wrong, words);
  }

  /** Someone who forgets a prefix writes {@code csv} for {@code ingest.csv}. */
  private static Optional<String> lastWord(String wrong, Collection<String> words) {
    String last = lower(wrong.substring(wrong.lastIndexOf('.') + 1));
    for (String word : words) {
      if (word.contains(".") && lower(word).endsWith("." + last)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** Optimal string alignment distance (Boytsov 2011, section 2.2), row by row. */
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 8) {
      return Integer.MAX_VALUE;
    }
    int[] older = new int[b.length() + 1];
    int[] old = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      old[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = old[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitution, Math.min(old[j], row[j - 1]) + 1);
        if (swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
      int[] spare = older;
      older = old;
      old = row;
      row = spare;
    }
    return old[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}

package io.trainmaster.dsl.lint;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows a data set holds, as far as the text tells.
 *
 * @param paths the ways that they may have come, each from a source on
 */
record Rows(List<List<Step>> paths) {

  /** Longer and more ways than these are not followed. */
  private static final int LIMIT = 50;

  /** Rows of which nothing is known: they overlap with none. */
  static final Rows NONE = new Rows(List.of());

  Rows {
    paths = List.copyOf(paths);
  }

  /**
   * Something that rows come from or go through.
   *
   * @param work the call, word for word
   * @param part the part of a split; empty for all others, of which nobody knows what they leave
   */
  record Step(String work, String part) {
    boolean isPart() {
      return !part.isEmpty();
    }
  }

  /** The rows of a source. */
  static Rows source(String work) {
    return new Rows(List.of(List.of(new Step(work, ""))));
  }

  /** The rows that have gone one step further. */
  Rows then(Step step) {
    List<List<Step>> longer = new ArrayList<>();
    for (List<Step> path : paths) {
      if (path.size() < LIMIT) {
        List<Step> next = new ArrayList<>(path);
        next.add(step);
        longer.add(List.copyOf(next));
      }
    }
    return new Rows(longer);
  }

  /** These rows and others. */
  Rows and(Rows others) {
    List<List<Step>> all = new ArrayList<>(paths);
    all.addAll(others.paths);
    return all.size() <= LIMIT ? new Rows(all) : NONE;
  }

  /**
   * Whether some of the rows are surely among others too: they are the same, or one are a part of
   * the other. Two parts of one split have no row in common.
   */
  boolean overlap(Rows others) {
    return paths.stream().anyMatch(a -> others.paths.stream().anyMatch(b -> overlap(a, b)));
  }

  private static boolean overlap(List<Step> a, List<Step> b) {
    List<Step> shorter = a.size() < b.size() ? a : b;
    List<Step> longer = a.size() < b.size() ? b : a;
    return longer.subList(0, shorter.size()).equals(shorter)
        && longer.subList(shorter.size(), longer.size()).stream().allMatch(Step::isPart);
  }

  /** The parts of splits that the rows were last taken from. */
  List<Step> lastParts() {
    List<Step> parts = new ArrayList<>();
    for (List<Step> path : paths) {
      for (int i = path.size() - 1; i >= 0; i--) {
        if (path.get(i).isPart()) {
          parts.add(path.get(i));
          break;
        }
      }
    }
    return parts;
  }
}

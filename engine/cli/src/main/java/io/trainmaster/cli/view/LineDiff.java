package io.trainmaster.cli.view;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line, in the unified form. */
public final class LineDiff {
  private static final int CONTEXT = 3;

  private final List<String> lines = new ArrayList<>();
  private final List<Integer> changed = new ArrayList<>();

  private LineDiff() {}

  /** The difference; empty where there is none. */
  public static String of(String path, String before, String after) {
    LineDiff diff = new LineDiff();
    diff.compare(split(before), split(after));
    if (diff.changed.isEmpty()) {
      return "";
    }
    return "--- " + path + "\n+++ " + path + " (formatted)\n" + diff.hunks();
  }

  /** A line without its end differs from one with it, so that the ends are kept. */
  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end).replace("\r", "\u240D"));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start) + "\n\\ No newline at end of file");
    }
    return lines;
  }

  private void compare(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        add(' ', before.get(i++));
        j++;
      } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
        add('-', before.get(i++));
      } else {
        add('+', after.get(j++));
      }
    }
  }

  private void add(char sign, String line) {
    if (sign != ' ') {
      changed.add(lines.size());
    }
    lines.add(sign + line);
  }

  private String hunks() {
    StringBuilder text = new StringBuilder();
    int next = 0;
    while (next < changed.size()) {
      int from = Math.max(0, changed.get(next) - CONTEXT);
      int to = changed.get(next) + CONTEXT + 1;
      while (next < changed.size() && changed.get(next) <= to + CONTEXT) {
        to = changed.get(next) + CONTEXT + 1;
        next++;
      }
      to = Math.min(to, lines.size());
      text.append("@@ -").append(range(from, to, '+')).append(" +").append(range(from, to, '-'));
      text.append(" @@\n").append(String.join("\n", lines.subList(from, to))).append('\n');
    }
    return text.toString();
  }

  /** Where a hunk begins and how long it is, on the side that lacks the lines with a sign. */
  private String range(int from, int to, char other) {
    long start = lines.subList(0, from).stream().filter(line -> line.charAt(0) != other).count();
    long count = lines.subList(from, to).stream().filter(line -> line.charAt(0) != other).count();
    return (count == 0 ? start : start + 1) + "," + count;
  }
}

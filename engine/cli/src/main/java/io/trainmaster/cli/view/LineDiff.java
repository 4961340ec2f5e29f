package io.trainmaster.cli.view;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line, in the unified form. */
public final class LineDiff {
  private static final int CONTEXT = 3;

  private LineDiff() {}

  /**
   * The difference; empty where there is none.
   *
   * @param done what became of the file, such as "formatted"
   */
  public static String of(String path, String done, String before, String after) {
    List<String> lines = split(before);
    Patch<String> patch = DiffUtils.diff(lines, split(after));
    List<String> shown =
        UnifiedDiffUtils.generateUnifiedDiff(path, path + " (" + done + ")", lines, patch, CONTEXT);
    return shown.isEmpty() ? "" : String.join("\n", shown) + "\n";
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
}

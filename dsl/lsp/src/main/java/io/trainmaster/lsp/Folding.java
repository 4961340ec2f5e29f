package io.trainmaster.lsp;

import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.syntax.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;

/** What can be folded: brackets over several lines, and comments over several lines. */
final class Folding {

  private Folding() {}

  static List<FoldingRange> of(Analysis analysis) {
    List<FoldingRange> ranges = brackets(analysis);
    ranges.addAll(comments(analysis));
    return ranges;
  }

  private static List<FoldingRange> brackets(Analysis analysis) {
    LineMap lines = analysis.file().lines();
    List<FoldingRange> ranges = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (Token token : analysis.tree().tokens()) {
      int line = lines.line(token.span().start());
      if (TokenWalk.opens(token.kind())) {
        open.push(line);
      } else if (TokenWalk.closes(token.kind()) && !open.isEmpty()) {
        int first = open.pop();
        if (line - 1 > first) {
          ranges.add(new FoldingRange(first - 1, line - 2));
        }
      }
    }
    return ranges;
  }

  /** Comments that stand alone on lines that follow one another. */
  private static List<FoldingRange> comments(Analysis analysis) {
    LineMap lines = analysis.file().lines();
    List<FoldingRange> ranges = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (Token token : analysis.tree().tokens()) {
      for (Token.Comment comment : token.comments()) {
        int line = lines.line(comment.span().start());
        if (comment.span().start() != lines.start(line) + lines.indentation(line)) {
          continue;
        } else if (line != last + 1) {
          comment(first, last, ranges);
          first = line;
        }
        last = line;
      }
    }
    comment(first, last, ranges);
    return ranges;
  }

  private static void comment(int first, int last, List<FoldingRange> ranges) {
    if (last > first) {
      FoldingRange range = new FoldingRange(first - 1, last - 1);
      range.setKind(FoldingRangeKind.Comment);
      ranges.add(range);
    }
  }
}

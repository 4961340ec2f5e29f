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
    LineMap lines = analysis.file().lines();
    List<FoldingRange> ranges = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (Token token : analysis.tree().tokens()) {
      comments(token, lines, ranges);
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

  private static void comments(Token token, LineMap lines, List<FoldingRange> ranges) {
    int first = -1;
    int last = -1;
    for (Token.Comment comment : token.comments()) {
      int line = lines.line(comment.span().start());
      if (line != last + 1) {
        comment(first, last, ranges);
        first = line;
      }
      last = line;
    }
    comment(first, last, ranges);
  }

  private static void comment(int first, int last, List<FoldingRange> ranges) {
    if (last > first) {
      FoldingRange range = new FoldingRange(first - 1, last - 1);
      range.setKind(FoldingRangeKind.Comment);
      ranges.add(range);
    }
  }
}

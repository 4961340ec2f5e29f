package io.trainmaster.cli.view;

import io.trainmaster.cli.console.Style;
import io.trainmaster.run.TaskPhase;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The rows of a board as lines of one width: symbol, task, operator, what it does, duration. */
final class BoardText {
  private static final int GAP = 2;
  private static final int DURATION_WIDTH = 8;

  private final List<RunBoard.Row> rows;
  private final Symbols symbols;
  private final Style style;
  private final int width;

  BoardText(List<RunBoard.Row> rows, Symbols symbols, Style style, int width) {
    this.rows = rows;
    this.symbols = symbols;
    this.style = style;
    this.width = width;
  }

  List<String> lines() {
    int tasks = widest(row -> row.task().value());
    int operators = widest(RunBoard.Row::operator);
    return rows.stream().map(row -> line(row, tasks, operators)).toList();
  }

  private int widest(Function<RunBoard.Row, String> column) {
    return rows.stream().mapToInt(row -> column.apply(row).length()).max().orElse(0);
  }

  private String line(RunBoard.Row row, int tasks, int operators) {
    int room = Math.max(0, width - 2 - tasks - operators - 3 * GAP - DURATION_WIDTH);
    String doing = fit(row.doing().replace('\n', ' '), room);
    String duration = row.elapsed().equals(Duration.ZERO) ? "" : RunBoard.elapsed(row.elapsed());
    String line =
        Symbols.paint(row.phase(), symbols.of(row.phase()), style)
            + " "
            + pad(row.task().value(), tasks + GAP)
            + style.faint(pad(row.operator(), operators + GAP))
            + painted(row.phase(), pad(doing, room + GAP))
            + style.faint(" ".repeat(Math.max(0, DURATION_WIDTH - duration.length())) + duration);
    return style.isOn() ? line : line.stripTrailing();
  }

  private String painted(TaskPhase phase, String text) {
    return phase == TaskPhase.FAILED ? style.bad(text) : text;
  }

  private static String fit(String text, int room) {
    if (text.length() <= room) {
      return text;
    }
    return room < 2 ? "" : text.substring(0, room - 1) + "…";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}

package io.trainmaster.cli.view;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Style;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;

/**
 * A block of lines on a terminal, redrawn in place ten times a second at most, and left standing
 * when the run is over. Safe for use from several threads.
 */
public final class LiveProgress implements RunListener, AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final RunBoard board;
  private final Symbols symbols;
  private final Style style;
  private final LiveBlock block;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  /** A block on the console's standard error. */
  public LiveProgress(RunBoard board, Symbols symbols, Console console) {
    this.board = board;
    this.symbols = symbols;
    this.style = console.talkStyle();
    this.block = LiveBlock.open(console.talkStream());
  }

  /** Starts to draw. */
  public void start() {
    var unused =
        ticker.scheduleWithFixedDelay(this::draw, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void draw() {
    Size size = block.size();
    block.show(lines(size.getColumns(), size.getRows() - 1));
  }

  /** The lines, cut to a width; where they are too many, those that have ended go first. */
  List<String> lines(int width, int height) {
    List<RunBoard.Row> rows = new ArrayList<>(board.rows());
    int hidden = 0;
    while (rows.size() > Math.max(3, height) && dropEnded(rows)) {
      hidden++;
    }
    BoardText text = new BoardText(rows, symbols, style, width);
    List<String> lines = new ArrayList<>();
    if (hidden > 0) {
      lines.add(style.faint("  " + hidden + " more have ended"));
    }
    lines.addAll(text.lines());
    return lines;
  }

  private static boolean dropEnded(List<RunBoard.Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).phase().isEnd()) {
        rows.remove(i);
        return true;
      }
    }
    return false;
  }

  @Override
  public void planned(RunId run, List<TaskId> tasks) {
    board.planned(run, tasks);
  }

  @Override
  public void taskChanged(
      TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output) {
    board.moved(task, phase, message, output);
  }

  @Override
  public void progress(TaskId task, double fraction, String message) {
    board.progress(task, fraction, message);
  }

  @Override
  public void metric(TaskId task, Metric metric) {
    board.metric(task, metric);
  }

  @Override
  public void ended(RunSummary run) {
    // The last state is drawn when this is closed.
  }

  /** Draws the last state and leaves it standing. */
  @Override
  public void close() {
    ticker.shutdownNow();
    try {
      ticker.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    block.finish(lines(block.size().getColumns(), Integer.MAX_VALUE));
  }
}

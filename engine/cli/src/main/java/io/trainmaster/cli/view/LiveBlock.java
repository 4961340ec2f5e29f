package io.trainmaster.cli.view;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/**
 * Lines that stay where they are while their text changes, drawn by JLine, which writes only what
 * differs. Loaded on a terminal only. Safe for use from several threads.
 */
final class LiveBlock {
  private static final Size UNKNOWN = new Size(100, 40);

  private final Terminal terminal;
  private final Display display;
  private boolean finished;

  private LiveBlock(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Display(terminal, false);
  }

  static LiveBlock open(PrintStream fallback) {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(TerminalBuilder.SystemOutput.ForcedSysErr)
              .dumb(true)
              .provider("exec")
              .nativeSignals(false)
              .build();
      return new LiveBlock(terminal);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Size size() {
    Size size = terminal.getSize();
    return size.getColumns() > 0 && size.getRows() > 0 ? size : UNKNOWN;
  }

  synchronized void show(List<String> lines) {
    if (finished) {
      return;
    }
    Size size = size();
    display.resize(size.getRows(), size.getColumns());
    display.update(lines.stream().map(AttributedString::fromAnsi).toList(), -1);
  }

  /** Shows the last lines, moves below them and gives the terminal back. */
  synchronized void finish(List<String> lines) {
    display.update(List.of(), -1);
    finished = true;
    lines.forEach(line -> terminal.writer().println(line));
    terminal.flush();
    try {
      terminal.close();
    } catch (IOException e) {
      // The terminal is gone; nobody is left to be told.
    }
  }
}

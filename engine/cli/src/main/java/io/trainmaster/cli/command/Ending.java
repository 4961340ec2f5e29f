package io.trainmaster.cli.command;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** What Ctrl-C and SIGTERM do in place of ending the process at once. Until {@link #close}. */
final class Ending implements AutoCloseable {
  private final SignalHandler earlierInterrupt;
  private final SignalHandler earlierTermination;

  private Ending(Runnable end) {
    this.earlierInterrupt = Signal.handle(new Signal("INT"), signal -> end.run());
    this.earlierTermination = Signal.handle(new Signal("TERM"), signal -> end.run());
  }

  /** Takes the signals over. */
  static Ending of(Runnable end) {
    return new Ending(end);
  }

  @Override
  public void close() {
    Signal.handle(new Signal("INT"), earlierInterrupt);
    Signal.handle(new Signal("TERM"), earlierTermination);
  }
}

package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C and SIGTERM do while a run goes on: the first asks it to stop, the second kills every
 * process that it started and ends this one. Until {@link #close}.
 */
final class Interruption implements AutoCloseable {
  private final Runnable cancel;
  private final Console console;
  private final AtomicInteger count = new AtomicInteger();
  private final Ending signals;

  private Interruption(Runnable cancel, Console console) {
    this.cancel = cancel;
    this.console = console;
    this.signals = Ending.of(this::arrived);
  }

  /** Takes the signals over. */
  static Interruption of(Runnable cancel, Console console) {
    return new Interruption(cancel, console);
  }

  /** Whether a signal came. */
  boolean happened() {
    return count.get() > 0;
  }

  void arrived() {
    if (count.incrementAndGet() == 1) {
      console.say("Cancelling: the tasks are asked to end. Ctrl-C again kills them.");
      cancel.run();
      return;
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
  }

  @Override
  public void close() {
    signals.close();
  }
}

package io.trainmaster.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;

/** A task process that this engine has started: the wire is its standard input and output. */
final class ChildLink implements HostLink {

  private final Process process;
  private final ProcessIdentity identity;

  /** Starts it. */
  ChildLink(ProcessBuilder builder) throws IOException {
    this.process = builder.start();
    long pid = process.pid();
    // One that has ended by now is nobody else's either.
    this.identity = ProcessIdentity.of(pid).orElse(new ProcessIdentity(pid, 0, "ended"));
  }

  @Override
  public ProcessIdentity identity() {
    return identity;
  }

  @Override
  public InputStream input() {
    return process.getInputStream();
  }

  @Override
  public OutputStream output() {
    return process.getOutputStream();
  }

  @Override
  public OptionalInt awaitDeath() throws InterruptedException {
    return OptionalInt.of(process.waitFor());
  }
}

package io.trainmaster.worker;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;

/** A task process as the system knows it, and the two ends of the wire to it. */
interface HostLink {

  ProcessIdentity identity();

  /** What it says. */
  InputStream input();

  /** What it is told. */
  OutputStream output();

  /**
   * Waits until it is dead, or as good as that.
   *
   * @return its exit code; empty where the system tells it only to others
   */
  OptionalInt awaitDeath() throws InterruptedException;
}

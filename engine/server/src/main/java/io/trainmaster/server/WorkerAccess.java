package io.trainmaster.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a server lets workers on other machines reach it.
 *
 * @param host the address it listens on for them
 * @param port the port; 0: any that is free
 * @param tls what they know it by; empty where they speak to it in the clear
 * @param lease how long a worker may be silent before its tasks are given up
 */
public record WorkerAccess(String host, int port, Optional<Tls> tls, Duration lease) {

  /**
   * A certificate with its key.
   *
   * @param keystore a file in PKCS #12
   * @param password of the file
   */
  public record Tls(Path keystore, String password) {

    /** A password is for nobody's log. */
    @Override
    public String toString() {
      return keystore.toString();
    }
  }
}

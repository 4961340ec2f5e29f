package io.trainmaster.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Task processes that an engine has left behind. */
final class LeftHosts {

  /** How long one may take to answer; one that doesn't even then is killed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LeftHosts() {}

  /** Deletes what those that have died left: their folders, and what they had started. */
  static void tidy(Path parent) {
    HostDirectory.left(parent).stream()
        .filter(folder -> !isAlive(folder))
        .forEach(LeftHosts::remove);
  }

  private static boolean isAlive(Path folder) {
    return HostRecord.read(folder).filter(record -> record.process().isAlive()).isPresent();
  }

  private static void remove(Path folder) {
    HostRecord.read(folder).ifPresent(record -> record.tree().kill());
    HostDirectory.delete(folder);
  }

  /**
   * Connects to one that lives.
   *
   * @param folder its folder
   * @return empty where it has died, or does not answer and therefore was killed: nothing of it
   *     lives
   */
  static Optional<HostProcess> attach(
      Path folder, WireCommands wire, Consumer<HostProcess> onGone) {
    Optional<HostRecord> record = HostRecord.read(folder);
    if (record.isPresent() && record.get().process().isAlive()) {
      try {
        HostLink link = new SocketLink(record.get().process(), record.get().socket());
        HostProcess host = new HostProcess(link, record.get(), folder, wire, onGone);
        if (host.attach(PATIENCE)) {
          return Optional.of(host);
        }
      } catch (IOException nobodyOpens) {
        // It would run unheard.
      }
    }
    remove(folder);
    return Optional.empty();
  }
}

package io.trainmaster.job.host;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task process's workers, one after another: the one that started it, and when that has died
 * those that adopt its attempts. Used by one thread.
 */
final class Service {

  private final Host host;
  private final WireOutput wire;
  private final Logs logs;

  Service(Host host, WireOutput wire, Logs logs) {
    this.host = host;
    this.wire = wire;
    this.logs = logs;
  }

  /**
   * Serves until a worker says that it is enough, or none comes any more.
   *
   * @return whether one said so
   */
  boolean serve() throws IOException {
    try (EngineDoor door = door()) {
      boolean told = host.serve(new WireInput(new FileInputStream(FileDescriptor.in), logs::line));
      wire.drop();
      // A worker that died before it said anything wanted nothing.
      return told || door != null && host.isOpen() && serveOthers(door);
    }
  }

  private boolean serveOthers(EngineDoor door) throws IOException {
    logs.line("The worker has gone. Waiting for another.");
    Optional<SocketChannel> next = door.await(host::isBusy);
    while (next.isPresent()) {
      if (serve(next.get())) {
        return true;
      }
      next = door.await(host::isBusy);
    }
    logs.line("No other worker came.");
    return false;
  }

  private boolean serve(SocketChannel worker) {
    try (ChannelOutput output = new ChannelOutput(worker)) {
      wire.connect(output);
      return host.serve(new WireInput(new ChannelInput(worker), logs::line));
    } catch (IOException gone) {
      return false;
    } finally {
      wire.drop();
    }
  }

  /** Null where the worker named no socket, or it can't be made: then there is only one worker. */
  private @Nullable EngineDoor door() {
    String socket = System.getProperty("trainmaster.socket", "");
    if (socket.isEmpty()) {
      return null;
    }
    try {
      Duration patience = Duration.ofMillis(Long.getLong("trainmaster.orphan.grace", 0));
      return new EngineDoor(Path.of(socket), patience);
    } catch (IOException | UnsupportedOperationException refused) {
      logs.line("No later worker can adopt this process: " + refused.getMessage());
      return null;
    }
  }
}

package io.trainmaster.job.host;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where a worker that comes after the one that started this process finds it: a Unix domain socket.
 * Only those who may enter its folder can knock. Used by one thread.
 */
final class EngineDoor implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  private final Path socket;
  private final Duration patience;
  private final ServerSocketChannel server;
  private final Selector selector;

  /**
   * @param socket where nothing is yet
   * @param patience how long a process without work waits for somebody
   */
  EngineDoor(Path socket, Duration patience) throws IOException {
    this.socket = socket;
    this.patience = patience;
    this.selector = Selector.open();
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Waits for a worker.
   *
   * @param busy whether this process has work; while it has, it waits as long as that takes
   * @return empty where none came in time
   */
  Optional<SocketChannel> await(BooleanSupplier busy) throws IOException {
    long idleNanos = System.nanoTime();
    for (; ; ) {
      SocketChannel worker = server.accept();
      if (worker != null) {
        return Optional.of(worker);
      }
      if (busy.getAsBoolean()) {
        idleNanos = System.nanoTime();
      } else if (System.nanoTime() - idleNanos > patience.toNanos()) {
        return Optional.empty();
      }
      selector.select(LOOK_MILLIS);
      selector.selectedKeys().clear();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    selector.close();
    Files.deleteIfExists(socket);
  }
}

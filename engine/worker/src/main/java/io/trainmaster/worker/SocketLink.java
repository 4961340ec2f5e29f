package io.trainmaster.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A task process that an engine before this one has started: the wire is a Unix domain socket.
 *
 * <p>The streams are its own: those that Java 17 makes of a channel hold one lock for both ends.
 */
final class SocketLink implements HostLink {

  private static final long LOOK_MILLIS = 50;

  /** How long a process may live on that has closed its end of the wire. */
  private static final long MUTE_SECONDS = 5;

  private final ProcessIdentity identity;
  private final SocketChannel channel;
  private final InputStream input = new Input();
  private final OutputStream output = new Output();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Knocks.
   *
   * @throws IOException where nobody opens
   */
  SocketLink(ProcessIdentity identity, Path socket) throws IOException {
    this.identity = identity;
    this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  @Override
  public ProcessIdentity identity() {
    return identity;
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public OptionalInt awaitDeath() throws InterruptedException {
    // The system closes the wire of a process that dies.
    boolean mute = false;
    long muteNanos = 0;
    while (identity.isAlive()) {
      if (!mute) {
        mute = closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        muteNanos = System.nanoTime();
      } else if (System.nanoTime() - muteNanos > TimeUnit.SECONDS.toNanos(MUTE_SECONDS)) {
        break;
      } else {
        Thread.sleep(1);
      }
    }
    channelClose();
    return OptionalInt.empty();
  }

  private void channelClose() {
    try {
      channel.close();
    } catch (IOException closing) {
      // Nothing is read from it any more.
    }
  }

  private final class Input extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = -1;
      try {
        count = channel.read(ByteBuffer.wrap(bytes, offset, length));
        return count;
      } finally {
        if (count < 0) {
          closed.countDown();
        }
      }
    }
  }

  private final class Output extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }

    @Override
    public void close() throws IOException {
      channel.shutdownOutput();
    }
  }
}

package io.trainmaster.job.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes to a socket's channel from a thread of its own: a channel that a thread writes to is
 * closed when that thread is interrupted, which is how an attempt is asked to stop. Who writes
 * waits where the worker is slow, and is told where it has gone.
 */
final class ChannelOutput extends OutputStream {

  private static final int WAITING_MAX = 256;

  private final SocketChannel channel;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private volatile boolean broken;

  ChannelOutput(SocketChannel channel) {
    this.channel = channel;
    Thread thread = new Thread(this::drain, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
    boolean interrupted = false;
    boolean taken = false;
    while (!taken && !broken) {
      try {
        taken = waiting.offer(copy, 100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (broken) {
      throw new IOException("The worker has gone.");
    }
  }

  private void drain() {
    try {
      while (!broken) {
        ByteBuffer next = ByteBuffer.wrap(waiting.take());
        while (next.hasRemaining()) {
          channel.write(next);
        }
      }
    } catch (IOException gone) {
      broken = true;
    } catch (InterruptedException asked) {
      broken = true;
      Thread.currentThread().interrupt();
    }
  }

  /** Drops what waits; the thread ends with the process, or at the next line. */
  @Override
  public void close() throws IOException {
    broken = true;
    boolean unused = waiting.offer(new byte[0]);
    channel.close();
  }
}

package io.trainmaster.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends messages to a task process from a thread of its own, so that a process that doesn't read
 * holds up nobody. Safe for use from several threads.
 */
final class WireWriter {

  private static final String LAST = "";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final OutputStream out;

  WireWriter(OutputStream out, String name) {
    this.out = out;
    Thread thread = new Thread(this::write, name + "-writer");
    thread.setDaemon(true);
    thread.start();
  }

  void send(ObjectNode message) {
    lines.add(message + "\n");
  }

  /** Closes the wire once what was sent is written. */
  void close() {
    lines.add(LAST);
  }

  private void write() {
    try (out) {
      for (String line = lines.take(); !line.equals(LAST); line = lines.take()) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException gone) {
      // The process has ended; whoever waits for its end hears of it.
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }
}

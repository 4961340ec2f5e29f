package io.trainmaster.job.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The lines that go to the worker, to one after another. Safe for use from several threads. */
final class WireOutput {

  /** The longest line, in bytes, that either side reads; see {@code WIRE.md}. */
  static final int LINE_LIMIT = 16 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Guarded by this object's lock, as is the order of what is told. */
  private OutputStream out;

  private boolean heard = true;

  WireOutput(OutputStream out) {
    this.out = out;
  }

  /** From now on messages go to another worker. */
  synchronized void connect(OutputStream worker) {
    out = worker;
    heard = true;
  }

  /** Whether a worker is there, as far as is known. */
  synchronized boolean isHeard() {
    return heard;
  }

  /**
   * Sends a message, in one write so that nothing comes between its bytes. One that the worker can
   * no longer hear is dropped: the end of the input will say that it is gone.
   *
   * @return whether it was short enough to be sent
   */
  boolean send(ObjectNode message) {
    byte[] line = line(message);
    if (line.length > LINE_LIMIT) {
      return false;
    }
    write(line);
    return true;
  }

  /** Sends a message, and keeps it for a worker that comes later. */
  void tell(ObjectNode message, Transcript transcript) {
    byte[] line = line(message);
    if (line.length > LINE_LIMIT) {
      return;
    }
    synchronized (this) {
      transcript.add(line);
      write(line);
    }
  }

  /** Sends a message and then all that was kept, before anything else is sent. */
  synchronized void repeat(ObjectNode message, Optional<Transcript> transcript) {
    send(message);
    if (transcript.isPresent()) {
      try {
        transcript.get().copyTo(out);
        out.flush();
      } catch (IOException unheard) {
        drop();
      }
    }
  }

  private synchronized void write(byte[] line) {
    try {
      out.write(line);
      out.flush();
    } catch (IOException unheard) {
      drop();
    }
  }

  /** Nobody hears any more, until the next worker. */
  synchronized void drop() {
    out = OutputStream.nullOutputStream();
    heard = false;
  }

  private static byte[] line(ObjectNode message) {
    try {
      byte[] text = MAPPER.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
      byte[] line = Arrays.copyOf(text, text.length + 1);
      line[text.length] = '\n';
      return line;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree is always JSON.", impossible);
    }
  }
}

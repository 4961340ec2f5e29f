package io.trainmaster.job.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines that go to the worker. Safe for use from several threads. */
final class WireOutput {

  /** The longest line, in bytes, that either side reads; see {@code WIRE.md}. */
  static final int LINE_LIMIT = 16 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final OutputStream out;

  WireOutput(OutputStream out) {
    this.out = out;
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
    synchronized (out) {
      try {
        out.write(line);
        out.flush();
      } catch (IOException unheard) {
        return true;
      }
    }
    return true;
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

package io.trainmaster.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The messages of a task process. Native libraries print where they like: what is no message, and
 * what stands before one on its line, is noise and left out. Used by one thread.
 */
final class WireReader {

  /** The longest line, in bytes, that either side reads; see {@code jobs/host/WIRE.md}. */
  static final int LINE_LIMIT = 16 << 20;

  private static final String BEGINNING = "{\"kind\":";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final InputStream in;
  private final Consumer<String> noise;

  /**
   * @param noise hears of what was left out
   */
  WireReader(InputStream in, Consumer<String> noise) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.noise = noise;
  }

  /** The next message; empty when the process has closed its end. */
  Optional<WireEvent> next() throws IOException {
    for (; ; ) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long length = 0;
      int next = in.read();
      for (; next >= 0 && next != '\n'; next = in.read()) {
        if (++length <= LINE_LIMIT) {
          line.write(next);
        }
      }
      if (next < 0) {
        return Optional.empty();
      }
      Optional<WireEvent> event = event(line.toString(StandardCharsets.UTF_8));
      if (event.isPresent()) {
        return event;
      }
    }
  }

  private Optional<WireEvent> event(String line) {
    int start = line.indexOf(BEGINNING);
    if (start != 0) {
      noise.accept(start < 0 ? line : line.substring(0, start));
    }
    if (start < 0) {
      return Optional.empty();
    }
    try {
      Optional<WireEvent> event = WireEvent.of(MAPPER.readTree(line.substring(start)));
      if (event.isEmpty()) {
        noise.accept("A message of an unknown kind was left out: " + line);
      }
      return event;
    } catch (JsonProcessingException | IllegalArgumentException garbled) {
      noise.accept("A garbled message was left out: " + line);
      return Optional.empty();
    }
  }
}

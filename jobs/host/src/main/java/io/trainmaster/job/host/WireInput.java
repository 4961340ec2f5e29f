package io.trainmaster.job.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** The lines that come from the worker. Used by one thread. */
final class WireInput {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final InputStream in;
  private final Consumer<String> complaints;

  /**
   * @param complaints hears of lines that are not messages, which are left out
   */
  WireInput(InputStream in, Consumer<String> complaints) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.complaints = complaints;
  }

  /** The next message; empty when the worker has closed its end. */
  Optional<JsonNode> next() throws IOException {
    for (; ; ) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long length = 0;
      int next = in.read();
      for (; next >= 0 && next != '\n'; next = in.read()) {
        if (++length <= WireOutput.LINE_LIMIT) {
          line.write(next);
        }
      }
      if (next < 0) {
        return Optional.empty();
      }
      Optional<JsonNode> message = length > WireOutput.LINE_LIMIT ? tooLong() : parse(line);
      if (message.isPresent()) {
        return message;
      }
    }
  }

  private Optional<JsonNode> tooLong() {
    complaints.accept("A line of the wire was too long and was left out.");
    return Optional.empty();
  }

  private Optional<JsonNode> parse(ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    try {
      JsonNode message = MAPPER.readTree(text);
      if (message.path("kind").isTextual()) {
        return Optional.of(message);
      }
    } catch (JsonProcessingException notJson) {
      // Said below.
    }
    complaints.accept("Not a message: " + text.substring(0, Math.min(200, text.length())));
    return Optional.empty();
  }
}

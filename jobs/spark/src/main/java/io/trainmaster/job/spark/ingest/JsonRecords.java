package io.trainmaster.job.spark.ingest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the objects of a JSON file: one after another, or the items of one array. */
final class JsonRecords implements Closeable {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);

  private final JsonParser parser;
  private final String name;
  private boolean started;
  private boolean array;
  private long line;

  /**
   * @param name what to call the file in failures
   */
  JsonRecords(InputStream bytes, String name) throws IOException {
    this.parser = JSON.createParser(bytes);
    this.name = name;
  }

  /** The next object; null at the end. */
  @Nullable ObjectNode next() throws IOException, TaskException {
    try {
      JsonToken token = parser.nextToken();
      if (!started) {
        started = true;
        array = token == JsonToken.START_ARRAY;
        token = array ? parser.nextToken() : token;
      }
      if (array && token == JsonToken.END_ARRAY) {
        token = parser.nextToken();
        if (token != null) {
          throw malformed("something follows the array", parser.currentTokenLocation(), null);
        }
      }
      if (token == null) {
        return null;
      }
      line = parser.currentTokenLocation().getLineNr();
      if (token != JsonToken.START_OBJECT) {
        throw malformed("it is no object", parser.currentTokenLocation(), null);
      }
      JsonNode node = JSON.readTree(parser);
      return (ObjectNode) node;
    } catch (JsonProcessingException e) {
      String problem = String.valueOf(e.getOriginalMessage()).split("\\R| \\(", 2)[0];
      throw malformed(problem, e.getLocation(), e);
    }
  }

  /** The line on which the last object begins. */
  long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private TaskException malformed(
      String problem, @Nullable JsonLocation location, @Nullable Throwable cause) {
    String place =
        location == null
            ? name
            : "%s:%d:%d".formatted(name, location.getLineNr(), location.getColumnNr());
    return new TaskException(
        TaskError.SOURCE_MALFORMED,
        "The JSON can't be read: " + problem + ".",
        place,
        "Mend the file: it holds objects, one after another or in one array.",
        cause == null ? new IllegalArgumentException(problem) : cause);
  }
}

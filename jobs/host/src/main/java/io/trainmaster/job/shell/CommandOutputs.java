package io.trainmaster.job.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command left in its folder, published. */
final class CommandOutputs {

  /** The name of an operator's only output. */
  static final String MAIN = "out";

  /** Where a command leaves values for the workflow. */
  private static final String VALUES_FILE = "outputs.json";

  /** Values are small: what is large is a file to publish. */
  private static final long VALUES_BYTES_MAX = 4L << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TaskContext context;
  private final Path folder;

  /**
   * @param folder where the command ran
   */
  CommandOutputs(TaskContext context, Path folder) {
    this.context = context;
    this.folder = folder;
  }

  /** A file or folder to publish. */
  record Named(String name, String path, boolean optional) {}

  /** A value that must be given, and the language's word for its type. */
  record Expected(String name, String type, boolean optional) {}

  void publish(List<Named> outputs, List<Expected> expected) throws IOException, TaskException {
    Map<String, Object> values = values(folder.resolve(VALUES_FILE));
    for (Expected one : expected) {
      check(one, values);
    }
    boolean main = outputs.stream().anyMatch(output -> output.name().equals(MAIN));
    for (Named output : outputs) {
      publish(output, output.name().equals(MAIN) ? values : new LinkedHashMap<>());
    }
    if (!main) {
      values.forEach(context::outputValue);
    }
  }

  private void publish(Named output, Map<String, Object> properties)
      throws IOException, TaskException {
    Path given = folder.resolve(output.path()).normalize();
    if (!given.startsWith(folder) || given.equals(folder)) {
      throw Shell.invalid(
          "The output is not inside the command's folder.", output.path(), "Name a file in it.");
    }
    if (!Files.exists(given)) {
      if (output.optional()) {
        return;
      }
      throw new TaskException(
          TaskError.SOURCE_MISSING,
          "The command wrote no '" + output.path() + "'.",
          "outputs",
          "Write it to the folder that the command starts in.");
    }
    if (!given.toRealPath().startsWith(folder.toRealPath())) {
      throw Shell.invalid(
          "The output is a link to elsewhere.", output.path(), "Copy the file instead.");
    }
    Files.move(given, context.outputPath(output.name()));
    properties.put("name", given.getFileName().toString());
    context.output(output.name(), "File", properties);
  }

  private static void check(Expected expected, Map<String, Object> values) throws TaskException {
    Object value = values.get(expected.name());
    if (value == null && expected.optional()) {
      return;
    }
    boolean fits =
        value != null
            && switch (expected.type()) {
              case "Int" -> value instanceof Integer || value instanceof Long;
              case "Float" -> value instanceof Number;
              case "Bool" -> value instanceof Boolean;
              case "Date" -> value instanceof String text && isDate(text);
              case "Instant" -> value instanceof String text && isInstant(text);
              default -> value instanceof String;
            };
    if (!fits) {
      String found = value == null ? "nothing" : "'" + value + "'";
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          "The value '%s' should be of type %s and is %s."
              .formatted(expected.name(), expected.type(), found),
          VALUES_FILE,
          "Write it to the JSON object of that file.");
    }
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isInstant(String text) {
    try {
      return Instant.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Map<String, Object> values(Path file) throws IOException, TaskException {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return values;
    }
    if (!Files.isRegularFile(file)) {
      // A pipe would be read for ever.
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          "It is no file.",
          VALUES_FILE,
          "Write one JSON object to it.");
    } else if (Files.size(file) > VALUES_BYTES_MAX) {
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          "It is larger than " + (VALUES_BYTES_MAX >> 20) + " MiB.",
          VALUES_FILE,
          "Publish a file in place of large values.");
    }
    try {
      JsonNode root = MAPPER.readTree(file.toFile());
      if (!root.isObject()) {
        throw new TaskException(
            TaskError.SOURCE_MALFORMED, "It holds no JSON object.", VALUES_FILE, "");
      }
      root.properties()
          .forEach(
              member ->
                  values.put(
                      member.getKey(), MAPPER.convertValue(member.getValue(), Object.class)));
      return values;
    } catch (JsonProcessingException malformed) {
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          "It is not JSON.",
          VALUES_FILE + ":" + malformed.getLocation().getLineNr(),
          "Write one JSON object to it.",
          malformed);
    }
  }
}

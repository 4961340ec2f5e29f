package io.trainmaster.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads executions of workflows in WfFormat 1.5, the JSON of WfCommons: of each task its name, its
 * parents, what it ran, for how long, on how many cores with how much memory, and how much it read
 * of what its parents wrote. What else the format has is passed over.
 */
public final class WfFormat {

  /** The version that is read. */
  public static final String VERSION = "1.5";

  /** Larger texts are refused, whatever they were compressed to. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int GZIP_MAGIC = 0x1f8b;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private WfFormat() {}

  /**
   * Reads one, as it is or compressed by gzip.
   *
   * @throws JsonFormatException where it isn't such an execution, with a sentence that says why
   * @throws IOException where it can't be read
   */
  public static WfInstance read(InputStream in) throws IOException {
    return instance(tree(text(in)));
  }

  private static String text(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    int magic = buffered.read() << 8 | buffered.read();
    buffered.reset();
    try {
      InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(buffered) : buffered;
      byte[] text = plain.readNBytes(MOST_BYTES + 1);
      if (text.length > MOST_BYTES) {
        throw wrong("It is larger than %d MiB.".formatted(MOST_BYTES >> 20));
      }
      return new String(text, StandardCharsets.UTF_8);
    } catch (ZipException | java.io.EOFException e) {
      throw new JsonFormatException("It is not whole, or not compressed by gzip.", e);
    }
  }

  private static JsonNode tree(String text) {
    try {
      JsonNode root = MAPPER.readTree(text);
      return root == null ? MAPPER.missingNode() : root;
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new JsonFormatException("It is not JSON" + where + ".", e);
    }
  }

  private static WfInstance instance(JsonNode root) {
    String version = root.path("schemaVersion").asText("");
    if (!root.isObject() || version.isEmpty()) {
      throw wrong("It is not in WfFormat: it has no `schemaVersion`.");
    } else if (!version.equals(VERSION)) {
      throw wrong("It is in WfFormat %s, and %s can be read.".formatted(version, VERSION));
    }
    JsonNode specified = root.at("/workflow/specification/tasks");
    if (!specified.isArray() || specified.isEmpty()) {
      throw wrong("It has no tasks at `workflow.specification.tasks`.");
    }
    JsonNode execution = root.at("/workflow/execution");
    Map<String, JsonNode> executed = new HashMap<>();
    execution.path("tasks").forEach(task -> executed.put(task.path("id").asText(""), task));
    WfFiles files = WfFiles.of(root.at("/workflow/specification"));
    List<WfInstance.Task> tasks = new ArrayList<>();
    for (JsonNode task : specified) {
      String id = id(task, tasks.size());
      tasks.add(task(id, task, executed.getOrDefault(id, MAPPER.missingNode()), files));
    }
    return WfInstance.of(
        root.path("name").asText(""), number(execution, "makespanInSeconds", ""), tasks);
  }

  private static String id(JsonNode task, int index) {
    JsonNode id = task.path("id");
    if (!id.isTextual() || id.textValue().isBlank()) {
      throw wrong("Task %d of `workflow.specification.tasks` has no `id`.".formatted(index + 1));
    }
    return id.textValue();
  }

  private static WfInstance.Task task(
      String id, JsonNode specified, JsonNode executed, WfFiles files) {
    Set<String> parents = new LinkedHashSet<>();
    JsonNode named = specified.path("parents");
    if (!named.isArray()) {
      throw wrong("Task `%s` has no list of `parents`.".formatted(id));
    }
    for (JsonNode parent : named) {
      if (!parent.isTextual()) {
        throw wrong("Task `%s` has a parent that is no text: %s.".formatted(id, parent));
      }
      parents.add(parent.textValue());
    }
    return new WfInstance.Task(
        id,
        specified.path("name").asText(id),
        executed.at("/command/program").asText(""),
        parents,
        number(executed, "runtimeInSeconds", id),
        (int) Math.min(Math.ceil(number(executed, "coreCount", id)), Integer.MAX_VALUE),
        (long) number(executed, "memoryInBytes", id),
        files.received(specified, parents));
  }

  /** The amount in a field, 0 where it isn't there. */
  static double number(JsonNode of, String field, String task) {
    JsonNode value = of.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    double number = value.asDouble(-1);
    if (!value.isNumber() || !(number >= 0) || Double.isInfinite(number)) {
      String whose = task.isEmpty() ? "" : " of task `%s`".formatted(task);
      throw wrong("`%s`%s is not an amount: %s.".formatted(field, whose, value));
    }
    return number;
  }

  private static JsonFormatException wrong(String message) {
    return new JsonFormatException(message, null);
  }
}

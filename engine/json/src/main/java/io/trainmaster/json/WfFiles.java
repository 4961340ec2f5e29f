package io.trainmaster.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The files of an execution in WfFormat: how large they are and which task wrote them. */
final class WfFiles {

  private final Map<String, Long> bytes = new HashMap<>();
  private final Map<String, Set<String>> writtenBy = new HashMap<>();

  private WfFiles() {}

  /** Those of a {@code workflow.specification}; a file of unknown size has none. */
  static WfFiles of(JsonNode specification) {
    WfFiles files = new WfFiles();
    for (JsonNode file : specification.path("files")) {
      long size = (long) WfFormat.number(file, "sizeInBytes", "");
      files.bytes.put(file.path("id").asText(""), size);
    }
    for (JsonNode task : specification.path("tasks")) {
      Set<String> written = new HashSet<>();
      task.path("outputFiles").forEach(file -> written.add(file.asText("")));
      files.writtenBy.put(task.path("id").asText(""), written);
    }
    return files;
  }

  /** How many bytes a task reads of what each of its parents wrote, where it reads any. */
  Map<String, Long> received(JsonNode task, Set<String> parents) {
    Set<String> read = new HashSet<>();
    task.path("inputFiles").forEach(file -> read.add(file.asText("")));
    Map<String, Long> received = new HashMap<>();
    for (String parent : parents) {
      long sum = 0;
      for (String file : writtenBy.getOrDefault(parent, Set.of())) {
        sum += read.contains(file) ? bytes.getOrDefault(file, 0L) : 0;
      }
      if (sum > 0) {
        received.put(parent, sum);
      }
    }
    return received;
  }
}

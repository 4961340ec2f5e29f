package io.trainmaster.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WfFormatTest {

  private static final String DIAMOND =
      """
      {"name": "diamond", "schemaVersion": "1.5", "workflow": {
        "specification": {"tasks": [
          {"id": "join", "name": "join", "parents": ["left", "right"], "children": []},
          {"id": "left", "name": "half", "parents": ["top"], "children": ["join"],
           "inputFiles": ["a", "b", "c", "unknown"], "outputFiles": []},
          {"id": "right", "name": "half", "parents": ["top"], "children": ["join"]},
          {"id": "top", "name": "top", "parents": [], "children": ["left", "right"],
           "outputFiles": ["a", "b", "d"]}],
          "files": [{"id": "a", "sizeInBytes": 1000}, {"id": "b", "sizeInBytes": 300},
                    {"id": "c", "sizeInBytes": 50}, {"id": "d", "sizeInBytes": 7}]},
        "execution": {"makespanInSeconds": 7.5, "tasks": [
          {"id": "left", "runtimeInSeconds": 2.5, "coreCount": 1.5, "memoryInBytes": 1048577,
           "command": {"program": "/bin/half", "arguments": ["-l"]}}]}}}
      """;

  @Test
  void tasksComeAfterTheirParents() throws IOException {
    WfInstance diamond = read(DIAMOND);

    assertThat(diamond.name()).isEqualTo("diamond");
    assertThat(diamond.seconds()).isEqualTo(7.5);
    assertThat(diamond.tasks())
        .extracting(WfInstance.Task::id)
        .containsExactly("top", "left", "right", "join");
    assertThat(diamond.tasks().get(1))
        .isEqualTo(
            new WfInstance.Task(
                "left", "half", "/bin/half", Set.of("top"), 2.5, 2, 1048577, Map.of("top", 1300L)));
    assertThat(diamond.tasks().get(2))
        .isEqualTo(new WfInstance.Task("right", "half", "", Set.of("top"), 0, 0, 0, Map.of()));
  }

  @Test
  void aCompressedOneIsTheSame() throws IOException {
    assertThat(WfFormat.read(new ByteArrayInputStream(compressed(DIAMOND))))
        .isEqualTo(read(DIAMOND));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                             | It is not in WfFormat
          [1, 2]                         | It is not in WfFormat
          {"schemaVersion": "1.4"}       | It is in WfFormat 1.4, and 1.5 can be read.
          {"schemaVersion": "1.5"}       | It has no tasks
          {"schemaVersion": "1.5",       | It is not JSON (line 1, column 25).
          """)
  void whatIsSomethingElseIsRefused(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0007',
      textBlock =
          """
          "id": "left"        | "id": "top"          | There are two tasks `top`.
          "parents": ["top"]  | "parents": ["bottom"]| has a parent `bottom`, which isn't there.
          "parents": []       | "parents": ["join"]  | wait for each other in a circle: `join` is
          "parents": []       | "parents": "none"    | Task `top` has no list of `parents`.
          "parents": []       | "parents": [1]       | Task `top` has a parent that is no text: 1.
          "id": "top"         | "id": ""             | Task 4 of `workflow.specification.tasks` has
          2.5,                | -1,                  | `runtimeInSeconds` of task `left` is not an
          7.5,                | "long",              | `makespanInSeconds` is not an amount: "long".
          """)
  void whatContradictsItselfIsRefused(String wrong, String by, String reason) {
    assertThatThrownBy(() -> read(DIAMOND.replaceFirst(java.util.regex.Pattern.quote(wrong), by)))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void whateverTheBytesItAnswers() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (byte[] whole :
        List.of(DIAMOND.getBytes(StandardCharsets.UTF_8), compressed(DIAMOND), new byte[40])) {
      for (int i = 0; i < 300; i++) {
        byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
        for (int change = random.nextInt(3); change > 0 && bytes.length > 0; change--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
          assertThat(WfFormat.read(new ByteArrayInputStream(bytes)).tasks()).isNotEmpty();
        } catch (JsonFormatException e) {
          assertThat(e).hasMessageEndingWith(".");
        }
      }
    }
  }

  private static WfInstance read(String text) throws IOException {
    return WfFormat.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

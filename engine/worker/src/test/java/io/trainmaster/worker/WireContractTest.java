package io.trainmaster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Entry;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.model.Value;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's side of {@code jobs/host/WIRE.md}, held to its golden files. */
class WireContractTest {

  private static final WireEvent.Key TRIAL = new WireEvent.Key("churn-7", "best.trial-3", 2);

  private final WireCommands commands =
      new WireCommands(new WireValues(digest -> Path.of("/state/artifacts", digest)));

  @Test
  void writesTheCommands() throws Exception {
    AttemptRequest request = request();

    assertThat(
            List.of(
                commands
                    .open(
                        "churn-7",
                        2,
                        Path.of("/state/hosts/host-1"),
                        Map.of("spark.master", "local[2]"),
                        true)
                    .toString(),
                commands.launch(request, new Secrets(SecretSource.none())).toString(),
                commands.cancel(request.identity(), "timeout").toString(),
                commands.end().toString()))
        .isEqualTo(golden("commands.jsonl"));
  }

  @Test
  void readsTheEvents() throws IOException {
    List<WireEvent> events =
        read(String.join("\n", golden("events.jsonl")) + "\n", new ArrayList<>());

    assertThat(events.subList(0, 9))
        .containsExactly(
            new WireEvent.Ready(1, 4711, Map.of("java", "17.0.15+6", "spark", "4.1.0")),
            new WireEvent.Heartbeat(123456789, 987654321),
            new WireEvent.Started(TRIAL),
            new WireEvent.Progressed(TRIAL, 0.6, "epoch 3 of 5"),
            new WireEvent.Progressed(TRIAL, Double.NaN, "shuffling"),
            new WireEvent.Measured(TRIAL, new Metric("validation.auc", 0.875, 0)),
            new WireEvent.Measured(TRIAL, new Metric("loss", Double.NaN, 3)),
            new WireEvent.Decided(TRIAL, "seed", "42"),
            new WireEvent.Read(TRIAL, new Source("file:data/churn.csv", "89ef", 1000)));
    assertThat(events.subList(9, 11))
        .extracting(event -> Results.read(((WireEvent.Ended) event).result(), Path.of("/a")))
        .containsExactly(
            success(Path.of("/a")),
            new AttemptResult.Failed(
                new Failure(
                    Outcome.ERROR,
                    "T0004",
                    "There is no column 'aeg'.",
                    "data/churn.csv:1",
                    "Say 'age'."),
                0));
  }

  @Test
  void adopts() throws IOException {
    assertThat(
            List.of(commands.attach().toString(), commands.adopt(request().identity()).toString()))
        .isEqualTo(golden("adoption-commands.jsonl"));

    assertThat(read(String.join("\n", golden("adoption-events.jsonl")) + "\n", new ArrayList<>()))
        .containsExactly(
            new WireEvent.Adopted(TRIAL, true),
            new WireEvent.Adopted(new WireEvent.Key("churn-7", "clean", 1), false));
  }

  @Test
  void readsTheOutcome(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("outcome.json"), golden("outcome.json"));

    assertThat(RecordedOutcome.read(folder))
        .contains(
            new RecordedOutcome(
                new RunId("churn-7"),
                new TaskId("best.trial-3"),
                2,
                41,
                success(folder),
                List.of(new Metric("validation.auc", 0.875, 0), new Metric("loss", Double.NaN, 3)),
                Map.of("seed", "42"),
                List.of(new Source("file:data/churn.csv", "89ef", 1000)),
                Map.of("java", "17.0.15+6", "spark", "4.1.0")));
  }

  @Test
  void takesNoOutcomeFromAFileThatIsMissingGarbledOrOfAnotherVersion(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("outcome.json");
    assertThat(RecordedOutcome.read(folder)).isEmpty();
    for (String text :
        List.of("", "{\"wire\":1", "{\"wire\":1}", "[]", "{\"wire\":2}", "\u0000\u0000")) {
      Files.writeString(file, text);
      assertThat(RecordedOutcome.read(folder)).as(text).isEmpty();
    }
  }

  @Test
  void passesOverNoise() throws IOException {
    List<String> noise = new ArrayList<>();

    List<WireEvent> events =
        read(
            """
            a library speaks
            no newline {"kind":"heartbeat","heapBytes":1,"peakMemoryBytes":2}
            {"kind":"song","verse":1}
            {"kind":"heartbeat"
            {"kind":"metric","run":"r"}

            {"kind":"heartbeat","heapBytes":3,"peakMemoryBytes":4,"new":5}
            """,
            noise);

    assertThat(events)
        .containsExactly(new WireEvent.Heartbeat(1, 2), new WireEvent.Heartbeat(3, 4));
    assertThat(noise).contains("a library speaks", "no newline ");
  }

  @Test
  void leavesOutALineThatIsTooLong() throws IOException {
    String line = "{\"kind\":\"heartbeat\",\"x\":\"" + "x".repeat(WireReader.LINE_LIMIT) + "\"}\n";

    assertThat(read(line + "{\"kind\":\"heartbeat\"}\n", new ArrayList<>()))
        .containsExactly(new WireEvent.Heartbeat(0, 0));
  }

  private static List<WireEvent> read(String text, List<String> noise) throws IOException {
    WireReader reader =
        new WireReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), noise::add);
    List<WireEvent> events = new ArrayList<>();
    for (Optional<WireEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
      events.add(next.get());
    }
    return events;
  }

  private static AttemptResult success(Path folder) {
    Map<String, AttemptOutput> outputs = new LinkedHashMap<>();
    Map<String, Value> properties = new LinkedHashMap<>();
    properties.put("flavor", Value.text("dl4j"));
    properties.put("classes", new Value.Items(List.of(Value.text("no"), Value.text("yes"))));
    outputs.put(
        "out",
        new AttemptOutput.StagedArtifact("Model", folder.resolve("staging/out"), properties));
    outputs.put(
        "validation",
        new AttemptOutput.Scalar(new Value.Fields(Map.of("auc", new Value.Real(0.875)))));
    return new AttemptResult.Succeeded(outputs, 987654321);
  }

  private static AttemptRequest request() {
    Entry conv =
        new Entry(
            "conv",
            Optional.empty(),
            List.of(),
            fields("filters", new Value.Int(32), "kernel", new Value.Int(5)),
            List.of());
    return new AttemptRequest(
        new RunId("churn-7"),
        new RunId("churn-7"),
        new TaskId("best.trial-3"),
        2,
        41,
        "train.network",
        arguments(),
        List.of(
            new Entry("network", Optional.empty(), List.of(), Map.of(), List.of(conv)),
            new Entry(
                "age",
                Optional.of("in"),
                List.of(new Value.Range(new Value.Int(0), new Value.Int(120), false)),
                Map.of(),
                List.of())),
        Isolation.OWN,
        2,
        2L << 30,
        List.of(new AttemptRequest.Device("GPU-1", 1_000, 0)),
        Path.of("/state/attempts/a"),
        Path.of("/state/checkpoints/c"),
        Path.of("/home/me/churn"),
        Optional.empty(),
        Optional.empty());
  }

  private static Map<String, Value> arguments() {
    Map<String, Value> arguments = new LinkedHashMap<>();
    Value column = new Value.Fields(fields("name", Value.text("age"), "type", Value.text("Int")));
    arguments.put(
        "train",
        new Value.Artifact(
            "Dataset",
            "0123abcd",
            fields("rows", new Value.Int(700), "columns", new Value.Items(List.of(column)))));
    arguments.put("validation", Value.ABSENT);
    arguments.put("label", Value.text("churned"));
    arguments.put("epochs", new Value.Int(5));
    arguments.put("rate", new Value.Real(0.001));
    arguments.put("worst", new Value.Real(Double.NEGATIVE_INFINITY));
    arguments.put("shuffle", new Value.Bool(true));
    arguments.put("patience", new Value.Span(Duration.ofSeconds(90)));
    arguments.put("cache", new Value.Bytes(1L << 30));
    arguments.put("depth", new Value.Range(new Value.Int(3), new Value.Int(5), true));
    arguments.put(
        "optimizer",
        new Value.Call("adam", List.of(new Value.Int(1)), Map.of("rate", new Value.Real(0.001))));
    arguments.put("classes", new Value.Items(List.of(Value.text("no"), Value.text("yes"))));
    arguments.put("odd", new Value.Fields(Map.of("$name", new Value.Int(1))));
    return arguments;
  }

  private static Map<String, Value> fields(
      String first, Value firstValue, String second, Value secondValue) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(first, firstValue);
    fields.put(second, secondValue);
    return fields;
  }

  private static List<String> golden(String name) throws IOException {
    return Files.readAllLines(
        Path.of(System.getProperty("trainmaster.root"), "jobs/host/src/test/resources/wire", name));
  }
}

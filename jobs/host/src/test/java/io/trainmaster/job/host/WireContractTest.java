package io.trainmaster.job.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.AttemptId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The process's side of {@code WIRE.md}, held to its golden files. */
class WireContractTest {

  private static final AttemptId TRIAL = new AttemptId("churn-7", "best.trial-3", 2, 41);
  private static final AttemptId CLEAN = new AttemptId("churn-7", "clean", 1, 40);

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final WireOutput wire = new WireOutput(sent);

  @Test
  void readsTheCommands() throws IOException {
    List<JsonNode> messages = read(golden("commands.jsonl"), new ArrayList<>());

    assertThat(messages)
        .extracting(message -> message.path("kind").asText())
        .containsExactly("open", "launch", "cancel", "end");
    Launch launch = Launch.of(messages.get(1));
    assertThat(launch.attempt()).isEqualTo(TRIAL);
    assertThat(launch.operator()).isEqualTo("train.network");
    assertThat(launch.arguments().values()).containsExactlyEntriesOf(arguments());
    assertThat(launch.arguments().block()).isEqualTo(block());
    assertThat(launch.cpus()).isEqualTo(2);
    assertThat(launch.memoryBytes()).isEqualTo(2L << 30);
    assertThat(launch.directory()).isEqualTo(Path.of("/state/attempts/a"));
    assertThat(launch.checkpoints()).isEqualTo(Path.of("/state/checkpoints/c"));
    assertThat(launch.project()).isEqualTo(Path.of("/home/me/churn"));
    assertThat(Launch.attempt(messages.get(2)).toString()).isEqualTo(TRIAL.toString());
  }

  @Test
  void writesTheEvents() throws IOException {
    Report report = new Report(TRIAL, Path.of("/a"), wire::send);
    wire.send(Events.ready(4711, environment()));
    wire.send(Events.heartbeat(123456789, 987654321));
    wire.send(Events.started(TRIAL));
    wire.send(Events.progress(TRIAL, 0.6, "epoch 3 of 5"));
    wire.send(Events.progress(TRIAL, Double.NaN, "shuffling"));
    tell(report);
    wire.send(Events.ended(TRIAL, report.succeeded(987654321)));
    HostFailure failure =
        new HostFailure(
            "error", "T0004", "There is no column 'aeg'.", "data/churn.csv:1", "Say 'age'.");
    wire.send(Events.ended(CLEAN, Report.failed(failure, 0)));

    assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo(golden("events.jsonl"));
  }

  @Test
  void isAdopted() throws IOException {
    List<JsonNode> messages = read(golden("adoption-commands.jsonl"), new ArrayList<>());
    assertThat(messages)
        .extracting(message -> message.path("kind").asText())
        .containsExactly("attach", "adopt");
    assertThat(Launch.attempt(messages.get(1))).isEqualTo(TRIAL);

    wire.send(Events.adopted(TRIAL, true));
    wire.send(Events.adopted(CLEAN, false));

    assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo(golden("adoption-events.jsonl"));
  }

  @Test
  void writesTheOutcome() throws IOException {
    Report report = new Report(TRIAL, Path.of("/a"), wire::send);
    tell(report);

    assertThat(report.outcome(report.succeeded(987654321), environment()) + "\n")
        .isEqualTo(golden("outcome.json"));
  }

  @Test
  void passesOverWhatIsNoMessage() throws IOException {
    List<String> complaints = new ArrayList<>();
    String tooLong = "{\"kind\":\"" + "x".repeat(WireOutput.LINE_LIMIT) + "\"}\n";

    List<JsonNode> messages =
        read("nonsense\n{}\n[1]\n" + tooLong + "{\"kind\":\"end\"}\n{\"kind\":\"cut", complaints);

    assertThat(messages).hasSize(1);
    assertThat(complaints).hasSize(4).anyMatch(complaint -> complaint.contains("too long"));
  }

  @Test
  void sendsNoLineThatIsTooLong() {
    String text = "x".repeat(WireOutput.LINE_LIMIT);

    assertThat(wire.send(Events.progress(TRIAL, 1, text))).isFalse();
    assertThat(sent.size()).isZero();
  }

  private static void tell(Report report) {
    report.metric("validation.auc", 0.875, 0);
    report.metric("loss", Double.NaN, 3);
    report.param("seed", "42");
    report.source("file:data/churn.csv", "89ef", 1000);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("flavor", "dl4j");
    properties.put("classes", List.of("no", "yes"));
    report.artifact("out", "Model", Path.of("/a/staging/out"), properties);
    report.value("validation", Map.of("auc", 0.875));
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("java", "17.0.15+6");
    environment.put("spark", "4.1.0");
    return environment;
  }

  private static Map<String, Object> arguments() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("rows", 700L);
    properties.put("columns", List.of(Map.of("name", "age", "type", "Int")));
    arguments.put(
        "train",
        new Artifact("Dataset", "0123abcd", Path.of("/state/artifacts/0123abcd"), properties));
    arguments.put("label", "churned");
    arguments.put("epochs", 5L);
    arguments.put("rate", 0.001);
    arguments.put("worst", Double.NEGATIVE_INFINITY);
    arguments.put("shuffle", true);
    arguments.put("patience", Duration.ofSeconds(90));
    arguments.put("cache", 1L << 30);
    arguments.put("depth", new Arguments.Range(3L, 5L, true));
    arguments.put("optimizer", new Arguments.Call("adam", List.of(1L), Map.of("rate", 0.001)));
    arguments.put("classes", List.of("no", "yes"));
    arguments.put("odd", Map.of("$name", 1L));
    return arguments;
  }

  private static List<Arguments.Entry> block() {
    Arguments.Entry conv =
        new Arguments.Entry(
            "conv", Optional.empty(), List.of(), Map.of("filters", 32L, "kernel", 5L), List.of());
    return List.of(
        new Arguments.Entry("network", Optional.empty(), List.of(), Map.of(), List.of(conv)),
        new Arguments.Entry(
            "age",
            Optional.of("in"),
            List.of(new Arguments.Range(0L, 120L, false)),
            Map.of(),
            List.of()));
  }

  private static List<JsonNode> read(String text, List<String> complaints) throws IOException {
    WireInput input =
        new WireInput(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), complaints::add);
    List<JsonNode> messages = new ArrayList<>();
    for (Optional<JsonNode> next = input.next(); next.isPresent(); next = input.next()) {
      messages.add(next.get());
    }
    return messages;
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = WireContractTest.class.getResourceAsStream("/wire/" + name)) {
      assertThat(file).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.trainmaster.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Entry;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.testkit.RandomModel;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Metric;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.Source;
import io.trainmaster.track.TaskRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelJsonTest {

  private static final int SEEDS = 300;

  private final SampleRun run = new SampleRun("churn", 7);

  @Test
  void everyValueComesBackEqual() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Value value = new RandomModel(seed).value();
      String json = ModelJson.write(value);
      Value read = ModelJson.read(json, Value.class);
      assertThat(read).as("seed %d: %s", seed, json).isEqualTo(value);
      assertThat(ModelJson.write(read)).as("seed %d", seed).isEqualTo(json);
    }
  }

  @Test
  void everyGraphComesBackEqualWithTheSameHash() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      WorkflowVersion version =
          WorkflowVersion.of(new RandomModel(seed).graph(), "workflow flow {}", "flow.train");
      WorkflowVersion read = ModelJson.read(ModelJson.write(version), WorkflowVersion.class);
      assertThat(read).as("seed %d", seed).isEqualTo(version);
      assertThat(WorkflowVersion.of(read.graph(), read.source(), read.file()).hash())
          .as("the order of maps and sets, seed %d", seed)
          .isEqualTo(version.hash());
    }
  }

  @Test
  void mapsOfValuesAndBlocksComeBackEqualAndInOrder() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomModel random = new RandomModel(seed);
      Map<String, Value> values = random.values();
      assertThat(ModelJson.readValues(ModelJson.writeValues(values)))
          .as("seed %d", seed)
          .containsExactlyEntriesOf(values);
      List<Entry> entries = List.of(random.entry(), random.entry());
      assertThat(ModelJson.readEntries(ModelJson.writeEntries(entries)))
          .as("seed %d", seed)
          .isEqualTo(entries);
      Policy policy = random.policy();
      assertThat(ModelJson.read(ModelJson.write(policy), Policy.class))
          .as("seed %d", seed)
          .isEqualTo(policy);
    }
    Map<String, String> texts = Map.of("java", "17");
    assertThat(ModelJson.readTexts(ModelJson.writeTexts(texts))).isEqualTo(texts);
  }

  @Test
  void allThatIsRecordedOfARunComesBackEqual() {
    RunRecord record =
        new RunRecord(
            run.summary(RunPhase.SUCCEEDED, "done"),
            new RandomModel(1).values(),
            Map.of("java", "17"),
            List.of(
                new TaskRecord(
                    SampleRun.FIT,
                    TaskPhase.SUCCEEDED,
                    "",
                    Optional.of(new Value.Int(1)),
                    List.of(run.attempt(SampleRun.FIT, 1, 3, AttemptPhase.SUCCEEDED)))),
            List.of(run.artifact(SampleRun.FIT, 1, "out", "a".repeat(64))),
            Map.of(SampleRun.FIT, List.of(new Metric("auc", Double.NaN, 0))),
            Map.of(SampleRun.FIT, Map.of("seed", "1")),
            Map.of(SampleRun.LOAD, List.of(new Source("file:a.csv", "ff", 17))));

    assertThat(ModelJson.read(ModelJson.write(record), RunRecord.class)).isEqualTo(record);
  }

  @Test
  void eachRecordOfARunComesBackEqual() {
    assertComesBack(run.summary(RunPhase.FAILED, "why"), RunSummary.class);
    assertComesBack(run.attempt(SampleRun.LOAD, 2, 9, AttemptPhase.LAUNCHED), AttemptRecord.class);
    assertComesBack(run.artifact(SampleRun.FIT, 1, "out", "b".repeat(64)), ArtifactRecord.class);
    assertComesBack(run.registered("churn", List.of("candidate")).model(), ModelVersion.class);
    assertComesBack(new TaskId("best.trial-3"), TaskId.class);
  }

  @Test
  void aKindThatIsUnknownIsNamed() {
    assertThatThrownBy(() -> ModelJson.read("{\"kind\":\"colour\",\"value\":1}", Value.class))
        .isInstanceOf(JsonFormatException.class)
        .hasMessage("`colour` is no kind of Value that this version knows.");
    assertThatThrownBy(
            () ->
                ModelJson.readValues(
                    "{\"a\":{\"kind\":\"bool\",\"value\":true}," + "\"b\":{\"value\":1}}"))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("A Value without its kind")
        .hasMessageContaining("\"b\"");
  }

  @Test
  void aKindOfAnotherFamilyIsRefused() {
    String gate = "{\"kind\":\"gate\"}";
    assertThatThrownBy(() -> ModelJson.read(gate, Value.class))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("gate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "17",
        "{",
        "[]",
        "{\"kind\":\"int\"}",
        "{\"kind\":\"int\",\"value\":null}",
        "{\"kind\":\"int\",\"value\":\"5\"}",
        "{\"kind\":\"int\",\"value\":99999999999999999999}",
        "{\"kind\":\"int\",\"value\":1.5}",
        "{\"kind\":\"int\",\"value\":1,\"unit\":\"m\"}",
        "{\"kind\":\"int\",\"value\":1} x",
        "{\"kind\":\"text\",\"value\":null}",
        "{\"kind\":\"text\",\"value\":5}",
        "{\"kind\":\"duration\",\"value\":\"soon\"}",
        "{\"kind\":\"list\",\"items\":[null]}",
      })
  void whatIsNotExactlyAValueIsRefused(String json) {
    assertThatThrownBy(() -> ModelJson.read(json, Value.class))
        .as(json)
        .isInstanceOf(JsonFormatException.class);
  }

  @Test
  void aGraphThatCannotBeIsRefused() {
    String twice =
        ModelJson.write(run.version().graph()).replace("\"id\":\"fit\"", "\"id\":\"load\"");
    assertThatThrownBy(() -> ModelJson.read(twice, WorkflowGraph.class))
        .isInstanceOf(JsonFormatException.class);
  }

  @Test
  void whatHasNoTypeOfItsOwnIsNotWritten() {
    assertThatThrownBy(() -> ModelJson.write(Map.of("a", new Value.Int(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static <T> void assertComesBack(T value, Class<T> type) {
    assertThat(ModelJson.read(ModelJson.write(value), type)).isEqualTo(value);
  }
}

package io.trainmaster.job.spark.ingest;

import static io.trainmaster.job.spark.Failures.failure;
import static io.trainmaster.job.spark.TestData.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.data.Datasets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonIngestTest {

  private final Path project;

  JsonIngestTest(@TempDir Path project) {
    this.project = project;
  }

  @Test
  void readsLinesAndArraysAlike() throws Exception {
    write("lines.json", "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2.5, \"c\": [1, 2]}\n");
    write("array.json", "[\n  {\"a\": 1, \"b\": \"x\"},\n  {\"a\": 2.5,\n   \"c\": [1, 2]}\n]\n");

    RecordingContext lines = context("lines.json").run(new JsonIngest());
    Artifact array = context("array.json").run(new JsonIngest()).artifact("out");

    assertThat(lines.artifact("out").digest()).isEqualTo(array.digest());
    assertThat(Datasets.info(array).columnNames()).containsExactly("a", "b", "c");
    assertThat(texts(array)).containsExactlyInAnyOrder("[1.0,x,null]", "[2.5,null,ArraySeq(1, 2)]");
    assertThat(lines.sources).hasSize(1);
    assertThat(lines.metric("rows")).isEqualTo(2);
  }

  @Test
  void takesTheColumnsFromADeclaredSchema() throws Exception {
    write("in/1.json", "{\"id\": 1, \"at\": \"2026-01-02T03:04:05Z\", \"x\": 2}\n");
    write("in/2.json", "{\"id\": 2, \"at\": null, \"x\": 1.5}\n");

    Artifact data =
        context("in")
            .with("schema", CsvIngestTest.schema("id Int!", "x Float", "at Instant"))
            .run(new JsonIngest())
            .artifact("out");

    assertThat(texts(data))
        .containsExactlyInAnyOrder("[1,2.0,2026-01-02T03:04:05Z]", "[2,1.5,null]");
  }

  @Test
  void refusesWhatIsNoJson() throws Exception {
    write("a.json", "{\"a\": 1}\n{\"a\": oops}\n");
    write("b.json", "{\"a\": 1}\n[1, 2]\n");
    write("c.json", "[{\"a\": 1}");
    write("d.json", "{\"a\": 1, \"a\": 2}\n");
    Files.write(
        project.resolve("e.json"), "{\"a\": \"Zoë\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(refused("a.json", TaskError.SOURCE_MALFORMED).place()).startsWith("a.json:2:");
    assertThat(refused("b.json", TaskError.SOURCE_MALFORMED))
        .hasMessage("The JSON can't be read: it is no object.");
    refused("c.json", TaskError.SOURCE_MALFORMED);
    assertThat(refused("d.json", TaskError.SOURCE_MALFORMED).getMessage()).contains("Duplicate");
    assertThat(refused("e.json", TaskError.SOURCE_MALFORMED).place()).startsWith("e.json:1:");
  }

  @Test
  void refusesWhatHoldsNothing() throws Exception {
    write("empty.json", "");
    write("none.json", "[]");
    write("bare.json", "{}");

    refused("empty.json", TaskError.SOURCE_EMPTY);
    refused("none.json", TaskError.SOURCE_EMPTY);
    refused("bare.json", TaskError.SOURCE_EMPTY);
    refused("missing.json", TaskError.SOURCE_MISSING);
  }

  @Test
  void refusesWhatIsNotAsDeclared() throws Exception {
    write("a.json", "{\"id\": 1}\n{\"id\": \"two\"}\n");
    write("b.json", "{\"id\": 1, \"more\": 2}\n");

    TaskException value =
        failure(
            context("a.json").with("schema", CsvIngestTest.schema("id Int")),
            new JsonIngest(),
            TaskError.SOURCE_MALFORMED);
    TaskException names =
        failure(
            context("b.json").with("schema", CsvIngestTest.schema("id Int", "x Int")),
            new JsonIngest(),
            TaskError.SCHEMA_MISMATCH);

    assertThat(value).hasMessage("An object is not as declared: `id` is \"two\", which is no Int.");
    assertThat(value.place()).isEqualTo("a.json:2");
    assertThat(names.mend()).contains("- x; + more");
  }

  private TaskException refused(String path, TaskError error) {
    return failure(context(path), new JsonIngest(), error);
  }

  private RecordingContext context(String path) {
    return new RecordingContext(project).with("path", path);
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

package io.trainmaster.job.spark.ingest;

import static io.trainmaster.job.spark.Failures.failure;
import static io.trainmaster.job.spark.TestData.customers;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.TestData;
import io.trainmaster.job.spark.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetIngestTest {

  private final Path project;

  ParquetIngestTest(@TempDir Path project) {
    this.project = project;
  }

  @Test
  void readsAFolderWhateverItsFiles() throws Exception {
    customers(3000, 2, 1).write().parquet(project.resolve("two").toString());
    customers(3000, 8, 2).write().parquet(project.resolve("eight").toString());

    RecordingContext two = context("two").run(new ParquetIngest());
    Artifact eight = context("eight").run(new ParquetIngest()).artifact("out");

    assertThat(two.artifact("out").digest()).isEqualTo(eight.digest());
    assertThat(two.sources)
        .extracting(RecordingContext.RecordedSource::uri)
        .containsExactly("file:two");
    assertThat(two.metric("rows")).isEqualTo(3000);
  }

  @Test
  void takesFoldersForColumns() throws Exception {
    customers(100, 1, 1).write().partitionBy("plan").parquet(project.resolve("in").toString());

    Artifact data = context("in").run(new ParquetIngest()).artifact("out");

    assertThat(Datasets.info(data).columnNames()).contains("plan");
    assertThat(TestData.texts(data)).hasSize(100);
  }

  @Test
  void refusesWhatIsNoParquet() throws Exception {
    SharedSession.get().range(1000).write().parquet(project.resolve("good").toString());
    Path file;
    try (var files = Files.list(project.resolve("good"))) {
      file = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(project.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(project.resolve("text.parquet"), "x,y\n1,2\n3,4\n");
    Files.createFile(project.resolve("empty.parquet"));

    assertThat(failure(context("cut.parquet"), new ParquetIngest(), TaskError.SOURCE_MALFORMED))
        .hasMessage("The Parquet file is cut short.");
    assertThat(failure(context("text.parquet"), new ParquetIngest(), TaskError.SOURCE_MALFORMED))
        .hasMessage("The file is no Parquet file.");
    failure(context("empty.parquet"), new ParquetIngest(), TaskError.SOURCE_EMPTY);
    failure(context("no.parquet"), new ParquetIngest(), TaskError.SOURCE_MISSING);
  }

  @Test
  void refusesOtherColumnsThanTheDeclared() throws Exception {
    SharedSession.get().range(10).write().parquet(project.resolve("in").toString());
    SharedSession.get().range(0).write().parquet(project.resolve("none").toString());

    assertThat(
            failure(
                    context("in").with("schema", CsvIngestTest.schema("id Float", "x Int")),
                    new ParquetIngest(),
                    TaskError.SCHEMA_MISMATCH)
                .mend())
        .contains("- x; ! id: declared Float, found Int");
    failure(context("none"), new ParquetIngest(), TaskError.SOURCE_EMPTY);
  }

  @Test
  void refusesFilesThatDoNotFitEachOther() throws Exception {
    SharedSession.get().sql("select 1 as a").write().parquet(project.resolve("in").toString());
    SharedSession.get()
        .sql("select 'x' as a")
        .write()
        .mode("append")
        .parquet(project.resolve("in").toString());

    failure(context("in"), new ParquetIngest(), TaskError.SCHEMA_MISMATCH);
  }

  private RecordingContext context(String path) {
    return new RecordingContext(project).with("path", path);
  }
}

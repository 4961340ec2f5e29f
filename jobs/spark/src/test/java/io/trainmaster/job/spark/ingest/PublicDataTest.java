package io.trainmaster.job.spark.ingest;

import static io.trainmaster.job.spark.TestData.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.data.DatasetInfo;
import io.trainmaster.job.spark.data.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads public data as it stands, where the system property {@code trainmaster.datasets} says. */
class PublicDataTest {

  private static final String[] ADULT = {
    "age Int!",
    "workclass String",
    "fnlwgt Int!",
    "education String!",
    "education_num Int!",
    "marital_status String!",
    "occupation String",
    "relationship String!",
    "race String!",
    "sex String!",
    "capital_gain Int!",
    "capital_loss Int!",
    "hours_per_week Int!",
    "native_country String",
    "income String!",
  };

  private final Path project;
  private final String datasets = System.getProperty("trainmaster.datasets", "");

  PublicDataTest(@TempDir Path project) {
    this.project = project;
  }

  @BeforeEach
  void find() {
    assumeTrue(
        !datasets.isEmpty() && Files.isDirectory(Path.of(datasets)),
        "The property trainmaster.datasets names no folder of public data.");
  }

  @Test
  void readsAdult() throws Exception {
    for (var rows : List.of(List.of("data", 32_561L), List.of("test", 16_281L))) {
      Artifact adult =
          csv("adult/adult.%s.csv.gz".formatted(rows.get(0)))
              .with("header", false)
              .with("schema", CsvIngestTest.schema(ADULT))
              .run(new CsvIngest())
              .artifact("out");

      assertThat(adult.properties()).containsEntry("rows", rows.get(1));
      assertThat(texts(adult)).noneMatch(row -> row.contains("?") || row.contains(", "));
    }
  }

  @Test
  void readsHousing() throws Exception {
    Artifact housing =
        csv("california_housing/housing.csv.gz").run(new CsvIngest()).artifact("out");
    DatasetInfo info = Datasets.info(housing);

    assertThat(info.rows()).isEqualTo(20_640);
    assertThat(info.columns().stream().filter(c -> c.type().equals("Float"))).hasSize(9);
    assertThat(info.columns().stream().filter(DatasetInfo.Column::nullable))
        .singleElement()
        .extracting(DatasetInfo.Column::name)
        .isEqualTo("total_bedrooms");
  }

  @Test
  void readsOptdigits() throws Exception {
    Artifact digits = csv("optdigits/optdigits.tra.csv.gz").run(new CsvIngest()).artifact("out");

    assertThat(Datasets.info(digits).rows()).isEqualTo(3823);
    assertThat(Datasets.info(digits).columns())
        .hasSize(65)
        .allMatch(column -> column.type().equals("Int") && !column.nullable());
  }

  @Test
  void readsBreastCancerWhoseHeaderRepeatsAName() throws Exception {
    String[] columns =
        Stream.concat(
                Stream.of("id Int", "diagnosis String"),
                IntStream.rangeClosed(1, 30).mapToObj("f%d Float"::formatted))
            .toArray(String[]::new);

    Artifact cancer =
        csv("breast_cancer/wdbc.csv")
            .with("schema", CsvIngestTest.schema(columns))
            .run(new CsvIngest())
            .artifact("out");

    assertThat(Datasets.info(cancer).rows()).isEqualTo(569);
    assertThat(Datasets.info(cancer).columnNames()).contains("diagnosis", "f30");
  }

  @Test
  void readsMnist() throws Exception {
    Artifact digits =
        new RecordingContext(project)
            .with("path", datasets + "/mnist")
            .with("set", "test")
            .with("channels", 1L)
            .with("classes", 10L)
            .run(new ImagesIngest())
            .artifact("out");

    assertThat(digits.properties())
        .containsEntry("rows", 10_000L)
        .containsEntry("width", 28L)
        .containsEntry("labels", List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  }

  private RecordingContext csv(String path) {
    return new RecordingContext(project)
        .with("path", datasets + "/" + path)
        .with("header", true)
        .with("delimiter", ",")
        .with("quote", "\"")
        .with("encoding", "UTF-8")
        .with("nulls", List.of("", "?", "NA", "N/A", "null", "NULL"))
        .with("trim", true)
        .with("malformed", "refuse");
  }
}

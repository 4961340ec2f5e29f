package io.trainmaster.job.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SharedSession;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "id bigint, x double, f float, `odd.name` string, b boolean, d date, t timestamp,"
              + " bytes binary, list array<double>");

  private final SparkSession session = SharedSession.get();
  private final Path folder;

  DatasetsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsBackWhatItWrote() throws Exception {
    List<Row> rows = rows(100);

    Artifact artifact = write(session.createDataFrame(rows, SCHEMA));
    DatasetInfo info = Datasets.info(artifact);

    assertThat(info.rows()).isEqualTo(100);
    assertThat(info.partitions()).isEqualTo(1);
    assertThat(info.schema()).isEqualTo(SCHEMA);
    assertThat(info.columns().stream().map(DatasetInfo.Column::type))
        .containsExactly(
            "Int",
            "Float",
            "Float",
            "String",
            "Bool",
            "Date",
            "Instant",
            "binary",
            "array<double>");
    assertThat(artifact.properties()).containsEntry("rows", 100L).containsEntry("partitions", 1L);
    assertThat(texts(Datasets.read(session, artifact)))
        .containsExactlyInAnyOrderElementsOf(texts(session.createDataFrame(rows, SCHEMA)));
  }

  @Test
  void laysTheSameRowsOutTheSameWay() throws Exception {
    List<Row> rows = rows(40_000);
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));

    Artifact two = write(session.createDataFrame(rows, SCHEMA).repartition(2));
    Artifact eight = write(session.createDataFrame(shuffled, SCHEMA).repartition(8));

    assertThat(two.digest()).isEqualTo(eight.digest());
    assertThat(two.properties()).containsEntry("partitions", 3L);
    assertThat(texts(Datasets.read(session, two))).isEqualTo(texts(Datasets.read(session, eight)));
  }

  @Test
  void readsEachFileAsOnePartitionInTheOrderOfNames() throws Exception {
    Artifact artifact = write(session.createDataFrame(rows(40_000), SCHEMA));
    Dataset<Row> read = Datasets.read(session, artifact);

    List<String> files =
        read
            .selectExpr("spark_partition_id() as p", "input_file_name() as f")
            .distinct()
            .orderBy("p")
            .collectAsList()
            .stream()
            .map(row -> row.getInt(0) + " " + Path.of(row.getString(1)).getFileName())
            .toList();

    assertThat(read.rdd().getNumPartitions()).isEqualTo(3);
    assertThat(files)
        .containsExactly("0 part-00000.parquet", "1 part-00001.parquet", "2 part-00002.parquet");
  }

  @Test
  void storesNegativeZeroAsZeroAndKeepsNotANumberAndNull() throws Exception {
    StructType schema = StructType.fromDDL("x double, y int");
    Object[] nothing = {null, 3};
    List<Row> negative =
        List.of(
            RowFactory.create(-0.0, 1),
            RowFactory.create(Double.NaN, 2),
            RowFactory.create(nothing));
    List<Row> positive =
        List.of(
            RowFactory.create(nothing),
            RowFactory.create(0.0, 1),
            RowFactory.create(Double.NaN, 2));

    Artifact first = write(session.createDataFrame(negative, schema));
    Artifact second = write(session.createDataFrame(positive, schema));

    assertThat(first.digest()).isEqualTo(second.digest());
    assertThat(texts(Datasets.read(session, first)))
        .containsExactlyInAnyOrder("[0.0,1]", "[NaN,2]", "[null,3]");
  }

  @Test
  void writesNoRows() throws Exception {
    Artifact artifact = write(session.createDataFrame(List.of(), SCHEMA));

    assertThat(Datasets.info(artifact).rows()).isZero();
    assertThat(Datasets.read(session, artifact).count()).isZero();
  }

  @Test
  void keepsWhatElseIsSaid() throws Exception {
    RecordingContext context = new RecordingContext(folder);
    Datasets.write(
        context,
        session.range(5).toDF(),
        "out",
        OptionalLong.of(5),
        Map.of("width", 28L, "classes", List.of("a", "b")));

    Artifact artifact = context.artifact("out");
    assertThat(artifact.properties()).containsEntry("width", 28L);
    assertThat(Datasets.info(artifact).properties())
        .containsEntry("width", 28L)
        .containsEntry("classes", List.of("a", "b"));
  }

  @Test
  void findsAWrongCount() {
    RecordingContext context = new RecordingContext(folder);

    assertThatThrownBy(
            () ->
                Datasets.write(
                    context, session.range(5).toDF(), "out", OptionalLong.of(6), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Wrote 5 rows where 6 were counted");
  }

  @Test
  void refusesRepeatedNamesAndTypesItCantStore() {
    assertThatThrownBy(() -> write(session.sql("select 1 as a, 2 as A")))
        .isInstanceOf(TaskException.class)
        .hasMessage("Two columns of the data have the same name.");
    assertThatThrownBy(() -> write(session.sql("select map(1, 2) as m")))
        .isInstanceOf(TaskException.class)
        .hasMessage("A column is of a type that a data set can't hold.");
  }

  @Test
  void takesTheNumberOfFilesFromTheRows() {
    assertThat(CanonicalLayout.partitions(0)).isEqualTo(1);
    assertThat(CanonicalLayout.partitions(16_384)).isEqualTo(1);
    assertThat(CanonicalLayout.partitions(16_385)).isEqualTo(2);
    assertThat(CanonicalLayout.partitions(Long.MAX_VALUE / 2)).isEqualTo(4096);
  }

  private Artifact write(Dataset<Row> rows) throws TaskException {
    RecordingContext context = new RecordingContext(folder);
    Datasets.write(context, rows, "out");
    return context.artifact("out");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.drop("bytes").collectAsList().stream().map(Row::toString).toList();
  }

  private static List<Row> rows(int count) {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object x = i % 17 == 0 ? null : (Object) random.nextGaussian();
      rows.add(
          RowFactory.create(
              (long) i,
              x,
              random.nextFloat(),
              "text " + random.nextInt(5),
              random.nextBoolean(),
              LocalDate.of(2026, 1, 2),
              Instant.ofEpochSecond(random.nextInt(1000)),
              new byte[] {(byte) i, 0, -1},
              List.of(random.nextDouble(), 2.0)));
    }
    return rows;
  }
}

package io.trainmaster.job.spark.prepare;

import static io.trainmaster.job.spark.Failures.failure;
import static io.trainmaster.job.spark.TestData.customers;
import static io.trainmaster.job.spark.TestData.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.TestData;
import io.trainmaster.job.spark.data.Datasets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {

  private static final List<String> PARTS = List.of("train", "validation", "test");

  private final Path project;

  SplitTest(@TempDir Path project) {
    this.project = project;
  }

  @Test
  void givesEveryRowToOnePart() throws Exception {
    Artifact data = TestData.write(project, customers(3000, 2, 1));

    RecordingContext split = split(data, 0.7, 0.1, 0.2).run(new Split());

    List<String> all = new ArrayList<>();
    for (String part : PARTS) {
      all.addAll(texts(split.artifact(part)));
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(texts(data));
    assertThat(split.metric("rows.train")).isCloseTo(2100, within(100.0));
    assertThat(split.metric("rows.validation")).isCloseTo(300, within(60.0));
  }

  @Test
  void splitsTheSameWhateverThePartitions() throws Exception {
    Artifact two = TestData.write(project, customers(20_000, 2, 1));
    Artifact eight = TestData.write(project, customers(20_000, 8, 2));

    for (String by : List.of("hash", "stratify", "time")) {
      RecordingContext first = split(two, 0.8, 0.0, 0.2);
      RecordingContext second = split(eight, 0.8, 0.0, 0.2);
      if (!by.equals("hash")) {
        String column = by.equals("time") ? "joined" : "churned";
        first.with(by, column);
        second.with(by, column);
      }
      first.run(new Split());
      second.run(new Split());

      for (String part : PARTS) {
        assertThat(first.artifact(part).digest()).isEqualTo(second.artifact(part).digest());
      }
    }
  }

  @Test
  void writesPartsAsAnyDataSetIsWritten() throws Exception {
    Artifact data = TestData.write(project, customers(20_000, 2, 1));

    Artifact train = split(data, 0.9, 0.0, 0.1).run(new Split()).artifact("train");
    Artifact again = TestData.write(project, Datasets.read(SharedSession.get(), train));

    assertThat(train.properties()).containsEntry("partitions", 2L);
    assertThat(train.digest()).isEqualTo(again.digest());
  }

  @Test
  void keepsARowsSideWhenOtherRowsGo() throws Exception {
    Dataset<Row> rows = customers(3000, 2, 1);
    Artifact all = TestData.write(project, rows);
    Artifact half = TestData.write(project, rows.where("id < 1500"));

    List<String> ofAll = texts(split(all, 0.5, 0.0, 0.5).run(new Split()).artifact("train"));
    List<String> ofHalf = texts(split(half, 0.5, 0.0, 0.5).run(new Split()).artifact("train"));

    assertThat(ofAll).containsAll(ofHalf);
  }

  @Test
  void splitsOtherwiseWithAnotherSeed() throws Exception {
    Artifact data = TestData.write(project, customers(1000, 2, 1));

    Artifact one = split(data, 0.5, 0.0, 0.5).run(new Split()).artifact("train");
    Artifact two = split(data, 0.5, 0.0, 0.5).with("seed", 8L).run(new Split()).artifact("train");

    assertThat(one.digest()).isNotEqualTo(two.digest());
  }

  @Test
  void givesEachPartItsShareOfEachClass() throws Exception {
    Artifact data = TestData.write(project, customers(5000, 3, 1));

    RecordingContext split = split(data, 0.7, 0.1, 0.2).with("stratify", "churned");
    split.run(new Split());

    assertThat(classes(split.artifact("train"))).isEqualTo(Map.of("true", 700L, "false", 2800L));
    assertThat(classes(split.artifact("validation")))
        .isEqualTo(Map.of("true", 100L, "false", 400L));
    assertThat(classes(split.artifact("test"))).isEqualTo(Map.of("true", 200L, "false", 800L));
  }

  @Test
  void keepsEqualRowsTogether() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 400; i++) {
      rows.add(RowFactory.create(i % 40, i % 2 == 0 ? "a" : null));
    }
    Artifact data = TestData.write(project, "x bigint, y string", rows);

    RecordingContext split = split(data, 0.6, 0.2, 0.2).with("stratify", "y").run(new Split());

    for (String part : PARTS) {
      List<String> texts = texts(split.artifact(part));
      assertThat(texts).isNotEmpty();
      assertThat(texts.stream().distinct().count() * 10).isEqualTo(texts.size());
    }
  }

  @Test
  void givesTheOldestToTraining() throws Exception {
    Artifact data = TestData.write(project, customers(1000, 2, 1));

    RecordingContext split = split(data, 0.6, 0.2, 0.2).with("time", "joined").run(new Split());

    LocalDate trainEnd = time(split.artifact("train"), "max");
    LocalDate validationStart = time(split.artifact("validation"), "min");
    LocalDate validationEnd = time(split.artifact("validation"), "max");
    LocalDate testStart = time(split.artifact("test"), "min");
    assertThat(trainEnd).isBefore(validationStart);
    assertThat(validationEnd).isBefore(testStart);
    assertThat(split.metric("rows.train")).isCloseTo(600, within(25.0));
  }

  @Test
  void givesAllRowsToOnePart() throws Exception {
    Artifact data = TestData.write(project, customers(100, 1, 1));

    RecordingContext split = split(data, 1.0, 0.0, 0.0).run(new Split());

    assertThat(texts(split.artifact("train"))).hasSize(100);
    assertThat(texts(split.artifact("validation"))).isEmpty();
    assertThat(texts(split.artifact("test"))).isEmpty();
  }

  @Test
  void passesOnWhatElseIsSaid() throws Exception {
    RecordingContext context = new RecordingContext(project);
    Datasets.write(context, customers(50, 1, 1), "out", OptionalLong.of(50), Map.of("width", 28L));

    RecordingContext split = split(context.artifact("out"), 0.5, 0.0, 0.5).run(new Split());

    assertThat(split.artifact("test").properties()).containsEntry("width", 28L);
  }

  @Test
  void refusesWhatMakesNoSense() throws Exception {
    Artifact data = TestData.write(project, customers(100, 1, 1));

    assertThat(failure(split(data, 0.7, 0.1, 0.1), new Split(), TaskError.ARGUMENT_INVALID).mend())
        .isEqualTo("They make 90%.");
    assertThat(
            failure(
                    split(data, 0.5, 0.0, 0.5).with("stratify", "churnd"),
                    new Split(),
                    TaskError.COLUMN_MISSING)
                .mend())
        .startsWith("Did you mean `churned`? ");
    failure(
        split(data, 0.5, 0.0, 0.5).with("time", "plan"), new Split(), TaskError.ARGUMENT_INVALID);
    failure(
        split(data, 0.5, 0.0, 0.5).with("time", "joined").with("stratify", "plan"),
        new Split(),
        TaskError.ARGUMENT_INVALID);
    Artifact many = TestData.write(project, customers(1000, 1, 1));
    failure(
        split(many, 0.5, 0.0, 0.5).with("stratify", "id"), new Split(), TaskError.ARGUMENT_INVALID);
  }

  private RecordingContext split(Artifact data, double train, double validation, double test) {
    return new RecordingContext(project)
        .with("data", data)
        .with("train", train)
        .with("validation", validation)
        .with("test", test)
        .with("seed", 7L);
  }

  private static Map<String, Long> classes(Artifact data) {
    Map<String, Long> counts = new HashMap<>();
    for (Row row :
        Datasets.read(SharedSession.get(), data).groupBy("churned").count().collectAsList()) {
      counts.put(String.valueOf(row.get(0)), row.getLong(1));
    }
    return counts;
  }

  private static LocalDate time(Artifact data, String function) {
    return Datasets.read(SharedSession.get(), data)
        .selectExpr(function + "(joined)")
        .first()
        .getAs(0);
  }
}

package io.trainmaster.job.spark.prepare;

import static io.trainmaster.job.spark.Failures.failure;
import static io.trainmaster.job.spark.TestData.customers;
import static io.trainmaster.job.spark.TestData.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnionTest {

  private final Path project;

  UnionTest(@TempDir Path project) {
    this.project = project;
  }

  private Artifact query(Artifact data, String text) throws Exception {
    return new RecordingContext(project)
        .with("input", data)
        .with("query", text)
        .run(new SqlTransform())
        .artifact("out");
  }

  private Artifact union(Artifact... datasets) throws Exception {
    return new RecordingContext(project)
        .with("datasets", List.of(datasets))
        .run(new Union())
        .artifact("out");
  }

  @Test
  void hasTheRowsOfAll() throws Exception {
    Artifact data = TestData.write(project, customers(100, 2, 1));
    Artifact low = query(data, "select id, plan from input where id < 30");
    Artifact high = query(data, "select plan, id from input where id >= 20");

    Artifact all = union(low, high);

    List<String> expected = new ArrayList<>(texts(low));
    expected.addAll(texts(query(high, "select id, plan from input")));
    assertThat(texts(all)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(all.properties().get("rows")).isEqualTo(110L);
  }

  @Test
  void isTheSameInWhateverOrderTheRowsCome() throws Exception {
    Artifact data = TestData.write(project, customers(100, 2, 1));
    Artifact low = query(data, "select id, plan from input where id < 30");
    Artifact high = query(data, "select id, plan from input where id >= 20");

    assertThat(union(low, high).digest()).isEqualTo(union(high, low).digest());
    assertThat(union(low).digest()).isEqualTo(low.digest());
  }

  @Test
  void saysHowColumnsDiffer() throws Exception {
    Artifact data = TestData.write(project, customers(10, 1, 1));
    Artifact one = query(data, "select id, plan from input");
    Artifact other = query(data, "select cast(id as double) as id, age from input");

    TaskException failure =
        failure(
            new RecordingContext(project).with("datasets", List.of(one, other)),
            new Union(),
            TaskError.SCHEMA_MISMATCH);

    assertThat(failure.place()).isEqualTo("data set 2");
    assertThat(failure.mend()).contains("- plan; + age; ! id: declared Int, found Float");
  }

  @Test
  void needsADataSet() {
    failure(
        new RecordingContext(project).with("datasets", List.of()),
        new Union(),
        TaskError.ARGUMENT_INVALID);
  }
}

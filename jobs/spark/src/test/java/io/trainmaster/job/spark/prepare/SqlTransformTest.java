package io.trainmaster.job.spark.prepare;

import static io.trainmaster.job.spark.Failures.failure;
import static io.trainmaster.job.spark.TestData.customers;
import static io.trainmaster.job.spark.TestData.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlTransformTest {

  private final Path project;

  SqlTransformTest(@TempDir Path project) {
    this.project = project;
  }

  @Test
  void queriesWithParameters() throws Exception {
    Artifact data = TestData.write(project, customers(1000, 2, 1));

    RecordingContext sql =
        query(
                data,
                "select plan, count(*) as n from input where id < :limit and plan = :plan"
                    + " group by plan")
            .with(
                "parameters",
                new Arguments.Call("values", List.of(), Map.of("limit", 1000L, "plan", "plus")))
            .run(new SqlTransform());

    assertThat(texts(sql.artifact("out"))).hasSize(1).first().asString().startsWith("[plus,");
  }

  @Test
  void joinsFurtherInputs() throws Exception {
    Artifact data = TestData.write(project, customers(10, 1, 1));
    Artifact ids =
        query(data, "select id from input where id < 3").run(new SqlTransform()).artifact("out");

    RecordingContext sql =
        query(data, "select input.id, age + 1 as older from input join input2 using (id)")
            .with("inputs", List.of(ids))
            .run(new SqlTransform());

    assertThat(texts(sql.artifact("out"))).hasSize(3);
  }

  @Test
  void givesTheSameWhateverThePartitions() throws Exception {
    String text =
        "select plan, age, avg(charges) as mean, sum(charges) as total from input"
            + " group by plan, age";
    Artifact two = TestData.write(project, customers(20_000, 2, 1));
    Artifact eight = TestData.write(project, customers(20_000, 8, 2));

    assertThat(query(two, text).run(new SqlTransform()).artifact("out").digest())
        .isEqualTo(query(eight, text).run(new SqlTransform()).artifact("out").digest());
  }

  @Test
  void checksTheSchemaThatMustComeOut() throws Exception {
    Artifact data = TestData.write(project, customers(10, 1, 1));
    List<Map<String, Object>> schema =
        List.of(Map.of("name", "n", "type", "Int"), Map.of("name", "plan", "type", "String"));

    Artifact good =
        query(data, "select plan, cast(1 as int) as n from input")
            .with("schema", schema)
            .run(new SqlTransform())
            .artifact("out");
    TaskException failure =
        failure(
            query(data, "select plan, 1.5 as n, 1 as more from input").with("schema", schema),
            new SqlTransform(),
            TaskError.SCHEMA_MISMATCH);

    assertThat(texts(good)).first().asString().startsWith("[1,");
    assertThat(failure.mend()).contains("+ more; ! n: declared Int, found Float");
  }

  @Test
  void saysWhatIsWrongWithAQuery() throws Exception {
    Artifact data = TestData.write(project, customers(10, 1, 1));

    TaskException column = refused(data, "select\n  agee from input");
    assertThat(column.place()).isEqualTo("query, line 2, column 3");
    assertThat(column.getMessage()).contains("`agee`").contains("`age`").doesNotContain("\n");
    assertThat(refused(data, "select * form input").getMessage()).contains("input");
    assertThat(refused(data, "select * from inputs").getMessage()).contains("`inputs`");
    assertThat(refused(data, "select id / 0 from input").getMessage()).contains("zero");
    assertThat(refused(data, "select :x from input").getMessage()).contains("x");
    refused(data, "drop view input");
    refused(data, "select * from csv.`/etc/passwd`");
  }

  private TaskException refused(Artifact data, String text) {
    return failure(query(data, text), new SqlTransform(), TaskError.QUERY_INVALID);
  }

  private RecordingContext query(Artifact data, String text) {
    return new RecordingContext(project).with("input", data).with("query", text);
  }
}

package io.trainmaster.job.spark.ingest;

import static io.trainmaster.job.spark.Failures.failure;
import static io.trainmaster.job.spark.TestData.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.data.DatasetInfo;
import io.trainmaster.job.spark.data.Datasets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcIngestTest {

  private final Path project;
  private final String url;

  JdbcIngestTest(@TempDir Path project) {
    this.project = project;
    this.url = "jdbc:sqlite:" + project.resolve("shop.db");
  }

  @BeforeEach
  void fill() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("create table orders (id integer, city text, total double)");
      for (int i = 1; i <= 100; i++) {
        statement.execute("insert into orders values (%d, 'c%d', %d.5)".formatted(i, i % 3, i));
      }
      connection.commit();
    }
  }

  @Test
  void readsATable() throws Exception {
    RecordingContext jdbc = context().with("table", "orders").run(new JdbcIngest());
    Artifact data = jdbc.artifact("out");

    assertThat(Datasets.info(data).columns().stream().map(DatasetInfo.Column::type))
        .containsExactly("Int", "String", "Float");
    assertThat(texts(data)).hasSize(100).contains("[7,c1,7.5]");
    assertThat(jdbc.sources).singleElement().satisfies(s -> assertThat(s.uri()).isEqualTo(url));
  }

  @Test
  void readsTheSameInParts() throws Exception {
    String query = "select id, total from orders where id > 10";

    Artifact whole = context().with("query", query).run(new JdbcIngest()).artifact("out");
    Artifact parts =
        context()
            .with("query", query)
            .with("partition_column", "id")
            .with("partitions", 4L)
            .run(new JdbcIngest())
            .artifact("out");

    assertThat(texts(whole)).hasSize(90);
    assertThat(parts.digest()).isEqualTo(whole.digest());
  }

  @Test
  void takesThePasswordFromTheEnvironment() throws Exception {
    RecordingContext context =
        context().with("table", "orders").with("user", "me").with("password_env", "SHOP_PASSWORD");

    context.run(new JdbcIngest(name -> name.equals("SHOP_PASSWORD") ? "secret" : null));

    assertThat(texts(context.artifact("out"))).hasSize(100);
    failure(
        context().with("table", "orders").with("password_env", "NO"),
        new JdbcIngest(name -> null),
        TaskError.ARGUMENT_INVALID);
  }

  @Test
  void saysWhatTheDatabaseRefuses() {
    TaskException failure =
        failure(context().with("table", "orderz"), new JdbcIngest(), TaskError.QUERY_INVALID);

    assertThat(failure.getMessage()).contains("orderz").doesNotContain("\n");
    assertThat(failure.place()).isEqualTo(url);
    failure(
        context().with("query", "select wrong from orders"),
        new JdbcIngest(),
        TaskError.QUERY_INVALID);
    failure(
        context().with("table", "orders").with("partition_column", "idd").with("partitions", 2L),
        new JdbcIngest(),
        TaskError.COLUMN_MISSING);
  }

  @Test
  void refusesUrlsThatAreNotKnownToBeHarmless() {
    refused("jdbc:derby:memory:x;create=true");
    refused("http://example.org");
    refused("jdbc:mysql://h/db?autoDeserialize=true");
    refused("jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://h/x.sql'");
    refused("jdbc:postgresql://h/db?user=a&password=b");
  }

  @Test
  void refusesArgumentsThatMakeNoSense() {
    failure(context(), new JdbcIngest(), TaskError.ARGUMENT_INVALID);
    failure(
        context().with("table", "orders").with("query", "select 1"),
        new JdbcIngest(),
        TaskError.ARGUMENT_INVALID);
    failure(
        context().with("table", "orders; drop table orders"),
        new JdbcIngest(),
        TaskError.ARGUMENT_INVALID);
  }

  @Test
  void saysThatADriverIsMissing() {
    assertThat(
            failure(
                    new RecordingContext(project)
                        .with("url", "jdbc:postgresql://127.0.0.1/none")
                        .with("table", "orders")
                        .with("partitions", 1L),
                    new JdbcIngest(),
                    TaskError.ARGUMENT_INVALID)
                .place())
        .isEqualTo("org.postgresql.Driver");
  }

  private void refused(String other) {
    failure(
        new RecordingContext(project).with("url", other).with("table", "t").with("partitions", 1L),
        new JdbcIngest(),
        TaskError.ARGUMENT_INVALID);
  }

  private RecordingContext context() {
    return new RecordingContext(project).with("url", url).with("partitions", 1L);
  }
}

package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SparkOperator;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.data.DatasetInfo;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.data.DeclaredSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** {@code ingest.jdbc}: reads a table or a query of a database. */
public final class JdbcIngest extends SparkOperator {

  /** A name, perhaps with a schema's before it, perhaps quoted. */
  private static final Pattern TABLE =
      Pattern.compile("[\\w$]+(\\.[\\w$]+)*|\"[^\"]+\"(\\.\"[^\"]+\")*");

  private final Function<String, @Nullable String> environment;

  /** For the service loader. */
  public JdbcIngest() {
    this(System::getenv);
  }

  JdbcIngest(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public String signature() {
    return """
    /// Reads a table or a query of a database over JDBC. The database's driver must be on the class
    /// path of the task process.
    operator ingest.jdbc(
      /// The database, such as "jdbc:postgresql://host/shop".
      url: String,
      /// The table to read.
      table: String?,
      /// The query to read, instead of a table.
      query: String?,
      /// Who reads.
      user: String?,
      /// The environment variable that holds the password.
      password_env: String?,
      /// A column of whole numbers by which the rows are read in parts, at the same time.
      partition_column: String?,
      /// How many parts.
      partitions: Int in 1..256 = 1,
      /// The columns and types that must be there.
      schema: Schema?,
    ) -> Dataset {
      effect reads
      runs   shared
      devices [cpu]
    }
    """;
  }

  @Override
  protected void run(TaskContext context, SparkSession session) throws Exception {
    Arguments arguments = context.arguments();
    JdbcUrl url = JdbcUrl.of(arguments.text("url"));
    Optional<DeclaredSchema> declared = DeclaredSchema.of(arguments);
    String source = source(arguments);
    try {
      Dataset<Row> data = read(session, arguments, url, source);
      if (declared.isPresent()) {
        data = declared.get().select(data, source);
      }
      DatasetInfo info = Datasets.write(context, data, "out");
      context.metric("rows", info.rows(), 0);
      record(context, url);
    } catch (TaskException e) {
      throw e;
    } catch (Exception e) {
      Optional<TaskException> known = known(e, url);
      throw known.isPresent() ? known.get() : e;
    }
  }

  private static String source(Arguments arguments) throws TaskException {
    Optional<String> table = arguments.optionalText("table");
    Optional<String> query = arguments.optionalText("query");
    if (table.isPresent() == query.isPresent()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "What is to be read is a table or a query.",
          "arguments table and query",
          "Give one of them.");
    }
    if (table.isPresent() && !TABLE.matcher(table.get()).matches()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "This is no name of a table.",
          "argument table: " + table.get(),
          "Use `query` for anything but a name.");
    }
    return table.orElseGet(() -> "(" + query.orElseThrow() + ") input");
  }

  private Dataset<Row> read(SparkSession session, Arguments arguments, JdbcUrl url, String source)
      throws TaskException {
    DataFrameReader reader =
        session
            .read()
            .format("jdbc")
            .option("url", url.text())
            .option("driver", url.driver())
            .option("fetchsize", 10_000);
    arguments.optionalText("user").ifPresent(user -> reader.option("user", user));
    Optional<String> variable = arguments.optionalText("password_env");
    if (variable.isPresent()) {
      String password = environment.apply(variable.get());
      if (password == null) {
        throw new TaskException(
            TaskError.ARGUMENT_INVALID,
            "The environment variable of the password is not set.",
            "argument password_env: " + variable.get(),
            "Set it where the engine is started.");
      }
      reader.option("password", password);
    }
    Dataset<Row> whole = reader.option("dbtable", source).load();
    Optional<String> column = arguments.optionalText("partition_column");
    if (column.isEmpty() || arguments.integer("partitions") == 1) {
      return whole;
    }
    Columns.require(Arrays.asList(whole.columns()), column.get(), "argument partition_column");
    String name = column.get();
    Row bounds =
        whole
            .selectExpr(
                "cast(min(`%s`) as bigint)".formatted(name),
                "cast(max(`%s`) as bigint)".formatted(name))
            .first();
    if (bounds.isNullAt(0)) {
      return whole;
    }
    return reader
        .option("partitionColumn", name)
        .option("lowerBound", bounds.getLong(0))
        .option("upperBound", bounds.getLong(1))
        .option("numPartitions", arguments.integer("partitions"))
        .load();
  }

  /** The version of a table is the digest of what was read of it. */
  private static void record(TaskContext context, JdbcUrl url) throws IOException {
    Path folder = context.outputPath("out");
    MessageDigest digest = DigestStream.sha256();
    long size = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream bytes = Files.newInputStream(file)) {
          for (int read = bytes.read(buffer); read > 0; read = bytes.read(buffer)) {
            digest.update(buffer, 0, read);
            size += read;
          }
        }
      }
    }
    context.source(url.uri(), HexFormat.of().formatHex(digest.digest()), size);
  }

  private static Optional<TaskException> known(Exception exception, JdbcUrl url) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClassNotFoundException) {
        return Optional.of(
            new TaskException(
                TaskError.ARGUMENT_INVALID,
                "The database's driver is not on the class path.",
                url.driver(),
                "Put its jar there.",
                exception));
      } else if (cause instanceof SQLException sql) {
        return Optional.of(failure(sql, url));
      }
    }
    return Optional.empty();
  }

  /** States of class 08 are about the connection, which may be there again later. */
  private static TaskException failure(SQLException sql, JdbcUrl url) {
    String message = String.valueOf(sql.getMessage()).split("\\R", 2)[0];
    boolean connection = String.valueOf(sql.getSQLState()).startsWith("08");
    return new TaskException(
        connection ? TaskError.SERVICE_UNAVAILABLE : TaskError.QUERY_INVALID,
        connection ? "The database can't be reached." : "The database refuses: " + message,
        url.uri(),
        connection ? "Check the URL and whether the database runs." : "Mend the table or query.",
        sql);
  }
}

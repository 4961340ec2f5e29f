package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SparkOperator;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.data.DeclaredSchema;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** {@code ingest.parquet}: reads Parquet files. */
public final class ParquetIngest extends SparkOperator {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String signature() {
    return """
    /// Reads Parquet files. Their schemas are merged; folders named `column=value` become columns.
    operator ingest.parquet(
      /// A file, a folder with all that is in it, or a glob such as "data/*.parquet".
      path: Path,
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
    String path = context.arguments().text("path");
    Optional<DeclaredSchema> declared = DeclaredSchema.of(context.arguments());
    SourceFiles sources = new SourceFiles(context);
    Path root = sources.resolve(path);
    boolean folder = Files.isDirectory(root);
    List<Path> files = folder ? sources.folder(root, path, Integer.MAX_VALUE) : sources.find(path);
    for (Path file : files) {
      check(file, sources.name(file));
    }
    sources.record(context, path, Map.of());
    String[] paths =
        folder
            ? new String[] {root.toString()}
            : files.stream().map(Path::toString).toArray(String[]::new);
    Dataset<Row> data = read(session, paths, path);
    if (declared.isPresent()) {
      data = declared.get().select(data, path);
    }
    long rows = data.count();
    if (rows == 0) {
      throw new TaskException(
          TaskError.SOURCE_EMPTY,
          "The source has no row.",
          path,
          "Check what should have written it.");
    }
    context.metric("rows", rows, 0);
    Datasets.write(context, data, "out", OptionalLong.of(rows), Map.of());
  }

  private static Dataset<Row> read(SparkSession session, String[] paths, String path)
      throws Exception {
    try {
      return ReadingSession.beside(session).read().option("mergeSchema", true).parquet(paths);
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof SparkException) {
        throw new TaskException(
            TaskError.SCHEMA_MISMATCH,
            "The files' columns do not fit each other.",
            path,
            "Read them apart and bring them together with transform.sql.",
            e);
      }
      throw e;
    }
  }

  /** A Parquet file begins and ends with four known bytes. */
  private static void check(Path file, String name) throws IOException, TaskException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() == 0) {
        throw new TaskException(
            TaskError.SOURCE_EMPTY,
            "The file is empty.",
            name,
            "Check what should have written it.");
      }
      byte[] begin = new byte[MAGIC.length];
      byte[] end = new byte[MAGIC.length];
      if (bytes.length() >= 3L * MAGIC.length) {
        bytes.readFully(begin);
        bytes.seek(bytes.length() - MAGIC.length);
        bytes.readFully(end);
      }
      if (!Arrays.equals(begin, MAGIC) || !Arrays.equals(end, MAGIC)) {
        throw new TaskException(
            TaskError.SOURCE_MALFORMED,
            Arrays.equals(begin, MAGIC)
                ? "The Parquet file is cut short."
                : "The file is no Parquet file.",
            name,
            "Write it again, or move it out of the folder.");
      }
    }
  }
}

package io.trainmaster.job.spark.data;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes and reads {@code Dataset} artifacts: a folder of Parquet files and a {@code dataset.json}.
 *
 * <p>The layout is canonical: how many files there are follows from the number of rows, in which
 * file a row lies and where follows from its content. So the files are the same, byte for byte,
 * whatever the partitions and the order of the rows that were written; and since every file is read
 * as one partition, in the order of the files' names, all that follows is the same too.
 */
public final class Datasets {

  /** The Parquet files of a data set, and nothing else in its folder. */
  private static final String FILES = "*.parquet";

  private Datasets() {}

  /**
   * Writes rows as an output of an attempt. They are computed once, and kept in memory or on disk
   * between the count and the write.
   *
   * @throws TaskException where a column's name is repeated or its type can't be stored
   */
  public static DatasetInfo write(TaskContext context, Dataset<Row> rows, String output)
      throws TaskException {
    return write(context, rows, output, OptionalLong.empty(), Map.of());
  }

  /**
   * Writes rows of which more is known.
   *
   * @param count the number of rows, exactly, where it is known: saves counting them
   * @param properties what else to say of the data set; see {@link DatasetInfo#properties}
   */
  public static DatasetInfo write(
      TaskContext context,
      Dataset<Row> rows,
      String output,
      OptionalLong count,
      Map<String, ?> properties)
      throws TaskException {
    Path folder = context.outputPath(output);
    DatasetInfo info = CanonicalLayout.write(rows, folder, count, properties);
    DatasetJson.write(info, folder);
    context.output(output, "Dataset", info.artifactProperties());
    return info;
  }

  /**
   * Writes some of the rows of a data set as an output; cheaper than {@link #write}, with the same
   * result. What else was said of the data set is said of them too.
   *
   * @param rows a filter over what {@link #read} gave, no column changed
   * @param of what the data set says of itself
   * @param count how many rows they are, where it is known
   */
  public static DatasetInfo writeSome(
      TaskContext context, Dataset<Row> rows, DatasetInfo of, OptionalLong count, String output)
      throws TaskException {
    Path folder = context.outputPath(output);
    DatasetInfo info = CanonicalLayout.writeSome(rows, folder, of, count);
    DatasetJson.write(info, folder);
    context.output(output, "Dataset", info.artifactProperties());
    return info;
  }

  /**
   * Gives a data set as an output as it stands: no row is read. Its files are linked where the file
   * system can do that, and copied elsewhere.
   */
  public static void pass(TaskContext context, Artifact dataset, String output) throws IOException {
    Path folder = Files.createDirectories(context.outputPath(output));
    try (Stream<Path> files = Files.list(dataset.path())) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(file.getFileName());
        try {
          Files.createLink(copy, file);
        } catch (IOException | UnsupportedOperationException e) {
          Files.copy(file, copy);
        }
      }
    }
    context.output(output, "Dataset", info(dataset).artifactProperties());
  }

  /**
   * The rows of a data set. Each file is one partition, in the order of names, whatever the cores.
   *
   * @param session a session of {@link io.trainmaster.job.spark.SparkSessionProvider}
   */
  public static Dataset<Row> read(SparkSession session, Artifact dataset) {
    return session
        .read()
        .schema(info(dataset).schema())
        .option("pathGlobFilter", FILES)
        .parquet(dataset.path().toString());
  }

  /** What a data set says of itself. */
  public static DatasetInfo info(Artifact dataset) {
    return DatasetJson.read(dataset.path());
  }
}

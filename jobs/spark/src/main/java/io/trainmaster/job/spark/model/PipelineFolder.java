package io.trainmaster.job.spark.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.regexp_replace;

import io.trainmaster.job.spark.data.ParquetFooter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Saves a pipeline so that equal pipelines have equal bytes. Spark writes the time, random names of
 * files and of an ensemble's trees, and checksums beside the files; none of it is part of the
 * model, and loading needs none of it.
 */
public final class PipelineFolder {

  private static final String TIME = "^(\\{\"class\":\"[^\"]*\",\"timestamp\":)\\d+";
  private static final String TIME_AND_NAME =
      TIME + "(,\"sparkVersion\":\"[^\"]*\",\"uid\":\")[^\"]*";
  private static final Pattern RANDOM_NAME =
      Pattern.compile("^(part-\\d+)-[0-9a-f-]{36}(?:-c\\d+)?(\\..*)?$");

  private PipelineFolder() {}

  /**
   * Saves a pipeline whose stages have names of their own.
   *
   * @param folder must not exist yet; on the driver's file system
   */
  public static void write(PipelineModel pipeline, Path folder) throws IOException {
    pipeline.write().save(folder.toUri().toString());
    for (Path trees : all(folder, path -> path.endsWith("treesMetadata"))) {
      nameTrees(trees);
    }
    for (Path file : all(folder, Files::isRegularFile)) {
      settle(file);
    }
  }

  private static void nameTrees(Path folder) throws IOException {
    Path named = folder.resolveSibling("named");
    // The number of the tree, what is said of it, its weight; only boosted trees name the columns.
    Dataset<Row> trees = SparkSession.active().read().parquet(folder.toUri().toString());
    String number = trees.columns()[0];
    String said = trees.columns()[1];
    trees
        .withColumn(said, regexp_replace(col(said), TIME_AND_NAME, "$10$2tree"))
        .orderBy(number)
        .coalesce(1)
        .write()
        .parquet(named.toUri().toString());
    for (Path old : all(folder, path -> true)) {
      Files.delete(old);
    }
    Files.move(named, folder);
  }

  private static void settle(Path file) throws IOException {
    String name = file.getFileName().toString();
    var random = RANDOM_NAME.matcher(name);
    if (!random.matches()) {
      Files.delete(file);
      return;
    }
    if (name.endsWith(".parquet")) {
      ParquetFooter.order(file);
    } else {
      Files.writeString(file, Files.readString(file).replaceFirst(TIME, "$10"));
    }
    String ending = random.group(2) == null ? "" : random.group(2);
    Files.move(file, file.resolveSibling(random.group(1) + ending));
  }

  /** What lies in a folder, what is inside before what it is in. */
  private static List<Path> all(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(wanted).sorted(Comparator.reverseOrder()).toList();
    }
  }
}

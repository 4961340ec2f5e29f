package io.trainmaster.job.spark.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SparkOperator;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.data.DeclaredSchema;
import io.trainmaster.job.spark.data.SchemaDifference;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** {@code ingest.json}: reads JSON objects. Every one is checked before anything is written. */
public final class JsonIngest extends SparkOperator {

  private static final int PARTITIONS_MAX = 256;

  @Override
  public String signature() {
    return """
    /// Reads JSON objects: one after another, as in JSON lines, or the items of one array. Gzip by
    /// its ending.
    operator ingest.json(
      /// A file, a folder (its files in the order of their names) or a glob such as "data/*.json".
      path: Path,
      /// The columns and their types, where they are not to be found out.
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
    SourceFiles sources = new SourceFiles(context);
    String path = context.arguments().text("path");
    Optional<JsonTable> table = table(DeclaredSchema.of(context.arguments()));
    List<CsvFile> files = new ArrayList<>();
    Set<String> keys = new TreeSet<>();
    Map<String, SourceFiles.FileDigest> read = new HashMap<>();
    long rows = 0;
    for (Path file : sources.find(path)) {
      CsvFile json = new CsvFile(file.toString(), sources.name(file));
      files.add(json);
      rows += scan(json, table, keys, read);
    }
    sources.record(context, path, read);
    if (rows == 0 || keys.isEmpty()) {
      throw new TaskException(
          TaskError.SOURCE_EMPTY,
          rows == 0 ? "The source has no row." : "The source's objects have no fields.",
          path,
          "Check what should have written it.");
    }
    context.metric("rows", rows, 0);
    JavaRDD<CsvFile> parallel =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(files, Math.min(files.size(), PARTITIONS_MAX));
    Dataset<Row> data;
    if (table.isPresent()) {
      JsonTable declared = table.get();
      DeclaredSchema schema = DeclaredSchema.of(context.arguments()).orElseThrow();
      checkNames(schema, keys, path);
      JavaRDD<Row> values = parallel.flatMap(file -> all(file, declared::row).iterator());
      data = session.createDataFrame(values, schema.sparkSchema());
    } else {
      JavaRDD<String> texts = parallel.flatMap(file -> all(file, ObjectNode::toString).iterator());
      data = session.read().json(session.createDataset(texts.rdd(), Encoders.STRING()));
    }
    Datasets.write(context, data, "out", OptionalLong.of(rows), Map.of());
  }

  private static Optional<JsonTable> table(Optional<DeclaredSchema> declared) {
    return declared.map(
        schema ->
            new JsonTable(
                schema.columns().stream()
                    .map(
                        column ->
                            new CsvTable.Column(
                                column.name(),
                                TextType.named(column.type()).orElseThrow(),
                                column.nullable()))
                    .toList()));
  }

  private static void checkNames(DeclaredSchema schema, Set<String> keys, String path)
      throws TaskException {
    SchemaDifference difference = SchemaDifference.ofNames(schema.names(), List.copyOf(keys));
    if (!difference.isEmpty()) {
      throw difference.failure(path);
    }
  }

  /** Reads a file through, digests it and gives the number of its objects. */
  private static long scan(
      CsvFile file,
      Optional<JsonTable> table,
      Set<String> keys,
      Map<String, SourceFiles.FileDigest> read)
      throws IOException, TaskException {
    long rows = 0;
    try (DigestStream bytes = new DigestStream(file.bytes());
        InputStream unpacked = file.unpacked(bytes);
        JsonRecords records = new JsonRecords(unpacked, file.name())) {
      for (ObjectNode object = records.next(); object != null; object = records.next()) {
        object.fieldNames().forEachRemaining(keys::add);
        String problem = table.isPresent() ? table.get().problem(object) : null;
        if (problem != null) {
          throw new TaskException(
              TaskError.SOURCE_MALFORMED,
              "An object is not as declared: " + problem + ".",
              "%s:%d".formatted(file.name(), records.line()),
              "Mend the object or the schema.");
        }
        rows++;
      }
      bytes.drain();
      read.put(file.name(), new SourceFiles.FileDigest(bytes.hex(), bytes.count()));
      return rows;
    } catch (ZipException | EOFException e) {
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          CsvScan.DAMAGED,
          file.name(),
          "Fetch it again; `gzip -t` tells whether it is whole.",
          e);
    }
  }

  private static <T> Iterable<T> all(CsvFile file, Function<ObjectNode, T> take)
      throws IOException, TaskException {
    List<T> all = new ArrayList<>();
    try (InputStream unpacked = file.unpacked(file.bytes());
        JsonRecords records = new JsonRecords(unpacked, file.name())) {
      @Nullable ObjectNode object = records.next();
      while (object != null) {
        all.add(take.apply(object));
        object = records.next();
      }
    }
    return all;
  }
}

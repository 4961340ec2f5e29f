package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SparkOperator;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.data.Datasets;
import io.trainmaster.job.spark.data.DeclaredSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * {@code ingest.csv}. The files are read twice: once to check every record and to find the types,
 * once to write the rows. Nothing is written of a source that is not good.
 */
public final class CsvIngest extends SparkOperator {

  private static final int PARTITIONS_MAX = 256;
  private static final int PLACES_MAX = 5;
  private static final String MALFORMED = "file string, line bigint, problem string, text string";

  @Override
  public String signature() {
    return """
    /// Reads delimited text, gzip by its ending. Every record is checked before anything is
    /// written; a type that isn't declared is the narrowest that every text of the column is of.
    operator ingest.csv(
      /// A file, a folder (its files in the order of their names) or a glob such as "data/*.csv".
      path: Path,
      /// The columns and their types, where they are not to be found out. Without a header it
      /// must be given; with one, it renames the columns by position where their names differ.
      schema: Schema?,
      /// Whether the first record of each file names the columns.
      header: Bool = true,
      /// The character between fields.
      delimiter: String = ",",
      /// The character around a field that holds delimiters or ends of lines.
      quote: String = "\\"",
      /// The character that makes a quote inside a quoted field a plain one; the quote itself
      /// where it is left out.
      escape: String?,
      /// The character that a line to be skipped begins with.
      comment: String?,
      /// The character encoding, such as "UTF-8" or "windows-1252".
      encoding: String = "UTF-8",
      /// The texts that stand for a missing value.
      nulls: List<String> = ["", "?", "NA", "N/A", "null", "NULL"],
      /// Whether blanks around a field are no part of it.
      trim: Bool = true,
      /// What becomes of a record that can't be read: `refuse` fails the task, `set_aside` writes
      /// it to a second data set, `malformed`, and goes on.
      malformed: Name in [refuse, set_aside] = refuse,
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
    CsvFormat format = CsvFormat.of(arguments);
    Optional<DeclaredSchema> declared = DeclaredSchema.of(arguments);
    List<CsvFile> files = files(context);
    List<String> names = CsvHeader.columns(files, format, declared);

    List<CsvScan> scans;
    CsvTable table;
    if (declared.isPresent()) {
      table = new CsvTable(format, declaredColumns(names, declared.get()));
      scans = scan(session, files, file -> CsvScan.checking(file, table));
    } else {
      int width = names.size();
      scans = scan(session, files, file -> CsvScan.inferring(file, format, width));
      table = new CsvTable(format, inferredColumns(names, scans));
    }
    record(context, scans);
    boolean setAside = arguments.text("malformed").equals("set_aside");
    check(scans, setAside);
    write(context, session, files, table, declared, scans);
    if (setAside) {
      writeMalformed(context, session, files, table, scans);
    }
  }

  private static List<CsvFile> files(TaskContext context) throws TaskException {
    SourceFiles sources = new SourceFiles(context);
    List<CsvFile> files = new ArrayList<>();
    for (Path path : sources.find(context.arguments().text("path"))) {
      files.add(new CsvFile(path.toString(), sources.name(path)));
    }
    return files;
  }

  /** One file is scanned here: a job of its own would cost more than it saves. */
  private static List<CsvScan> scan(
      SparkSession session, List<CsvFile> files, Function<CsvFile, CsvScan> pass) throws Exception {
    if (files.size() == 1) {
      return List.of(pass.call(files.get(0)));
    }
    return parallel(session, files).map(pass).collect();
  }

  private static JavaRDD<CsvFile> parallel(SparkSession session, List<CsvFile> files) {
    return JavaSparkContext.fromSparkContext(session.sparkContext())
        .parallelize(files, Math.min(files.size(), PARTITIONS_MAX));
  }

  private static List<CsvTable.Column> declaredColumns(
      List<String> names, DeclaredSchema declared) {
    List<CsvTable.Column> columns = new ArrayList<>();
    for (String name : names) {
      DeclaredSchema.Column column =
          declared.columns().stream()
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElseThrow();
      columns.add(
          new CsvTable.Column(
              name, TextType.named(column.type()).orElseThrow(), column.nullable()));
    }
    return columns;
  }

  private static List<CsvTable.Column> inferredColumns(List<String> names, List<CsvScan> scans) {
    List<CsvTable.Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnEvidence evidence = new ColumnEvidence();
      for (CsvScan scan : scans) {
        evidence.add(scan.evidence().get(i));
      }
      columns.add(new CsvTable.Column(names.get(i), evidence.type(), evidence.nullable()));
    }
    return columns;
  }

  private static void record(TaskContext context, List<CsvScan> scans) throws Exception {
    Map<String, SourceFiles.FileDigest> read = new HashMap<>();
    for (CsvScan scan : scans) {
      read.put(scan.file().name(), new SourceFiles.FileDigest(scan.digest(), scan.bytes()));
    }
    new SourceFiles(context).record(context, context.arguments().text("path"), read);
    context.metric("rows", rows(scans), 0);
    context.metric("malformed_rows", malformed(scans), 0);
  }

  private static void check(List<CsvScan> scans, boolean setAside) throws TaskException {
    for (CsvScan scan : scans) {
      if (scan.damage() != null) {
        throw new TaskException(
            TaskError.SOURCE_MALFORMED,
            scan.damage(),
            scan.file().name(),
            "Fetch it again; `gzip -t` tells whether it is whole.");
      }
    }
    if (malformed(scans) > 0 && !setAside) {
      throw refusal(scans);
    }
    if (rows(scans) == 0) {
      throw new TaskException(
          TaskError.SOURCE_EMPTY,
          malformed(scans) == 0
              ? "The source has a header and no row."
              : "No row of the source can be read.",
          scans.get(0).file().name(),
          "Check what should have written it.");
    }
  }

  private static TaskException refusal(List<CsvScan> scans) {
    List<String> places = new ArrayList<>();
    String problem = "";
    for (CsvScan scan : scans) {
      for (CsvScan.Malformed example : scan.examples()) {
        problem = places.isEmpty() ? example.problem() : problem;
        places.add("%s:%d".formatted(scan.file().name(), example.line()));
      }
    }
    long others = malformed(scans) - 1;
    String more =
        others == 0
            ? ""
            : " %d more are malformed: %s%s."
                .formatted(
                    others,
                    String.join(", ", places.subList(1, Math.min(places.size(), PLACES_MAX))),
                    others >= PLACES_MAX ? ", …" : "");
    return new TaskException(
        TaskError.SOURCE_MALFORMED,
        "A row is malformed: " + problem + ".",
        places.get(0),
        "Mend it, or say `malformed: set_aside` to go on without such rows." + more);
  }

  private static long rows(List<CsvScan> scans) {
    return scans.stream().mapToLong(CsvScan::rows).sum();
  }

  private static long malformed(List<CsvScan> scans) {
    return scans.stream().mapToLong(CsvScan::malformed).sum();
  }

  private static void write(
      TaskContext context,
      SparkSession session,
      List<CsvFile> files,
      CsvTable table,
      Optional<DeclaredSchema> declared,
      List<CsvScan> scans)
      throws TaskException {
    JavaRDD<Row> rows = parallel(session, files).flatMap(file -> file.rows(table));
    Dataset<Row> data = session.createDataFrame(rows, table.schema());
    if (declared.isPresent()) {
      Column[] order = declared.get().names().stream().map(Columns::named).toArray(Column[]::new);
      data = data.select(order);
    }
    Datasets.write(context, data, "out", OptionalLong.of(rows(scans)), Map.of());
  }

  private static void writeMalformed(
      TaskContext context,
      SparkSession session,
      List<CsvFile> files,
      CsvTable table,
      List<CsvScan> scans)
      throws TaskException, IOException {
    JavaRDD<Row> rows = parallel(session, files).flatMap(file -> file.malformed(table));
    Datasets.write(
        context,
        session.createDataFrame(rows, StructType.fromDDL(MALFORMED)),
        "malformed",
        OptionalLong.of(malformed(scans)),
        Map.of());
  }
}

package io.trainmaster.job.spark.ingest;

import static io.trainmaster.job.spark.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.data.DatasetInfo;
import io.trainmaster.job.spark.data.Datasets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvIngestTest {

  private final Path project;

  CsvIngestTest(@TempDir Path project) {
    this.project = project;
  }

  @Test
  void findsTypesAndReadsValues() throws Exception {
    write(
        "a.csv",
        "id,age,plan,since,active,note\n1,2.5,basic,2026-01-02,true,\n2,?,plus,,false,x\n");

    RecordingContext context = context("a.csv").run(new CsvIngest());
    Artifact data = context.artifact("out");

    assertThat(Datasets.info(data).columns().stream().map(CsvIngestTest::text))
        .containsExactly(
            "id Int", "age Float?", "plan String", "since Date?", "active Bool", "note String?");
    assertThat(rows(data))
        .containsExactlyInAnyOrder(
            "[1,2.5,basic,2026-01-02,true,null]", "[2,null,plus,null,false,x]");
    assertThat(context.metric("rows")).isEqualTo(2);
    assertThat(context.metric("malformed_rows")).isZero();
  }

  @Test
  void recordsTheDigestOfAFileAndOfAFoldersFiles() throws Exception {
    write("in/b.csv", "x\n1\n");
    gzip("in/a.csv.gz", "x\n2\n3\n");
    write("in/.hidden", "no");
    write("in/_SUCCESS", "");

    RecordingContext context = context("in").run(new CsvIngest());

    assertThat(rows(context.artifact("out"))).containsExactlyInAnyOrder("[1]", "[2]", "[3]");
    assertThat(context.sources)
        .extracting(RecordingContext.RecordedSource::uri)
        .containsExactly("file:in");
    byte[] zipped = Files.readAllBytes(project.resolve("in/a.csv.gz"));
    assertThat(context.sources.get(0).bytes()).isEqualTo(zipped.length + 4);
    String b = "daff832f802000e645771a60983c76c963f6ee602a6230e45237bd360e91cc1a";
    String list = "in/a.csv.gz " + sha256(zipped) + "\nin/b.csv " + b + "\n";
    assertThat(context.sources.get(0).digest())
        .isEqualTo(sha256(list.getBytes(StandardCharsets.UTF_8)));

    RecordingContext one = context("in/b.csv").run(new CsvIngest());
    assertThat(one.sources).hasSize(1);
    assertThat(one.sources.get(0).uri()).isEqualTo("file:in/b.csv");
    assertThat(one.sources.get(0).digest()).isEqualTo(b);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void readsAGlob() throws Exception {
    write("d/2026/x-1.csv", "x\n1\n");
    write("d/2026/x-2.csv", "x\n2\n");
    write("d/2026/y-1.csv", "x\n3\n");

    RecordingContext context = context("d/*/x-*.csv").run(new CsvIngest());

    assertThat(rows(context.artifact("out"))).containsExactlyInAnyOrder("[1]", "[2]");
  }

  @Test
  void takesTheColumnsFromADeclaredSchema() throws Exception {
    write("a.csv", "39, State-gov, <=50K\n50, ?, >50K\n");

    RecordingContext context =
        context("a.csv")
            .with("header", false)
            .with("schema", schema("age Float", "workclass String", "income String!"))
            .run(new CsvIngest());

    Artifact data = context.artifact("out");
    assertThat(Datasets.info(data).columns().stream().map(CsvIngestTest::text))
        .containsExactly("age Float?", "workclass String?", "income String");
    assertThat(rows(data)).containsExactlyInAnyOrder("[39.0,State-gov,<=50K]", "[50.0,null,>50K]");
  }

  @Test
  void renamesByPositionAndFindsByName() throws Exception {
    write("dup.csv", "id,v,v\n1,2,3\n");
    write("swap.csv", "b,a\n1,2\n");

    Artifact renamed =
        context("dup.csv")
            .with("schema", schema("id Int", "v1 Int", "v2 Int"))
            .run(new CsvIngest())
            .artifact("out");
    Artifact swapped =
        context("swap.csv")
            .with("schema", schema("a Int", "b Int"))
            .run(new CsvIngest())
            .artifact("out");

    assertThat(Datasets.info(renamed).columnNames()).containsExactly("id", "v1", "v2");
    assertThat(Datasets.info(swapped).columnNames()).containsExactly("a", "b");
    assertThat(rows(swapped)).containsExactly("[2,1]");
  }

  @Test
  void setsMalformedRowsAside() throws Exception {
    write("a.csv", "x,y\n1,2\n3\n4,5,6\n7,\"8\n");

    RecordingContext context = context("a.csv").with("malformed", "set_aside").run(new CsvIngest());

    assertThat(rows(context.artifact("out"))).containsExactly("[1,2]");
    assertThat(rows(context.artifact("malformed")))
        .containsExactlyInAnyOrder(
            "[a.csv,3,it has 1 fields where 2 are expected,3]",
            "[a.csv,4,it has 3 fields where 2 are expected,4,5,6]",
            "[a.csv,5,a quote is never closed,7,\"8]");
    assertThat(context.metric("malformed_rows")).isEqualTo(3);
  }

  @Test
  void writesTheSameFilesFromOneFileAndFromEight() throws Exception {
    List<String> lines = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      lines.add("%d,%s,%d".formatted(i, random.nextGaussian(), random.nextInt(3)));
    }
    write("one.csv", "a,b,c\n" + String.join("\n", lines));
    Collections.shuffle(lines, random);
    for (int i = 0; i < 8; i++) {
      write(
          "eight/%d.csv".formatted(i),
          "a,b,c\n" + String.join("\n", lines.subList(i * 2500, (i + 1) * 2500)));
    }

    Artifact one = context("one.csv").run(new CsvIngest()).artifact("out");
    Artifact eight = context("eight").run(new CsvIngest()).artifact("out");

    assertThat(one.digest()).isEqualTo(eight.digest());
    assertThat(one.properties()).containsEntry("partitions", 2L);
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    Files.createDirectories(project.resolve("empty"));

    assertThat(refused("no.csv", TaskError.SOURCE_MISSING).place()).isEqualTo("no.csv");
    assertThat(refused("empty", TaskError.SOURCE_MISSING))
        .hasMessage("The folder holds no file to read.");
    assertThat(refused("x/*.csv", TaskError.SOURCE_MISSING))
        .hasMessage("No file matches the pattern.");
  }

  @Test
  void refusesWhatHoldsNoRows() throws Exception {
    write("empty.csv", "");
    write("header.csv", "a,b\n");

    assertThat(refused("empty.csv", TaskError.SOURCE_EMPTY)).hasMessage("The file is empty.");
    assertThat(refused("header.csv", TaskError.SOURCE_EMPTY))
        .hasMessage("The source has a header and no row.");
  }

  @Test
  void refusesRaggedRowsWithTheirLines() throws Exception {
    write("a.csv", "x,y\n1,2\n3\n4,5\n6,7,8\n");

    TaskException failure = refused("a.csv", TaskError.SOURCE_MALFORMED);

    assertThat(failure).hasMessage("A row is malformed: it has 1 fields where 2 are expected.");
    assertThat(failure.place()).isEqualTo("a.csv:3");
    assertThat(failure.mend()).contains("set_aside").endsWith("1 more are malformed: a.csv:5.");
  }

  @Test
  void refusesAnotherEncoding() throws Exception {
    write("a.csv", "name,x\nZoë,1\n", StandardCharsets.ISO_8859_1);

    TaskException failure = refused("a.csv", TaskError.SOURCE_MALFORMED);

    assertThat(failure).hasMessage("A row is malformed: it is not UTF-8 text.");
    assertThat(failure.place()).isEqualTo("a.csv:2");
    assertThat(
            rows(
                context("a.csv")
                    .with("encoding", "ISO-8859-1")
                    .run(new CsvIngest())
                    .artifact("out")))
        .containsExactly("[Zoë,1]");
  }

  @Test
  void refusesRepeatedNames() throws Exception {
    write("a.csv", "id,v,V\n1,2,3\n");

    TaskException failure = refused("a.csv", TaskError.SCHEMA_MISMATCH);

    assertThat(failure.place()).isEqualTo("a.csv:1, column v");
    assertThat(failure.mend()).contains("schema:");
  }

  @Test
  void refusesOtherColumnsThanTheDeclared() throws Exception {
    write("a.csv", "id,age,extra\n1,2,3\n");

    TaskException failure =
        failure(
            context("a.csv").with("schema", schema("id Int", "years Int")),
            new CsvIngest(),
            TaskError.SCHEMA_MISMATCH);

    assertThat(failure.mend()).contains("- years; + age; + extra");
  }

  @Test
  void refusesValuesThatAreNotOfTheDeclaredType() throws Exception {
    write("a.csv", "id,age\n1,2\n2,old\n3,\n");

    TaskException failure =
        failure(
            context("a.csv").with("schema", schema("id Int", "age Int!")),
            new CsvIngest(),
            TaskError.SOURCE_MALFORMED);

    assertThat(failure).hasMessage("A row is malformed: `age` is \"old\", which is no Int.");
    assertThat(failure.place()).isEqualTo("a.csv:3");
  }

  @Test
  void refusesFilesWhoseHeadersDiffer() throws Exception {
    write("in/a.csv", "x,y\n1,2\n");
    write("in/b.csv", "x,z\n1,2\n");

    TaskException failure = refused("in", TaskError.SCHEMA_MISMATCH);

    assertThat(failure.place()).isEqualTo("in/b.csv, as against in/a.csv");
    assertThat(failure.mend()).contains("- y; + z");
  }

  @Test
  void refusesADamagedGzipFile() throws Exception {
    String text = "x\n" + "123456,abcdef\n".repeat(5000);
    gzip("whole.csv.gz", text);
    byte[] bytes = Files.readAllBytes(project.resolve("whole.csv.gz"));
    Files.write(project.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    write("plain.csv.gz", "x\n1\n");

    assertThat(refused("cut.csv.gz", TaskError.SOURCE_MALFORMED).getMessage())
        .contains("damaged or cut short");
    assertThat(refused("plain.csv.gz", TaskError.SOURCE_MALFORMED).getMessage())
        .contains("is no gzip file");
  }

  @Test
  void refusesArgumentsThatMakeNoSense() throws Exception {
    write("a.csv", "1,2\n");

    failure(context("a.csv").with("delimiter", "||"), new CsvIngest(), TaskError.ARGUMENT_INVALID);
    failure(
        context("a.csv").with("encoding", "UTF-9"), new CsvIngest(), TaskError.ARGUMENT_INVALID);
    failure(context("a.csv").with("header", false), new CsvIngest(), TaskError.ARGUMENT_INVALID);
    failure(
        context("a.csv").with("schema", schema("a Integer")),
        new CsvIngest(),
        TaskError.ARGUMENT_INVALID);
  }

  private TaskException refused(String path, TaskError error) {
    return failure(context(path), new CsvIngest(), error);
  }

  private RecordingContext context(String path) {
    return new RecordingContext(project)
        .with("path", path)
        .with("header", true)
        .with("delimiter", ",")
        .with("quote", "\"")
        .with("encoding", "UTF-8")
        .with("nulls", List.of("", "?", "NA", "N/A", "null", "NULL"))
        .with("trim", true)
        .with("malformed", "refuse");
  }

  /** Columns such as {@code age Int}; with {@code !} they may not be null. */
  static List<Map<String, Object>> schema(String... columns) {
    return Arrays.stream(columns)
        .map(
            column -> {
              String[] words = column.replace("!", "").split(" ");
              return Map.<String, Object>of(
                  "name", words[0], "type", words[1], "nullable", !column.endsWith("!"));
            })
        .toList();
  }

  private static String text(DatasetInfo.Column column) {
    return column.name() + " " + column.type() + (column.nullable() ? "?" : "");
  }

  private static List<String> rows(Artifact data) {
    return Datasets.read(SharedSession.get(), data).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private void write(String name, String text) throws IOException {
    write(name, text, StandardCharsets.UTF_8);
  }

  private void write(String name, String text, Charset charset) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(charset));
  }

  private void gzip(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}

package io.trainmaster.job.dl4j;

import io.trainmaster.job.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Data sets as {@code ingest.images} and {@code ingest.csv} would leave them. */
final class TestData {

  static final int EDGE = 12;

  /** Several files for a small data set, not too many for a large one. */
  private static final int FILES = 4;

  private final SparkSession session;
  private final Path folder;

  TestData(SparkSession session, Path folder) {
    this.session = session;
    this.folder = folder;
  }

  /** A session for the tests of a process. */
  static SparkSession session() {
    SparkSession session =
        SparkSession.builder()
            .master("local[1]")
            .appName("test")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    session.sparkContext().setLogLevel("WARN");
    return session;
  }

  /** Noisy images of a horizontal, a vertical or a diagonal bar: {@code across}, {@code down}, … */
  Artifact bars(int rows, long seed) {
    String name = "bars-" + rows + "-" + seed;
    Random random = new Random(seed);
    List<Row> all = new ArrayList<>();
    String[] labels = {"across", "down", "slanted"};
    for (int i = 0; i < rows; i++) {
      int label = random.nextInt(labels.length);
      byte[] pixels = new byte[EDGE * EDGE];
      for (int pixel = 0; pixel < pixels.length; pixel++) {
        pixels[pixel] = (byte) random.nextInt(80);
      }
      int at = 1 + random.nextInt(EDGE - 2);
      for (int k = 0; k < EDGE; k++) {
        int y = label == 0 ? at : k;
        int x = label == 1 ? at : label == 0 ? k : (k + at) % EDGE;
        pixels[y * EDGE + x] = (byte) (180 + random.nextInt(70));
      }
      all.add(RowFactory.create(pixels, labels[label]));
    }
    StructType schema =
        new StructType().add("pixels", DataTypes.BinaryType).add("label", DataTypes.StringType);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("width", (long) EDGE);
    properties.put("height", (long) EDGE);
    properties.put("channels", 1L);
    properties.put("classes", 3L);
    return write(name, all, schema, properties);
  }

  /** Two half circles that no line can tell apart, and a text that says nothing. */
  Artifact moons(int rows, long seed) {
    String name = "moons-" + rows + "-" + seed;
    Random random = new Random(seed);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean upper = random.nextBoolean();
      double angle = Math.PI * random.nextDouble();
      double x = (upper ? Math.cos(angle) : 1 - Math.cos(angle)) + 0.08 * random.nextGaussian();
      double y = (upper ? Math.sin(angle) : 0.5 - Math.sin(angle)) + 0.08 * random.nextGaussian();
      Double first = random.nextInt(50) == 0 ? null : 100 * x;
      String color = random.nextInt(20) == 0 ? null : random.nextBoolean() ? "red" : "blue";
      all.add(RowFactory.create(first, y, color, random.nextBoolean(), upper ? "up" : "low"));
    }
    return write(
        name,
        all,
        new StructType()
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType)
            .add("color", DataTypes.StringType)
            .add("flag", DataTypes.BooleanType)
            .add("half", DataTypes.StringType),
        Map.of());
  }

  /** A number that is a curve of another one. */
  Artifact curve(int rows, long seed) {
    String name = "curve-" + rows + "-" + seed;
    Random random = new Random(seed);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double x = 6 * random.nextDouble() - 3;
      all.add(RowFactory.create(x, 1000 + 50 * Math.sin(x) + random.nextGaussian()));
    }
    return write(
        name,
        all,
        new StructType().add("x", DataTypes.DoubleType).add("y", DataTypes.DoubleType),
        Map.of());
  }

  /**
   * Rows in several files, named in order; what was written under a name before is left as it is.
   */
  Artifact write(String name, List<Row> rows, StructType schema, Map<String, Object> properties) {
    Path target = folder.resolve(name);
    Artifact artifact = new Artifact("Dataset", "digest-of-" + name, target, properties);
    if (Files.exists(target)) {
      return artifact;
    }
    try {
      Files.createDirectories(target);
      int rowsPerFile = rows.size() / FILES + 1;
      for (int from = 0, file = 0; from < rows.size(); from += rowsPerFile, file++) {
        Path draft = folder.resolve(name + "-draft-" + file);
        session
            .createDataFrame(rows.subList(from, Math.min(rows.size(), from + rowsPerFile)), schema)
            .coalesce(1)
            .write()
            .parquet(draft.toString());
        try (var files = Files.newDirectoryStream(draft, "*.parquet")) {
          Files.move(files.iterator().next(), target.resolve("part-%05d.parquet".formatted(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return artifact;
  }
}

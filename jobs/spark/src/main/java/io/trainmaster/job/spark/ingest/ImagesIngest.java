package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.SparkOperator;
import io.trainmaster.job.spark.data.Datasets;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** {@code ingest.images}: reads labelled images from IDX files or from a folder for each label. */
public final class ImagesIngest extends SparkOperator {

  private static final String SCHEMA = "pixels binary, label string";
  private static final int FILES_PER_PARTITION = 256;
  private static final int PARTITIONS_MAX = 256;

  @Override
  public String signature() {
    return """
    /// Reads labelled images: IDX files as MNIST has them, plain or gzip, or a folder with a folder
    /// of PNG or JPEG files for each label. Gives the columns `pixels` (a byte for each channel of
    /// each pixel, row by row) and `label`.
    operator ingest.images(
      /// The folder.
      path: Path?,
      /// Which IDX files of the folder: those of training, those of test, or both.
      set: Name in [train, test, all] = all,
      /// An IDX file of images, instead of a folder.
      images: Path?,
      /// The IDX file of its labels.
      labels: Path?,
      /// The width that images are scaled to; that of the first image where it is left out.
      width: Int? in 1..16384,
      /// The height that images are scaled to; that of the first image where it is left out.
      height: Int? in 1..16384,
      /// 1 for grey, 3 for colour.
      channels: Int in [1, 3] = 1,
      /// How many labels there are; more are an error.
      classes: Int? in 1..100000,
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
    SourceFiles sources = new SourceFiles(context);
    ImageFolder folder = new ImageFolder(sources, arguments);
    List<IdxPair> pairs = folder.pairs();
    if (pairs.isEmpty()) {
      readFiles(context, session, folder.images());
    } else {
      readPairs(context, session, pairs);
    }
  }

  private static void readPairs(TaskContext context, SparkSession session, List<IdxPair> pairs)
      throws Exception {
    Map<String, SourceFiles.FileDigest> read = new HashMap<>();
    long count = 0;
    TreeSet<Integer> labels = new TreeSet<>();
    List<IdxPair.Scan> scans = new ArrayList<>();
    for (IdxPair pair : pairs) {
      IdxPair.Scan scan = pair.scan();
      for (IdxPair.Source source : List.of(scan.imageSource(), scan.labelSource())) {
        read.put(source.file().name(), new SourceFiles.FileDigest(source.digest(), source.bytes()));
      }
      scans.add(scan);
      count += scan.count();
      labels.addAll(scan.classes());
    }
    for (String argument : List.of("path", "images", "labels")) {
      if (context.arguments().has(argument)) {
        new SourceFiles(context).record(context, context.arguments().text(argument), read);
      }
    }
    IdxPair.Scan first = scans.get(0);
    ImageFormat format = format(context.arguments(), first.width(), first.height());
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(pairs, pairs.size())
            .flatMap(pair -> pair.rows(format));
    List<String> names = labels.stream().map(String::valueOf).toList();
    write(context, session, rows, count, format, names);
  }

  private static void readFiles(TaskContext context, SparkSession session, List<ImageFile> images)
      throws Exception {
    new SourceFiles(context).record(context, context.arguments().text("path"), Map.of());
    BufferedImage first = images.get(0).read();
    ImageFormat format = format(context.arguments(), first.getWidth(), first.getHeight());
    int partitions = Math.min(PARTITIONS_MAX, 1 + (images.size() - 1) / FILES_PER_PARTITION);
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(images, partitions)
            .map(image -> image.row(format));
    List<String> names = images.stream().map(ImageFile::label).distinct().sorted().toList();
    write(context, session, rows, images.size(), format, names);
  }

  private static ImageFormat format(Arguments arguments, int width, int height) {
    return new ImageFormat(
        arguments.has("width") ? (int) arguments.integer("width") : width,
        arguments.has("height") ? (int) arguments.integer("height") : height,
        (int) arguments.integer("channels"));
  }

  private static void write(
      TaskContext context,
      SparkSession session,
      JavaRDD<Row> rows,
      long count,
      ImageFormat format,
      List<String> labels)
      throws TaskException {
    long classes = labels.size();
    if (context.arguments().has("classes")) {
      classes = context.arguments().integer("classes");
      if (labels.size() > classes) {
        throw new TaskException(
            TaskError.LABEL_UNUSABLE,
            "There are more labels than classes.",
            "%d labels (%s), classes: %d".formatted(labels.size(), shortened(labels), classes),
            "Say how many classes there are, or leave `classes` out.");
      }
    }
    context.metric("rows", count, 0);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("width", (long) format.width());
    properties.put("height", (long) format.height());
    properties.put("channels", (long) format.channels());
    properties.put("classes", classes);
    properties.put("labels", labels);
    Datasets.write(
        context,
        session.createDataFrame(rows, StructType.fromDDL(SCHEMA)),
        "out",
        OptionalLong.of(count),
        properties);
  }

  private static String shortened(List<String> labels) {
    String shown = String.join(", ", labels.subList(0, Math.min(labels.size(), 12)));
    return labels.size() > 12 ? shown + ", …" : shown;
  }
}

package io.trainmaster.job.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.network.Block;
import io.trainmaster.job.network.TestContext;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains on the 60,000 images of MNIST and measures on its 10,000 test images. Takes minutes, so it
 * runs only where it is asked for: by {@code TRAINMASTER_SLOW=true} in the environment, and {@code
 * -Ddatasets.dir=FOLDER}.
 */
class MnistTest {

  private static final int EDGE = 28;

  @Test
  void readsDigits(@TempDir Path folder) throws Exception {
    String datasets = System.getProperty("trainmaster.datasets", "");
    assumeTrue(!datasets.isEmpty(), "Set -Ddatasets.dir to the folder that holds mnist.");
    assumeTrue("true".equals(System.getenv("TRAINMASTER_SLOW")), "Takes minutes.");
    Path mnist = Path.of(datasets, "mnist");
    SparkSession session = TestData.session();
    TestData data = new TestData(session, folder);
    Arguments arguments =
        new Block()
            .with("train", read(data, "train", mnist.resolve("train")))
            .with("validation", read(data, "test", mnist.resolve("t10k")))
            .with("label", "label")
            .layer("conv", "filters", 32L, "kernel", 5L)
            .pool("max", 2)
            .layer("conv", "filters", 64L, "kernel", 3L)
            .pool("max", 2)
            .layer("dense", "units", 128L, "dropout", 0.5)
            .output("softmax")
            .optimizer("adam", "rate", 0.001)
            .line("epochs", 3L)
            .line("batch", 128L)
            .arguments();
    int cpus = Runtime.getRuntime().availableProcessors();
    TestContext context =
        new TestContext(folder.resolve("run"), 1, arguments)
            .cpus(cpus)
            .resource(SparkSession.class, session);
    long start = System.nanoTime();
    context.onMetric(
        (key, step) ->
            System.out.printf(
                "%.0f s: %s%n",
                (System.nanoTime() - start) / 1e9,
                context.metrics.get(context.metrics.size() - 1)));
    new TrainNetwork().run(context);
    assertThat(context.last("validation.accuracy")).isGreaterThanOrEqualTo(0.985);
  }

  private static Artifact read(TestData data, String name, Path prefix) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (DataInputStream images = open(prefix + "-images-idx3-ubyte.gz", 16);
        DataInputStream labels = open(prefix + "-labels-idx1-ubyte.gz", 8)) {
      for (int label = labels.read(); label >= 0; label = labels.read()) {
        rows.add(RowFactory.create(images.readNBytes(EDGE * EDGE), Integer.toString(label)));
      }
    }
    return data.write(
        name,
        rows,
        new StructType().add("pixels", DataTypes.BinaryType).add("label", DataTypes.StringType),
        Map.of("width", 28L, "height", 28L, "channels", 1L, "classes", 10L));
  }

  private static DataInputStream open(String file, int header) throws IOException {
    InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(file)));
    in.readNBytes(header);
    return new DataInputStream(in);
  }
}

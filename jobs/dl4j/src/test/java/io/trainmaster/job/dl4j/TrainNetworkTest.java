package io.trainmaster.job.dl4j;

import static io.trainmaster.job.network.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.ModelFlavor;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Block;
import io.trainmaster.job.network.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainNetworkTest {

  private static SparkSession session;
  private static TestData data;

  private Path folder;

  @BeforeAll
  static void start(@TempDir Path datasets) {
    session = TestData.session();
    data = new TestData(session, datasets);
  }

  @BeforeEach
  void prepare(@TempDir Path empty) {
    folder = empty;
  }

  @Test
  void learnsImagesWithAConvolution() throws Exception {
    TestContext context = run("images", 1, images(3).line("epochs", 6L).arguments());

    assertThat(context.last("validation.accuracy")).isGreaterThan(0.95);
    assertThat(context.model().properties())
        .containsEntry("flavor", "dl4j")
        .containsEntry("task", "multiclass")
        .containsEntry("classes", List.of("across", "down", "slanted"))
        .containsEntry("features", List.of("pixels"));
    assertThat(context.outputValues).containsKey("validation");
    assertThat(context.progress).anyMatch(message -> message.startsWith("epoch 6 of 6, loss 0."));
  }

  @Test
  void scoresAModelAsTheTrainingDid() throws Exception {
    Arguments arguments = moons().arguments();
    TestContext context = run("moons", 1, arguments);
    Artifact validation = arguments.artifact("validation");
    List<Row> rows = session.read().parquet(validation.path().toString()).collectAsList();

    int right = 0;
    try (ModelFlavor.Scorer scorer = new Dl4jFlavor().load(context.model().path())) {
      List<Object[]> values = new ArrayList<>();
      for (Row row : rows) {
        values.add(scorer.columns().stream().map(name -> (Object) row.getAs(name)).toArray());
      }
      double[][] scores = scorer.score(values);
      for (int i = 0; i < scores.length; i++) {
        assertThat(scores[i][0] + scores[i][1]).isEqualTo(1);
        right += (scores[i][1] >= 0.5) == rows.get(i).getAs("half").equals("up") ? 1 : 0;
      }
    }
    assertThat((double) right / rows.size()).isEqualTo(context.last("validation.accuracy"));
    assertThat(context.last("validation.accuracy")).isGreaterThan(0.97);
    assertThat(context.last("validation.auc")).isGreaterThan(0.99);
  }

  @Test
  void learnsANumber() throws Exception {
    Arguments arguments =
        new Block()
            .with("train", data.curve(600, 1))
            .with("validation", data.curve(200, 2))
            .with("label", "y")
            .layer("dense", "units", 32L, "activation", "tanh")
            .layer("dense", "units", 16L)
            .output("identity")
            .optimizer("adam", "rate", 0.01)
            .line("epochs", 25L)
            .line("batch", 32L)
            .arguments();
    TestContext context = run("curve", 1, arguments);

    assertThat(context.last("validation.r2")).isGreaterThan(0.97);
    assertThat(context.last("validation.rmse")).isLessThan(6);
    try (ModelFlavor.Scorer scorer = new Dl4jFlavor().load(context.model().path())) {
      double[][] scores = scorer.score(List.<Object[]>of(new Object[] {0.0}));
      assertThat(scores[0]).hasSize(1);
      assertThat(scores[0][0]).isBetween(985.0, 1015.0);
    }
  }

  @Test
  void givesTheSameNumbersWhateverTheThreads() throws Exception {
    Arguments arguments = images(3).line("epochs", 2L).arguments();
    TestContext one = run("one", 1, arguments);
    TestContext again = run("again", 1, arguments);
    TestContext three = run("three", 1, arguments, 3);

    assertThat(again.metrics).isEqualTo(one.metrics);
    assertThat(three.metrics).isEqualTo(one.metrics);
    assertThat(weights(three)).isEqualTo(weights(one));
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNeverStopped() throws Exception {
    Arguments arguments = moons().line("early_stop", "validation.loss", "patience", 3L).arguments();
    TestContext whole = run("whole", 1, arguments);

    TestContext dying =
        context("cut", 1, arguments)
            .onMetric(
                (key, step) -> {
                  if (step == 3) {
                    throw new IllegalStateException("the process dies");
                  }
                });
    assertThatThrownBy(() -> new TrainNetwork().run(dying)).hasMessage("the process dies");
    TestContext resumed = run("cut", 2, arguments);

    assertThat(resumed.lines).anyMatch(line -> line.startsWith("Goes on after epoch 2"));
    assertThat(resumed.metrics).isEqualTo(whole.metrics);
    assertThat(weights(resumed)).isEqualTo(weights(whole));
  }

  @Test
  void measuresAFoldWithoutMakingAModel() throws Exception {
    Arguments arguments =
        moons().with("fold", 1L).with("folds", 4L).with("fold_seed", 5L).arguments();
    TestContext context = run("fold", 1, arguments);

    assertThat(context.outputs).isEmpty();
    assertThat(context.outputValues.get("validation"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Double.class))
        .containsKeys("loss", "accuracy");
  }

  @Test
  void stopsWhenAsked() throws Exception {
    TestContext context = context("cancel", 1, moons().arguments()).cancelled(() -> true);
    assertThatThrownBy(() -> new TrainNetwork().run(context))
        .isInstanceOfSatisfying(
            TaskException.class, e -> assertThat(e.error()).isEqualTo(TaskError.CANCELLED));
  }

  @Test
  void refusesColumnsThatAreNotThere() {
    refused(
        () -> run("label", 1, moons().with("label", "hlf").arguments()),
        TaskError.COLUMN_MISSING,
        "There is no column hlf.",
        "label");
    refused(
        () -> run("ignore", 1, moons().with("ignore", List.of("colour")).arguments()),
        TaskError.COLUMN_MISSING,
        "There is no column colour.",
        "ignore");
  }

  @Test
  void refusesLayersThatDoNotFitTheData() {
    refused(
        () ->
            run(
                "columns",
                1,
                new Block()
                    .with("train", data.moons(100, 1))
                    .with("label", "half")
                    .layer("conv", "filters", 4L, "kernel", 3L)
                    .output("softmax")
                    .arguments()),
        TaskError.NETWORK_INVALID,
        "Layer conv 1 needs an image; it gets 6 numbers.",
        "conv 1");
    refused(
        () -> run("none", 1, new Arguments(Map.of("seed", 1L), List.of())),
        TaskError.NETWORK_INVALID,
        "There must be one network; there are 0.",
        "network");
  }

  @Test
  void refusesANetworkThatCannotFitTheMemory() {
    refused(
        () ->
            run(
                "large",
                1,
                new Block()
                    .with("train", data.moons(100, 1))
                    .with("label", "half")
                    .layer("dense", "units", 1000000L)
                    .layer("dense", "units", 1000L)
                    .output("softmax")
                    .arguments()),
        TaskError.OUT_OF_MEMORY,
        "The network has 1007003002 weights and needs at least 15365 MiB; the attempt has 2048 MiB.",
        "network");
  }

  @Test
  void refusesDataWithoutRows() {
    Artifact empty =
        data.write("empty", List.of(), new StructType().add("x", DataTypes.DoubleType), Map.of());
    refused(
        () -> run("empty", 1, moons().with("train", empty).arguments()),
        TaskError.SOURCE_EMPTY,
        "There are no rows in train.",
        "train");
  }

  @Test
  void tellsThatTheTrainingWentAstray() {
    Arguments arguments =
        new Block()
            .with("train", data.curve(200, 1))
            .with("label", "y")
            .layer("dense", "units", 16L, "activation", "identity")
            .layer("dense", "units", 16L, "activation", "identity")
            .output("identity")
            .optimizer("sgd", "rate", 500.0)
            .line("batch", 32L)
            .arguments();
    refused(
        () -> run("astray", 1, arguments),
        TaskError.TRAINING_DIVERGED,
        "The loss is not a number any more.",
        "epoch 1");
  }

  private Block images(long seed) {
    return new Block()
        .with("train", data.bars(500, 1))
        .with("validation", data.bars(150, 2))
        .with("label", "label")
        .with("seed", seed)
        .layer("conv", "filters", 8L, "kernel", 3L)
        .pool("max", 2)
        .layer("batch_norm")
        .layer("dense", "units", 32L, "activation", "relu", "dropout", 0.2)
        .output("softmax")
        .optimizer("adam", "rate", 0.005)
        .line("batch", 64L);
  }

  private Block moons() {
    return new Block()
        .with("train", data.moons(700, 1))
        .with("validation", data.moons(300, 2))
        .with("label", "half")
        .layer("dense", "units", 32L)
        .layer("dense", "units", 16L, "dropout", 0.1)
        .output("sigmoid")
        .optimizer("adam", "rate", 0.01)
        .line("epochs", 8L)
        .line("batch", 32L);
  }

  private TestContext context(String name, int attempt, Arguments arguments) {
    return new TestContext(folder.resolve(name), attempt, arguments)
        .resource(SparkSession.class, session);
  }

  private TestContext run(String name, int attempt, Arguments arguments) throws Exception {
    return run(name, attempt, arguments, 1);
  }

  private TestContext run(String name, int attempt, Arguments arguments, int cpus)
      throws Exception {
    TestContext context = context(name, attempt, arguments).cpus(cpus);
    new TrainNetwork().run(context);
    return context;
  }

  private static byte[] weights(TestContext context) throws IOException {
    return Files.readAllBytes(context.model().path().resolve("weights.f32"));
  }
}

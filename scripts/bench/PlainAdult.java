import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What conf/workflows/adult.train does, as one plain Spark program: the yardstick for what
 * Trainmaster costs. Runs the pipeline as often as asked in one session and prints each time.
 *
 * <p>usage: PlainAdult TRAIN TEST FOLDER TIMES
 */
public final class PlainAdult {

  private static final String[] COLUMNS = {
    "age INT", "workclass STRING", "weight INT", "education STRING", "education_years INT",
    "marital_status STRING", "occupation STRING", "relationship STRING", "race STRING",
    "sex STRING", "capital_gain INT", "capital_loss INT", "hours_per_week INT",
    "native_country STRING", "income STRING"
  };

  private PlainAdult() {}

  public static void main(String[] args) throws Exception {
    long begin = System.nanoTime();
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("plain adult")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    for (int time = 1; time <= Integer.parseInt(args[3]); time++) {
      long start = time == 1 ? begin : System.nanoTime();
      String scores = pipeline(spark, args[0], args[1], Path.of(args[2], "model-" + time));
      System.out.printf("plain %d %.2f %s%n", time, (System.nanoTime() - start) / 1e9, scores);
    }
    spark.stop();
  }

  private static String pipeline(SparkSession spark, String train, String test, Path output)
      throws Exception {
    Dataset<Row> people = read(spark, train).cache();
    if (people.count() < 30000 || people.filter("age < 16 or age > 100").count() > 0) {
      throw new IllegalStateException("not the census");
    }
    Dataset<Row> others =
        read(spark, test)
            .withColumn("income", functions.regexp_replace(functions.col("income"), "\\.", ""));
    PipelineModel model = stages().fit(people);
    model.write().overwrite().save(output.toString());
    Dataset<Row> scored = model.transform(others).cache();
    double auc =
        new BinaryClassificationEvaluator().setLabelCol("label").evaluate(scored);
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setLabelCol("label")
            .setMetricName("accuracy")
            .evaluate(scored);
    people.unpersist();
    scored.unpersist();
    return String.format("accuracy %.4f auc %.4f", accuracy, auc);
  }

  private static Pipeline stages() {
    List<PipelineStage> stages = new ArrayList<>();
    List<String> features = new ArrayList<>();
    for (String column : COLUMNS) {
      String[] parts = column.split(" ");
      if (parts[0].equals("income")) {
        stages.add(new StringIndexer().setInputCol("income").setOutputCol("label"));
      } else if (parts[1].equals("STRING")) {
        features.add(parts[0] + "_index");
        stages.add(
            new StringIndexer()
                .setInputCol(parts[0])
                .setOutputCol(parts[0] + "_index")
                .setHandleInvalid("keep"));
      } else {
        features.add(parts[0]);
      }
    }
    stages.add(
        new VectorAssembler()
            .setInputCols(features.toArray(String[]::new))
            .setOutputCol("features"));
    stages.add(
        new GBTClassifier()
            .setLabelCol("label")
            .setMaxIter(120)
            .setMaxDepth(5)
            .setStepSize(0.15)
            .setMaxBins(64)
            .setSeed(1));
    return new Pipeline().setStages(stages.toArray(PipelineStage[]::new));
  }

  private static Dataset<Row> read(SparkSession spark, String file) {
    return spark
        .read()
        .schema(String.join(", ", Arrays.asList(COLUMNS)))
        .option("ignoreLeadingWhiteSpace", true)
        .option("ignoreTrailingWhiteSpace", true)
        .option("nullValue", "?")
        .csv(file);
  }
}

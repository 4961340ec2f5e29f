package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.spark.Calls;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SharedSession;
import io.trainmaster.job.spark.evaluate.EvaluateOperator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The defaults on public data, against what scikit-learn reaches on the same files. */
class RealDataTest {

  private static final String FOLDER = System.getProperty("trainmaster.datasets", "");

  @TempDir Path root;

  @BeforeEach
  void needData() {
    assumeFalse(FOLDER.isBlank(), "Set -Ddatasets.dir to the folder of the public data sets.");
  }

  private static String file(String name) {
    return Path.of(FOLDER, name).toString();
  }

  private RecordingContext evaluated(RecordingContext training, Artifact test) throws Exception {
    return Calls.of(new EvaluateOperator(), root)
        .with("model", training.artifact("out"))
        .with("data", test)
        .run(new EvaluateOperator());
  }

  private static Dataset<Row> headed(String name) {
    return SharedSession.get()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(file(name));
  }

  @Test
  void adult() throws Exception {
    String schema =
        "age INT, workclass STRING, fnlwgt INT, education STRING, education_num INT,"
            + " marital STRING, occupation STRING, relationship STRING, race STRING, sex STRING,"
            + " gain INT, loss INT, hours INT, country STRING, income STRING";
    List<Artifact> parts = new ArrayList<>();
    for (String name : List.of("adult/adult.data.csv.gz", "adult/adult.test.csv.gz")) {
      Dataset<Row> rows =
          SharedSession.get()
              .read()
              .option("ignoreLeadingWhiteSpace", true)
              .option("nullValue", "?")
              .option("mode", "DROPMALFORMED")
              .schema(schema)
              .csv(file(name))
              .where("income is not null")
              .withColumn("income", functions.expr("rtrim('.', income)"));
      parts.add(Calls.dataset(root, rows));
    }
    RecordingContext training =
        Calls.of(new GbtOperator(), root)
            .with("train", parts.get(0))
            .with("label", "income")
            .run(new GbtOperator());
    RecordingContext test = evaluated(training, parts.get(1));
    assertThat(test.metric("accuracy")).isGreaterThanOrEqualTo(0.865);
    assertThat(test.metric("auc")).isGreaterThanOrEqualTo(0.915);
  }

  @Test
  void optdigits() throws Exception {
    RecordingContext training =
        Calls.of(new ForestOperator(), root)
            .with("train", Calls.dataset(root, headed("optdigits/optdigits.tra.csv.gz")))
            .with("label", "Class")
            .run(new ForestOperator());
    RecordingContext test =
        evaluated(training, Calls.dataset(root, headed("optdigits/optdigits.tes.csv.gz")));
    assertThat(test.metric("accuracy")).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void californiaHousing() throws Exception {
    Dataset<Row> rows = headed("california_housing/housing.csv.gz");
    String side = "pmod(xxhash64(42, longitude, latitude, total_rooms, population), 10)";
    RecordingContext training =
        Calls.of(new GbtOperator(), root)
            .with("train", Calls.dataset(root, rows.where(side + " < 8")))
            .with("label", "median_house_value")
            .run(new GbtOperator());
    RecordingContext test = evaluated(training, Calls.dataset(root, rows.where(side + " >= 8")));
    assertThat(test.metric("r2")).isGreaterThanOrEqualTo(0.80);
  }

  @Test
  void breastCancer() throws Exception {
    StringBuilder schema = new StringBuilder("id LONG, diagnosis STRING");
    for (int i = 0; i < 30; i++) {
      schema.append(", f").append(i).append(" DOUBLE");
    }
    Dataset<Row> rows =
        SharedSession.get()
            .read()
            .option("header", true)
            .option("enforceSchema", true)
            .schema(schema.toString())
            .csv(file("breast_cancer/wdbc.csv"));
    String side = "pmod(xxhash64(42, id), 10)";
    RecordingContext training =
        Calls.of(new LogisticOperator(), root)
            .with("train", Calls.dataset(root, rows.where(side + " < 7")))
            .with("label", "diagnosis")
            .with("ignore", List.of("id"))
            .run(new LogisticOperator());
    RecordingContext test = evaluated(training, Calls.dataset(root, rows.where(side + " >= 7")));
    assertThat(test.metric("accuracy")).isGreaterThanOrEqualTo(0.96);
  }
}

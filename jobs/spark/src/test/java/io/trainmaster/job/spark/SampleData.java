package io.trainmaster.job.spark;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Seeded tables of mixed columns with a known signal. */
public final class SampleData {

  private static final List<String> PLANS = List.of("basic", "plus", "pro");

  private SampleData() {}

  /** Customers: {@code churned} is yes or no, {@code charges} a number with a known cause. */
  public static Dataset<Row> customers(SparkSession session, int rows, long seed) {
    Random random = new Random(seed);
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      list.add(customer(random));
    }
    StructType schema =
        StructType.fromDDL(
            "age INT, tenure DOUBLE, plan STRING, region STRING, autopay BOOLEAN, joined DATE,"
                + " seen TIMESTAMP, charges DOUBLE, segment INT, churned STRING");
    return session.createDataFrame(list, schema);
  }

  private static Row customer(Random random) {
    int age = 18 + random.nextInt(60);
    Double tenure = random.nextInt(10) == 0 ? null : random.nextDouble() * 72;
    String plan = random.nextInt(20) == 0 ? null : PLANS.get(random.nextInt(3));
    boolean autopay = random.nextBoolean();
    double charges =
        20 + (plan == null ? 5 : 10 * PLANS.indexOf(plan)) + 0.2 * age + random.nextGaussian();
    double margin =
        (autopay ? -1.5 : 1) + (tenure == null ? 0 : 1.5 - tenure / 24) + (age < 30 ? 0.7 : -0.3);
    boolean churned = random.nextDouble() < 1 / (1 + Math.exp(-2 * margin));
    int segment = age < 35 ? 0 : tenure != null && tenure > 36 ? 1 : 2;
    LocalDate joined = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(1000));
    return RowFactory.create(
        age,
        tenure,
        plan,
        "r" + random.nextInt(5),
        autopay,
        Date.valueOf(joined),
        new Timestamp(1_600_000_000_000L + random.nextInt(1_000_000) * 1000L),
        charges,
        segment,
        churned ? "yes" : "no");
  }
}

package io.trainmaster.job.spark.train;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.Operator;
import io.trainmaster.job.ProcessSettings;
import io.trainmaster.job.spark.Calls;
import io.trainmaster.job.spark.RecordingContext;
import io.trainmaster.job.spark.SampleData;
import io.trainmaster.job.spark.SparkSessionProvider;
import io.trainmaster.job.spark.evaluate.EvaluateOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Trains and evaluates with every algorithm and writes down all that came out, to the last bit. Run
 * as a process of its own it answers for another number of cores: there can be one Spark context in
 * a process.
 */
final class DeterminismProbe {

  /** Three files of the canonical layout, so that sums of three parts are added up. */
  private static final int ROWS = 34_000;

  private DeterminismProbe() {}

  /** Cores, input partitions, a folder to work in, the file for the answer. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[2]);
    ProcessSettings settings =
        new ProcessSettings("probe", Integer.parseInt(args[0]), folder, Map.of());
    try (SparkSession session = new SparkSessionProvider().create(settings)) {
      Files.write(Path.of(args[3]), lines(session, Integer.parseInt(args[1]), folder));
    }
  }

  static List<String> lines(SparkSession session, int partitions, Path root) throws Exception {
    Artifact train =
        Calls.dataset(root, SampleData.customers(session, ROWS, 1).repartition(partitions));
    Artifact test =
        Calls.dataset(root, SampleData.customers(session, 3000, 2).repartition(partitions));
    List<String> lines = new ArrayList<>();
    lines.add("train " + train.digest());
    for (Case one : CASES) {
      RecordingContext context =
          Calls.of(one.operator(), root, session).with("train", train).with("validation", test);
      one.arguments().forEach(context::with);
      one.operator().run(context);
      lines.add(one.operator().getClass().getSimpleName() + " " + context.metrics);
      Artifact model = context.artifact("out");
      lines.add("model " + model.digest());
      RecordingContext evaluation =
          Calls.of(new EvaluateOperator(), root, session).with("model", model).with("data", test);
      new EvaluateOperator().run(evaluation);
      lines.add(evaluation.metrics.toString());
      // With the curves, the residuals and the scores of single rows.
      lines.add("report " + evaluation.artifact("out").digest());
    }
    return lines;
  }

  private record Case(Operator operator, Map<String, Object> arguments) {}

  private static final List<Case> CASES =
      List.of(
          new Case(new GbtOperator(), Map.of("label", "churned", "iterations", 2L)),
          new Case(new GbtOperator(), Map.of("label", "charges", "iterations", 2L)),
          new Case(new ForestOperator(), Map.of("label", "segment", "trees", 3L, "max_depth", 4L)),
          new Case(new TreeOperator(), Map.of("label", "churned", "class_weights", "balanced")),
          new Case(new LogisticOperator(), Map.of("label", "segment", "iterations", 5L)),
          new Case(new LinearOperator(), Map.of("label", "charges")),
          new Case(new BayesOperator(), Map.of("label", "segment")),
          new Case(new KMeansOperator(), Map.of("k", 3L, "iterations", 5L)));
}

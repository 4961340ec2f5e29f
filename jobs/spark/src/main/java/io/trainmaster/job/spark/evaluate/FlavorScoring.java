package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.ModelFlavor;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.model.ModelDescription;
import io.trainmaster.job.spark.model.ScoredTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.ServiceLoader;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Scores rows through a {@link ModelFlavor}: each partition loads the model once and hands it rows
 * in batches.
 */
final class FlavorScoring implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  private static final int BATCH = 256;

  private final String flavor;
  private final String folder;
  private final boolean regression;

  private FlavorScoring(String flavor, Path folder, boolean regression) {
    this.flavor = flavor;
    this.folder = folder.toString();
    this.regression = regression;
  }

  /**
   * The rows with two more columns.
   *
   * @throws TaskException where nothing can score the model
   */
  static Dataset<Row> score(Path folder, ModelDescription model, Dataset<Row> data)
      throws TaskException {
    if (find(model.flavor()).isEmpty()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "Nothing that is installed can score this kind of model.",
          "model, of flavor " + model.flavor(),
          "Install what trained it beside Spark's jobs.");
    }
    StructType schema =
        data.schema()
            .add(ScoredTable.PREDICTION, DataTypes.DoubleType, false)
            .add(ScoredTable.PROBABILITY, SQLDataTypes.VectorType(), true);
    return data.mapPartitions(
        new FlavorScoring(model.flavor(), folder, model.task() == TaskKind.REGRESSION),
        Encoders.row(schema));
  }

  /** The flavor of a name among those on the class path. */
  private static Optional<ModelFlavor> find(String name) {
    return ServiceLoader.load(ModelFlavor.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(flavor -> flavor.name().equals(name))
        .findFirst();
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) throws IOException {
    ModelFlavor.Scorer scorer = find(flavor).orElseThrow().load(Path.of(folder));
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) ended -> scorer.close());
    }
    return new Scored(rows, scorer, regression);
  }

  /** Rows with their scores, a batch at a time. */
  private static final class Scored implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final ModelFlavor.Scorer scorer;
    private final boolean regression;
    private final Queue<Row> ready = new ArrayDeque<>();

    Scored(Iterator<Row> rows, ModelFlavor.Scorer scorer, boolean regression) {
      this.rows = rows;
      this.scorer = scorer;
      this.regression = regression;
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (ready.isEmpty()) {
        fill();
      }
      Row row = ready.poll();
      if (row == null) {
        throw new NoSuchElementException();
      }
      return row;
    }

    private void fill() {
      List<Row> batch = new ArrayList<>();
      List<Object[]> values = new ArrayList<>();
      while (batch.size() < BATCH && rows.hasNext()) {
        Row row = rows.next();
        batch.add(row);
        values.add(
            scorer.columns().stream().map(column -> row.get(row.fieldIndex(column))).toArray());
      }
      double[][] scores = scorer.score(values);
      for (int i = 0; i < batch.size(); i++) {
        ready.add(with(batch.get(i), scores[i]));
      }
    }

    private Row with(Row row, double[] scores) {
      Object[] all = new Object[row.size() + 2];
      for (int i = 0; i < row.size(); i++) {
        all[i] = row.get(i);
      }
      all[row.size()] = regression ? scores[0] : (double) largest(scores);
      all[row.size() + 1] = regression ? null : Vectors.dense(scores);
      return RowFactory.create(all);
    }

    private static int largest(double[] scores) {
      int best = 0;
      for (int i = 1; i < scores.length; i++) {
        if (scores[i] > scores[best]) {
          best = i;
        }
      }
      return best;
    }
  }
}

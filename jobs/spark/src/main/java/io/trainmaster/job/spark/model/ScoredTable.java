package io.trainmaster.job.spark.model;

import io.trainmaster.job.report.TaskKind;
import io.trainmaster.job.spark.data.Columns;
import io.trainmaster.job.spark.features.LabelColumn;
import io.trainmaster.job.spark.metrics.ScoredRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a model scored, brought to the driver in one job as packed arrays, in the order of the
 * data.
 *
 * @param rows those with a known label
 * @param extras a list for each extra column with a value for each of the rows
 * @param flagged for each flag, in how many of the rows it is true
 * @param unlabelled how many rows have no label
 * @param unknown how many rows have a label that the model does not know
 * @param unknownExample such a label; empty where there is none
 */
public record ScoredTable(
    ScoredRows rows,
    List<List<@Nullable Object>> extras,
    long[] flagged,
    long unlabelled,
    long unknown,
    String unknownExample) {

  /** The column with the index of the class or the number that was predicted. */
  public static final String PREDICTION = "__prediction";

  /** The column with the vector of the classes' probabilities. */
  public static final String PROBABILITY = "__probability";

  /** The column of raw predictions, which only MLlib itself uses. */
  public static final String RAW = "__raw";

  private static final int EXTRAS_START = 4;

  /**
   * Collects rows with the label as the data has it.
   *
   * @param scored rows with {@link #PREDICTION}, {@link #PROBABILITY} where there are classes, and
   *     the label's column
   * @param extras further columns to bring along: strings and numbers
   * @param flags truth values to count, never null
   */
  public static ScoredTable collect(
      Dataset<Row> scored, LabelColumn label, List<Column> extras, List<Column> flags) {
    Column text = Columns.named(label.column()).cast(DataTypes.StringType);
    return collect(scored, label, label.index(scored.schema()), text, extras, flags);
  }

  /** Collects rows whose label is already an index, in {@link LabelColumn#LABEL}. */
  public static ScoredTable collectIndexed(Dataset<Row> scored, LabelColumn label) {
    return collect(
        scored, label, functions.col(LabelColumn.LABEL), functions.lit(""), List.of(), List.of());
  }

  private static ScoredTable collect(
      Dataset<Row> scored,
      LabelColumn label,
      Column index,
      Column text,
      List<Column> extras,
      List<Column> flags) {
    TaskKind task = label.task();
    List<Column> columns = new ArrayList<>();
    columns.add(index);
    columns.add(functions.col(PREDICTION));
    columns.add(task == TaskKind.REGRESSION ? functions.lit(null) : functions.col(PROBABILITY));
    columns.add(text);
    columns.addAll(extras);
    columns.addAll(flags);
    int width = extras.size();
    int counted = flags.size();
    List<Batch> batches =
        scored
            .select(columns.toArray(new Column[0]))
            .toJavaRDD()
            .mapPartitions(rows -> List.of(Batch.of(rows, task, width, counted)).iterator())
            .collect();
    return join(batches, label, width, counted);
  }

  private static ScoredTable join(List<Batch> batches, LabelColumn label, int width, int counted) {
    int total = batches.stream().mapToInt(batch -> batch.size).sum();
    double[] actual = new double[total];
    double[] predicted = new double[total];
    double[] score = new double[total];
    List<List<@Nullable Object>> extras = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      extras.add(new ArrayList<>(total));
    }
    long[] flagged = new long[counted];
    int place = 0;
    long unlabelled = 0;
    long unknown = 0;
    String example = "";
    for (Batch batch : batches) {
      System.arraycopy(batch.actual, 0, actual, place, batch.size);
      System.arraycopy(batch.predicted, 0, predicted, place, batch.size);
      System.arraycopy(batch.score, 0, score, place, batch.size);
      for (int i = 0; i < width; i++) {
        extras.get(i).addAll(Arrays.asList(batch.extras[i]).subList(0, batch.size));
      }
      Arrays.setAll(flagged, i -> flagged[i] + batch.flagged[i]);
      place += batch.size;
      unlabelled += batch.unlabelled;
      unknown += batch.unknown;
      example = example.isEmpty() ? batch.unknownExample : example;
    }
    ScoredRows rows =
        new ScoredRows(label.task(), label.classes().size(), actual, predicted, score);
    return new ScoredTable(rows, extras, flagged, unlabelled, unknown, example);
  }

  /** What a partition sends to the driver. A class, because Kryo can't write records. */
  private static final class Batch implements Serializable {

    private static final long serialVersionUID = 1L;

    private int size;
    private double[] actual = new double[256];
    private double[] predicted = new double[256];
    private double[] score = new double[256];
    private final @Nullable Object[][] extras;
    private final long[] flagged;
    private long unlabelled;
    private long unknown;
    private String unknownExample = "";

    private Batch(int width, int counted) {
      extras = new Object[width][256];
      flagged = new long[counted];
    }

    static Batch of(Iterator<Row> rows, TaskKind task, int width, int counted) {
      Batch batch = new Batch(width, counted);
      while (rows.hasNext()) {
        batch.add(rows.next(), task);
      }
      return batch;
    }

    private void add(Row row, TaskKind task) {
      if (row.isNullAt(0)) {
        unlabelled++;
        return;
      }
      double label = row.getDouble(0);
      if (label < 0 && task != TaskKind.REGRESSION) {
        unknown++;
        unknownExample = unknownExample.isEmpty() ? row.getString(3) : unknownExample;
        return;
      }
      if (size == actual.length) {
        grow();
      }
      actual[size] = label;
      predicted[size] = row.getDouble(1);
      score[size] =
          switch (task) {
            case BINARY -> ((Vector) row.get(2)).apply(1);
            case MULTICLASS -> ((Vector) row.get(2)).apply((int) label);
            case REGRESSION, CLUSTERING -> predicted[size];
          };
      for (int i = 0; i < extras.length; i++) {
        extras[i][size] = row.get(EXTRAS_START + i);
      }
      for (int i = 0; i < flagged.length; i++) {
        flagged[i] += row.getBoolean(EXTRAS_START + extras.length + i) ? 1 : 0;
      }
      size++;
    }

    private void grow() {
      int length = 2 * size;
      actual = Arrays.copyOf(actual, length);
      predicted = Arrays.copyOf(predicted, length);
      score = Arrays.copyOf(score, length);
      for (int i = 0; i < extras.length; i++) {
        extras[i] = Arrays.copyOf(extras[i], length);
      }
    }
  }
}

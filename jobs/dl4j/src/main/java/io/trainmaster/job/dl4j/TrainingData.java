package io.trainmaster.job.dl4j;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Shape;
import io.trainmaster.job.network.data.Column;
import io.trainmaster.job.network.data.Table;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * The rows that an attempt learns from and measures on.
 *
 * @param image the shape of the images where the rows are images
 * @param label the label's column of the training rows
 * @param noFeatures the columns that are not learned from
 * @param fingerprint changes with the rows
 */
record TrainingData(
    Table train,
    Optional<Table> validation,
    Optional<Shape.Image> image,
    Column label,
    Set<String> noFeatures,
    String fingerprint) {

  /**
   * Reads them: those of {@code train} and {@code validation}, or the two sides of a fold of {@code
   * train}.
   *
   * @throws TaskException where there are no rows, or a column that is named is missing
   */
  static TrainingData read(TaskContext context) throws TaskException, IOException {
    Arguments arguments = context.arguments();
    Artifact train = arguments.artifact("train");
    Optional<Artifact> validation = arguments.optionalArtifact("validation");
    Optional<Fold> fold = Fold.of(arguments);
    context.progress(Double.NaN, "reads the rows");
    TableReader reader = new TableReader(context.resource(SparkSession.class));
    Table rows =
        fold.isPresent()
            ? reader.read(train.path(), fold.get()::outside)
            : reader.read(train.path(), all -> all);
    Optional<Table> measured = Optional.empty();
    if (fold.isPresent()) {
      measured = Optional.of(reader.read(train.path(), fold.get()::inside));
    } else if (validation.isPresent()) {
      measured = Optional.of(reader.read(validation.get().path(), all -> all));
    }
    refuseEmpty(rows, "train");
    if (measured.isPresent()) {
      refuseEmpty(measured.get(), fold.isPresent() ? "train" : "validation");
    }
    String label = arguments.text("label");
    Set<String> noFeatures = new HashSet<>(arguments.texts("ignore"));
    for (String name : noFeatures) {
      column(rows, name, "ignore");
    }
    noFeatures.add(label);
    return new TrainingData(
        rows,
        measured,
        image(train),
        column(rows, label, "label"),
        noFeatures,
        String.join(
            " ", train.digest(), validation.map(Artifact::digest).orElse("-"), fold.toString()));
  }

  private static void refuseEmpty(Table rows, String argument) throws TaskException {
    if (rows.rows() == 0) {
      throw new TaskException(
          TaskError.SOURCE_EMPTY, "There are no rows in " + argument + ".", argument, "");
    }
  }

  private static Column column(Table rows, String name, String argument) throws TaskException {
    return rows.column(name)
        .orElseThrow(
            () ->
                new TaskException(
                    TaskError.COLUMN_MISSING,
                    "There is no column " + name + ".",
                    argument,
                    "There are " + String.join(", ", new TreeSet<>(rows.names())) + "."));
  }

  /** The shape of the images, which an image data set has among its properties. */
  private static Optional<Shape.Image> image(Artifact dataset) {
    List<Object> sizes =
        List.of(
            dataset.properties().getOrDefault("height", ""),
            dataset.properties().getOrDefault("width", ""),
            dataset.properties().getOrDefault("channels", ""));
    if (!sizes.stream().allMatch(Number.class::isInstance)) {
      return Optional.empty();
    }
    int[] numbers = sizes.stream().mapToInt(size -> ((Number) size).intValue()).toArray();
    return Optional.of(new Shape.Image(numbers[0], numbers[1], numbers[2]));
  }
}

package io.trainmaster.job.network.data;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Decides from the training rows how columns become numbers. */
public final class EncodingPlanner {

  /** The column of an image data set that holds the images. */
  public static final String PIXELS = "pixels";

  /** Rarer values than the first so many share a place with those that were never seen. */
  private static final int VALUES_MAX = 1000;

  private final Table table;
  private final Consumer<String> log;

  private EncodingPlanner(Table table, Consumer<String> log) {
    this.table = table;
    this.log = log;
  }

  /**
   * Plans.
   *
   * @param image the shape of the images where the rows are images
   * @param except the columns that are no features
   * @param log told which columns were left out, and why
   * @throws TaskException {@code FEATURES_UNUSABLE} where nothing can be learned from
   */
  public static Encoding plan(
      Table table, Optional<Shape.Image> image, Set<String> except, Consumer<String> log)
      throws TaskException {
    EncodingPlanner planner = new EncodingPlanner(table, log);
    return image.isPresent() ? planner.images(image.get()) : planner.columns(except);
  }

  private Encoding images(Shape.Image image) throws TaskException {
    Column column =
        table
            .column(PIXELS)
            .orElseThrow(
                () ->
                    new TaskException(
                        TaskError.COLUMN_MISSING,
                        "The images have no column pixels.",
                        "train",
                        "Keep the column that ingest.images writes."));
    for (int row = 0; row < table.rows(); row++) {
      if (!(column.value(row) instanceof byte[] pixels) || pixels.length != image.size()) {
        throw new TaskException(
            TaskError.SCHEMA_MISMATCH,
            "An image is not of %s pixels.".formatted(image),
            "row " + (row + 1),
            "Read the images again with ingest.images.");
      }
    }
    return new Encoding(image, List.of(new Encoder.Pixels(PIXELS, image.size())));
  }

  private Encoding columns(Set<String> except) throws TaskException {
    List<Encoder> encoders = new ArrayList<>();
    for (Column column : table.columns()) {
      if (!except.contains(column.name())) {
        encoder(column).ifPresent(encoders::add);
      }
    }
    if (encoders.isEmpty()) {
      throw new TaskException(
          TaskError.FEATURES_UNUSABLE,
          "No column besides the label can be learned from.",
          "train",
          "Give columns of numbers, truth values or texts that are not null in every row.");
    }
    int width = encoders.stream().mapToInt(Encoder::width).sum();
    return new Encoding(new Shape.Vector(width), encoders);
  }

  private Optional<Encoder> encoder(Column column) {
    if (column instanceof Column.Numbers numbers) {
      return standardized(numbers);
    }
    if (column instanceof Column.Flags flags) {
      return standardized(numbers(flags));
    }
    if (column instanceof Column.Texts texts) {
      return oneHot(texts);
    }
    log.accept("Column " + column.name() + " is left out: it holds bytes.");
    return Optional.empty();
  }

  private Optional<Encoder> standardized(Column.Numbers column) {
    Moments moments = Moments.of(column);
    if (moments.count() == 0) {
      log.accept("Column " + column.name() + " is left out: it has no value in any row.");
      return Optional.empty();
    }
    return Optional.of(
        new Encoder.Standardized(column.name(), moments.mean(), moments.deviation()));
  }

  private static Column.Numbers numbers(Column.Flags flags) {
    double[] values = new double[flags.rows()];
    boolean[] missing = new boolean[flags.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = flags.values()[row];
      missing[row] = flags.values()[row] < 0;
    }
    return new Column.Numbers(flags.name(), values, missing);
  }

  private Optional<Encoder> oneHot(Column.Texts column) {
    Map<String, Integer> counts = new HashMap<>();
    for (int row = 0; row < column.rows(); row++) {
      String value = column.value(row);
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    if (counts.isEmpty()) {
      log.accept("Column " + column.name() + " is left out: it has no value in any row.");
      return Optional.empty();
    }
    if (counts.size() > VALUES_MAX) {
      log.accept(
          "Column %s has %d values: all but the %d most frequent are taken as one."
              .formatted(column.name(), counts.size(), VALUES_MAX));
    }
    Function<Map.Entry<String, Integer>, Integer> count = Map.Entry::getValue;
    return Optional.of(
        new Encoder.OneHot(
            column.name(),
            counts.entrySet().stream()
                .sorted(Comparator.comparing(count).reversed().thenComparing(Map.Entry::getKey))
                .limit(VALUES_MAX)
                .map(Map.Entry::getKey)
                .sorted()
                .toList()));
  }
}

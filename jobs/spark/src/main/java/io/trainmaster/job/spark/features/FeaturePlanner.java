package io.trainmaster.job.spark.features;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.data.Columns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Decides from the profile of the training rows which columns to learn from and how.
 *
 * <ul>
 *   <li>A missing number (null or NaN) becomes the median; an infinite one is refused.
 *   <li>A missing text is a category of its own where training saw one, else it counts as unknown.
 *   <li>Only the most frequent texts are categories; all others, also those that training never
 *       saw, share one index.
 *   <li>A column without values, with a single value, of text that is different in nearly every
 *       row, or of a type that is neither number, text, truth value nor time is left out with a
 *       note; where it was asked for by name, such a type is an error.
 * </ul>
 */
public final class FeaturePlanner {

  private final StructType schema;
  private final DataProfile profile;
  private final int categoriesMax;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param schema the columns of the training data
   * @param profile what they hold
   * @param categoriesMax how many texts of a column become categories
   */
  public FeaturePlanner(StructType schema, DataProfile profile, int categoriesMax) {
    this.schema = schema;
    this.profile = profile;
    this.categoriesMax = categoriesMax;
  }

  /**
   * Plans.
   *
   * @param wanted the columns to learn from; empty: all
   * @param ignored columns not to learn from, the label among them
   * @throws TaskException where a column is not there, holds infinity, or nothing is left
   */
  public FeaturePlan plan(List<String> wanted, Set<String> ignored) throws TaskException {
    Columns.requireAll(schema, wanted, "features");
    Columns.requireAll(schema, ignored, "ignore");
    Set<String> chosen = new LinkedHashSet<>(wanted);
    List<Feature> features = new ArrayList<>();
    for (StructField field : schema.fields()) {
      String column = field.name();
      if (ignored.contains(column) || (!wanted.isEmpty() && !chosen.contains(column))) {
        continue;
      }
      ColumnProfile found = profile.columns().get(column);
      if (found == null) {
        refuseType(field, chosen.contains(column));
        continue;
      }
      feature(column, found).ifPresent(features::add);
    }
    if (features.isEmpty()) {
      throw new TaskException(
          TaskError.FEATURES_UNUSABLE,
          "No column is left to learn from.",
          "",
          notes.isEmpty()
              ? "Give the training data a column besides the label."
              : String.join(" ", notes));
    }
    return new FeaturePlan(features, notes);
  }

  private void refuseType(StructField field, boolean asked) throws TaskException {
    String type = field.dataType().simpleString();
    if (asked) {
      throw new TaskException(
          TaskError.FEATURES_UNUSABLE,
          "A column of type " + type + " can't be learned from.",
          "column " + field.name(),
          "Turn it into numbers or text with transform.sql, or leave it out of features.");
    }
    notes.add("Column %s is left out: type %s.".formatted(field.name(), type));
  }

  private Optional<Feature> feature(String column, ColumnProfile found) throws TaskException {
    if (found.infinite() > 0) {
      throw new TaskException(
          TaskError.FEATURES_UNUSABLE,
          "A column holds infinite numbers.",
          "column %s, %d rows".formatted(column, found.infinite()),
          "Replace them, or leave the column out with ignore: [\"%s\"].".formatted(column));
    }
    if (found.present() == 0) {
      notes.add("Column " + column + " is left out: it holds no value.");
      return Optional.empty();
    }
    return found.kind().numeric() ? numeric(column, found) : categorical(column, found);
  }

  private Optional<Feature> numeric(String column, ColumnProfile found) {
    if (found.constant()) {
      notes.add("Column " + column + " is left out: all its values are the same.");
      return Optional.empty();
    }
    double deviation = found.deviation();
    // Values too close together for their squares.
    double divisor = deviation > 0 && Double.isFinite(deviation) ? deviation : 1;
    return Optional.of(
        new Feature.Numeric(column, found.kind(), found.median(), found.mean(), divisor));
  }

  private Optional<Feature> categorical(String column, ColumnProfile found) {
    if (found.constant() && found.missing() == 0) {
      notes.add("Column " + column + " is left out: all its values are the same.");
      return Optional.empty();
    }
    boolean manifold = found.distinct() > categoriesMax;
    if (!found.countedAll() || (manifold && 2L * found.distinct() > found.present())) {
      notes.add("Column " + column + " is left out: its text differs in nearly every row.");
      return Optional.empty();
    }
    List<String> categories = new ArrayList<>();
    for (Map.Entry<String, Long> text : found.texts()) {
      if (categories.size() < categoriesMax) {
        categories.add(text.getKey());
      }
    }
    if (manifold) {
      notes.add(
          "Column %s has %d values: all but the %d most frequent count as one."
              .formatted(column, found.distinct(), categoriesMax));
    }
    if (found.missing() > 0 && !categories.contains(Feature.Categorical.MISSING)) {
      categories.add(Feature.Categorical.MISSING);
    }
    return Optional.of(new Feature.Categorical(column, categories));
  }
}

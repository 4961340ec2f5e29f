package io.trainmaster.job.spark.data;

import static org.apache.spark.sql.functions.col;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** Columns by their plain names. */
public final class Columns {

  private Columns() {}

  /** The column of a name that is taken as it stands, whatever dots and quotes are in it. */
  public static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /**
   * Makes sure that a column is there.
   *
   * @param argument what names it, for the failure
   */
  public static void require(List<String> names, String name, String argument)
      throws TaskException {
    if (names.contains(name)) {
      return;
    }
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String lower = name.toLowerCase(Locale.ROOT);
    String nearest =
        names.stream()
            .min(
                Comparator.comparing(
                    other -> distance.apply(other.toLowerCase(Locale.ROOT), lower)))
            .filter(other -> distance.apply(other.toLowerCase(Locale.ROOT), lower) <= 3)
            .map(other -> "Did you mean `%s`? ".formatted(other))
            .orElse("");
    throw new TaskException(
        TaskError.COLUMN_MISSING,
        "The data has no such column.",
        "%s: %s".formatted(argument, name),
        nearest + "Its columns are " + String.join(", ", names) + ".");
  }

  /** Makes sure that several columns are there. */
  public static void requireAll(StructType schema, Collection<String> names, String argument)
      throws TaskException {
    List<String> all = List.of(schema.fieldNames());
    for (String name : names) {
      require(all, name, argument);
    }
  }
}

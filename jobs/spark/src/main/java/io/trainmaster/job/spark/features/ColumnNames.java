package io.trainmaster.job.spark.features;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** The columns of a dataset, for saying which of those asked for is not there. */
public final class ColumnNames {

  private final List<String> names;

  /** The columns of a schema. */
  public ColumnNames(StructType schema) {
    this.names = List.of(schema.fieldNames());
  }

  /**
   * Makes sure that columns are there.
   *
   * @param argument the argument that names them
   * @throws TaskException for the first that is not, with a suggestion
   */
  public void require(Collection<String> columns, String argument) throws TaskException {
    for (String column : columns) {
      if (!names.contains(column)) {
        throw new TaskException(
            TaskError.COLUMN_MISSING,
            "The data has no column \"" + column + "\".",
            argument,
            nearest(column)
                .map(name -> "Did you mean \"" + name + "\"?")
                .orElse("Its columns are " + String.join(", ", names) + "."));
      }
    }
  }

  private Optional<String> nearest(String column) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(name, column)))
        .filter(name -> distance(name, column) <= Math.max(1, column.length() / 3));
  }

  /** Levenshtein's distance without regard to case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}

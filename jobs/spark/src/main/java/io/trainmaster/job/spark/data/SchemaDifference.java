package io.trainmaster.job.spark.data;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says how the columns of a source differ from those that were declared. */
public final class SchemaDifference {

  private static final int SHOWN_MAX = 8;

  private final List<String> lines = new ArrayList<>();

  /** A declared column that the source lacks. */
  public void missing(String declared) {
    lines.add("- " + declared);
  }

  /** A column of the source that was not declared. */
  public void unexpected(String found) {
    lines.add("+ " + found);
  }

  /** A column that is of another type. */
  public void type(String name, String declared, String found) {
    lines.add("! %s: declared %s, found %s".formatted(name, declared, found));
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Compares names, in which upper and lower case differ. */
  public static SchemaDifference ofNames(List<String> declared, List<String> found) {
    SchemaDifference difference = new SchemaDifference();
    declared.stream().filter(name -> !found.contains(name)).forEach(difference::missing);
    found.stream().filter(name -> !declared.contains(name)).forEach(difference::unexpected);
    return difference;
  }

  /** The failure that shows the difference. */
  public TaskException failure(String place) {
    return failure("The columns are not those that the schema declares.", place, "declared");
  }

  /**
   * The same in other words.
   *
   * @param side what the columns were held against, such as {@code declared}
   */
  public TaskException failure(String message, String place, String side) {
    String shown = String.join("; ", lines.subList(0, Math.min(SHOWN_MAX, lines.size())));
    String more =
        lines.size() > SHOWN_MAX ? "; and %d more".formatted(lines.size() - SHOWN_MAX) : "";
    return new TaskException(
        TaskError.SCHEMA_MISMATCH,
        message,
        place,
        "Difference (- %s only, + found only): %s%s.".formatted(side, shown, more));
  }

  /** The failure for names that are repeated. */
  public static TaskException repeated(String name, String place) {
    return new TaskException(
        TaskError.SCHEMA_MISMATCH,
        "The header names a column more than once.",
        place + ", column " + name.toLowerCase(Locale.ROOT),
        "Declare the columns by position, with `schema:` and a name for each.");
  }
}

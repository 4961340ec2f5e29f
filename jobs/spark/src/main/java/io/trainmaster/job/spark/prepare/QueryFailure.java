package io.trainmaster.job.spark.prepare;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;

/** Says in one sentence what Spark says of a wrong query in many. */
final class QueryFailure {

  private static final Pattern PLACE = Pattern.compile("line (\\d+),? pos(?:ition)? (\\d+)");
  private static final Pattern LABEL = Pattern.compile("^\\[[A-Z0-9_.]+\\]\\s*");
  private static final Pattern REST = Pattern.compile("(?s)(\\s*SQLSTATE: .*|\\R.*)$");

  private QueryFailure() {}

  /**
   * The failure of the query among an exception's causes; empty where it is none of the query's.
   */
  static Optional<TaskException> find(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark && isOfQuery(spark.getSqlState())) {
        return Optional.of(failure(cause));
      }
    }
    return Optional.empty();
  }

  /** Classes of the SQL standard: 22 is wrong data, 42 a wrong query, 0A what is not supported. */
  private static boolean isOfQuery(String state) {
    return state != null
        && (state.startsWith("22") || state.startsWith("42") || state.startsWith("0A"));
  }

  private static TaskException failure(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    Matcher place = PLACE.matcher(message);
    String where =
        place.find()
            ? "query, line %s, column %d"
                .formatted(place.group(1), Integer.parseInt(place.group(2)) + 1)
            : "query";
    return new TaskException(
        TaskError.QUERY_INVALID,
        sentence(message),
        where,
        "Mend the query; the views are `input`, `input2`, ….",
        cause);
  }

  private static String sentence(String message) {
    String text = LABEL.matcher(message.strip()).replaceFirst("");
    return REST.matcher(text).replaceFirst("").strip();
  }
}

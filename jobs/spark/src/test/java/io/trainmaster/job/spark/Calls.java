package io.trainmaster.job.spark;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.data.Datasets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Calls operators as the engine does: with the defaults of their declarations filled in. */
public final class Calls {

  private static final Pattern DEFAULT =
      Pattern.compile("(?m)^\\s*(\\w+):\\s*(\\w+)\\b[^=\\n]*=\\s*([^,\\n]+),?\\s*$");

  private Calls() {}

  /** A context with the arguments that have defaults. */
  public static RecordingContext of(Operator operator, Path root) {
    return of(operator, root, SharedSession.get());
  }

  /** The same on a session of the test's own. */
  public static RecordingContext of(Operator operator, Path root, SparkSession session) {
    RecordingContext context = new RecordingContext(root, session);
    Matcher matcher = DEFAULT.matcher(operator.signature());
    while (matcher.find()) {
      context.with(matcher.group(1), value(matcher.group(2), matcher.group(3).strip()));
    }
    return context;
  }

  private static Object value(String type, String text) {
    return switch (type) {
      case "Int" -> Long.valueOf(text);
      case "Float" -> Double.valueOf(text);
      case "Bool" -> Boolean.valueOf(text);
      case "Name" -> text;
      default -> throw new AssertionError("A default of type " + type + ": " + text);
    };
  }

  /** Stores rows as a data set. */
  public static Artifact dataset(Path root, Dataset<Row> rows) throws TaskException {
    RecordingContext context = new RecordingContext(root, rows.sparkSession());
    Datasets.write(context, rows, "out");
    return context.artifact("out");
  }

  /** The artifact with one more property. */
  public static Artifact with(Artifact artifact, String name, Object value) {
    Map<String, Object> properties = new LinkedHashMap<>(artifact.properties());
    properties.put(name, value);
    return new Artifact(artifact.type(), artifact.digest(), artifact.path(), properties);
  }
}

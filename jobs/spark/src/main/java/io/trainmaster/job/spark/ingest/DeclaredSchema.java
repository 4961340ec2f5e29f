package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a workflow says a source has. */
record DeclaredSchema(List<Column> columns) {

  DeclaredSchema {
    columns = List.copyOf(columns);
  }

  /** A column. */
  record Column(String name, TextType type, boolean nullable) {}

  /**
   * The argument {@code schema}, a list of maps with {@code name}, {@code type}, {@code nullable}.
   */
  static Optional<DeclaredSchema> of(Arguments arguments) throws TaskException {
    Optional<Object> argument = arguments.get("schema");
    if (argument.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Object item : (List<?>) argument.get()) {
      Map<?, ?> fields = (Map<?, ?>) item;
      String name = String.valueOf(fields.get("name"));
      String type = String.valueOf(fields.get("type"));
      boolean nullable = !Boolean.FALSE.equals(fields.get("nullable"));
      TextType textType =
          TextType.named(type)
              .orElseThrow(
                  () ->
                      invalid(
                          "A column's type is none that a source can have.",
                          "column %s: %s".formatted(name, type),
                          "Use Int, Float, Bool, String, Date or Instant."));
      if (!names.add(name)) {
        throw invalid("The schema names a column twice.", "column " + name, "Give it two names.");
      }
      columns.add(new Column(name, textType, nullable));
    }
    if (columns.isEmpty()) {
      throw invalid("The schema has no column.", "argument schema", "Declare the columns.");
    }
    return Optional.of(new DeclaredSchema(columns));
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Spark's schema; every column may hold nulls there, as readers want it. */
  StructType sparkSchema() {
    return new StructType(
        columns.stream()
            .map(
                column ->
                    new StructField(
                        column.name(), column.type().dataType(), true, Metadata.empty()))
            .toArray(StructField[]::new));
  }

  private static TaskException invalid(String message, String place, String mend) {
    return new TaskException(TaskError.ARGUMENT_INVALID, message, place, mend);
  }
}

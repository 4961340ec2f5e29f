package io.trainmaster.job.spark.data;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a workflow says some data has. */
public record DeclaredSchema(List<Column> columns) {

  public DeclaredSchema {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param type the language's name of its type, one that {@link ColumnTypes} knows
   */
  public record Column(String name, String type, boolean nullable) {

    /** Spark's type of it. */
    public DataType sparkType() {
      return ColumnTypes.type(type).orElseThrow();
    }
  }

  /**
   * The argument {@code schema}, a list of maps with {@code name}, {@code type} and {@code
   * nullable}; empty where it is not given.
   */
  public static Optional<DeclaredSchema> of(Arguments arguments) throws TaskException {
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
      if (ColumnTypes.type(type).isEmpty()) {
        throw invalid(
            "A column's type is none that a source can have.",
            "column %s: %s".formatted(name, type),
            "Use Int, Float, Bool, String, Date or Instant.");
      } else if (!names.add(name)) {
        throw invalid("The schema names a column twice.", "column " + name, "Give it two names.");
      }
      columns.add(new Column(name, type, !Boolean.FALSE.equals(fields.get("nullable"))));
    }
    if (columns.isEmpty()) {
      throw invalid("The schema has no column.", "argument schema", "Declare the columns.");
    }
    return Optional.of(new DeclaredSchema(columns));
  }

  /** The names of the columns, in order. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Spark's schema. Every column may hold nulls there, as Spark's readers want it. */
  public StructType sparkSchema() {
    return new StructType(
        columns.stream()
            .map(c -> new StructField(c.name(), c.sparkType(), true, Metadata.empty()))
            .toArray(StructField[]::new));
  }

  /**
   * The declared columns of some data, in the declared order.
   *
   * @param place what the data is, for the failure
   * @throws TaskException where names or types differ
   */
  public Dataset<Row> select(Dataset<Row> data, String place) throws TaskException {
    SchemaDifference difference = SchemaDifference.ofNames(names(), Arrays.asList(data.columns()));
    List<org.apache.spark.sql.Column> selected = new ArrayList<>();
    for (Column column : columns) {
      selected.add(Columns.named(column.name()).cast(column.sparkType()).as(column.name()));
      for (StructField field : data.schema().fields()) {
        String found = ColumnTypes.name(field.dataType());
        if (field.name().equals(column.name()) && !found.equals(column.type())) {
          difference.type(column.name(), column.type(), found);
        }
      }
    }
    if (!difference.isEmpty()) {
      throw difference.failure(place);
    }
    return data.select(selected.toArray(org.apache.spark.sql.Column[]::new));
  }

  private static TaskException invalid(String message, String place, String mend) {
    return new TaskException(TaskError.ARGUMENT_INVALID, message, place, mend);
  }
}

package io.trainmaster.job.spark.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The declared columns of JSON objects, by which objects become rows. */
record JsonTable(List<CsvTable.Column> columns) implements Serializable {

  private static final int SHOWN_MAX = 40;

  JsonTable {
    columns = List.copyOf(columns);
  }

  /** What is wrong with an object; null where nothing is. */
  @Nullable String problem(ObjectNode object) {
    for (CsvTable.Column column : columns) {
      JsonNode value = object.get(column.name());
      if (value == null || value.isNull()) {
        if (!column.nullable()) {
          return "`%s` has no value".formatted(column.name());
        }
      } else if (value(value, column.type()) == null) {
        String text = value.toString();
        return "`%s` is %s, which is no %s"
            .formatted(
                column.name(),
                text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…",
                column.type().languageName());
      }
    }
    return null;
  }

  /** The row of an object without problems. */
  Row row(ObjectNode object) {
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = object.get(columns.get(i).name());
      values[i] = value == null || value.isNull() ? null : value(value, columns.get(i).type());
    }
    return RowFactory.create(values);
  }

  private static @Nullable Object value(JsonNode value, TextType type) {
    return switch (type) {
      case BOOL -> value.isBoolean() ? value.booleanValue() : null;
      case INT -> value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
      case FLOAT -> value.isNumber() ? value.doubleValue() : null;
      case STRING -> value.isTextual() ? value.textValue() : null;
      case DATE, INSTANT -> value.isTextual() ? type.parse(value.textValue()) : null;
    };
  }
}

package io.trainmaster.dsl.check;

import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schemas as the values that operators receive: a list of records name, type, nullable. */
final class SchemaValue {

  private SchemaValue() {}

  static Value of(List<Column> columns) {
    return new Value.Items(columns.stream().map(SchemaValue::field).toList());
  }

  private static Value field(Column column) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", Value.text(column.name()));
    fields.put("type", Value.text(column.type()));
    fields.put("nullable", new Value.Bool(column.nullable()));
    return new Value.Fields(fields);
  }

  /** The columns of such a value. */
  static Optional<List<Column>> columns(Value schema) {
    if (schema instanceof Value.Items items) {
      return Optional.of(items.items().stream().flatMap(item -> column(item).stream()).toList());
    }
    return Optional.empty();
  }

  private static Optional<Column> column(Value item) {
    if (item instanceof Value.Fields fields
        && fields.fields().get("name") instanceof Value.Text name
        && fields.fields().get("type") instanceof Value.Text type
        && fields.fields().get("nullable") instanceof Value.Bool nullable) {
      return Optional.of(new Column(name.value(), type.value(), nullable.value()));
    }
    return Optional.empty();
  }
}

package io.trainmaster.dsl.check;

import io.trainmaster.model.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the world knows of a source's columns: the header of a file, a table's definition. */
@FunctionalInterface
public interface SchemaLookup {

  /** Knows nothing, as {@code check} does, which reads the text alone. */
  SchemaLookup NONE = (operator, arguments) -> Optional.empty();

  /**
   * The columns of what an operator reads; empty where they can't be known before it runs. It must
   * not throw for a source that is missing or broken: the run will say so.
   *
   * @param operator such as {@code ingest.csv}
   * @param arguments all of its arguments, defaults filled in
   */
  Optional<List<Column>> columns(String operator, Map<String, Expression> arguments);
}

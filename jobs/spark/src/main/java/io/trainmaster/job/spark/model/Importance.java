package io.trainmaster.job.spark.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much a model leans on each column.
 *
 * @param measure what the number is
 * @param columns the number of each column, the largest first
 */
public record Importance(String measure, Map<String, Double> columns) {

  /** Of a model that says nothing of it. */
  public static final Importance NONE = new Importance("", Map.of());

  public Importance {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }
}

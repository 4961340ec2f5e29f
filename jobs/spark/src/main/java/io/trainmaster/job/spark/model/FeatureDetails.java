package io.trainmaster.job.spark.model;

import io.trainmaster.job.spark.features.Encoding;
import io.trainmaster.job.spark.features.Feature;
import io.trainmaster.job.spark.features.FeaturePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code model.json} says of an MLlib model's features: all that turns a row into the vector,
 * so that it can be scored without Spark.
 *
 * @param plan the features
 * @param encoding how they lie in the vector
 */
public record FeatureDetails(FeaturePlan plan, Encoding encoding) {

  private static final String ENCODING = "encoding";
  private static final String COLUMNS = "columns";

  /** For {@link ModelDescription#details}. */
  public Map<String, Object> json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(ENCODING, encoding.name());
    map.put(COLUMNS, plan.features().stream().map(Feature::description).toList());
    return map;
  }

  /**
   * Reads them off a description.
   *
   * @throws IllegalArgumentException where it has none
   */
  public static FeatureDetails of(ModelDescription description) {
    if (description.details().get(ENCODING) instanceof String encoding
        && description.details().get(COLUMNS) instanceof List<?> columns) {
      List<Feature> features = new ArrayList<>();
      for (Object column : columns) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) column).forEach((key, value) -> map.put(String.valueOf(key), value));
        features.add(Feature.of(map));
      }
      return new FeatureDetails(new FeaturePlan(features, List.of()), Encoding.valueOf(encoding));
    }
    throw new IllegalArgumentException("model.json does not describe its features");
  }
}

package io.trainmaster.job.spark.model;

import io.trainmaster.job.report.TaskKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code model.json} says of a model, whoever trained it.
 *
 * @param flavor who can score it: {@code mllib}, or the name of a {@link
 *     io.trainmaster.job.ModelFlavor}
 * @param task what it does
 * @param label the column that it predicts; empty for a clustering
 * @param classes the classes in the order of their indices; the positive one is the last where
 *     there are two
 * @param features the columns that it needs
 * @param params the parameters that it was trained with
 * @param details what its flavor says besides
 */
public record ModelDescription(
    String flavor,
    TaskKind task,
    Optional<String> label,
    List<String> classes,
    List<String> features,
    Map<String, Object> params,
    Map<String, Object> details) {

  /** The flavor of the models that Spark scores itself. */
  public static final String MLLIB = "mllib";

  public ModelDescription {
    classes = List.copyOf(classes);
    features = List.copyOf(features);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** The class whose probability the metrics of a binary task are about. */
  public Optional<String> positive() {
    return task == TaskKind.BINARY ? Optional.of(classes.get(1)) : Optional.empty();
  }

  /** What the artifact offers to the workflow language. */
  public Map<String, Object> properties() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("flavor", flavor);
    map.put("task", task.key());
    label.ifPresent(name -> map.put("label", name));
    map.put("classes", classes);
    positive().ifPresent(name -> map.put("positive", name));
    map.put("features", features);
    return map;
  }

  Map<String, Object> json() {
    Map<String, Object> map = properties();
    map.put("params", params);
    map.putAll(details);
    return map;
  }

  static ModelDescription of(Map<String, Object> json) {
    Map<String, Object> rest = new LinkedHashMap<>(json);
    String flavor = text(rest.remove("flavor"), "flavor");
    TaskKind task = TaskKind.of(text(rest.remove("task"), "task"));
    Optional<String> label =
        Optional.ofNullable(rest.remove("label")).map(value -> text(value, "label"));
    List<String> classes = new ArrayList<>(texts(rest.remove("classes"), "classes"));
    if (task == TaskKind.BINARY && rest.get("positive") instanceof String positive) {
      if (classes.size() != 2 || !classes.get(1).equals(positive)) {
        throw new IllegalArgumentException("The positive class is not the second of two classes");
      }
    }
    rest.remove("positive");
    List<String> features = texts(rest.remove("features"), "features");
    Map<String, Object> params = new LinkedHashMap<>();
    if (rest.remove("params") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> params.put(String.valueOf(key), value));
    }
    return new ModelDescription(flavor, task, label, classes, features, params, rest);
  }

  private static String text(Object value, String key) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("model.json has no " + key);
  }

  private static List<String> texts(Object value, String key) {
    if (value instanceof List<?> list) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new IllegalArgumentException("model.json has no " + key);
  }
}

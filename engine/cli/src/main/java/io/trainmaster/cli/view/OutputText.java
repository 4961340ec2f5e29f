package io.trainmaster.cli.view;

import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a task gave, in a few words. */
public final class OutputText {
  /** What is worth saying of a report or a model, best known first. */
  private static final List<String> KEY_METRICS =
      List.of(
          "auc",
          "accuracy",
          "f1",
          "macro_f1",
          "log_loss",
          "r2",
          "rmse",
          "mae",
          "silhouette",
          "pr_auc",
          "precision",
          "recall",
          "brier",
          "weighted_f1",
          "loss");

  private static final int METRICS_SHOWN = 3;

  private OutputText() {}

  /** A few words about a value; empty where there is nothing to say. */
  public static String brief(Value value) {
    if (value instanceof Value.Artifact artifact) {
      return brief(artifact);
    } else if (value instanceof Value.Fields fields) {
      return brief(fields.fields());
    } else if (value instanceof Value.Absent
        || value instanceof Value.Items
        || value instanceof Value.Bool) {
      return "";
    }
    return ValueText.of(value);
  }

  /** A few words about what a task gave, and what else there is to say of it. */
  static String brief(Optional<Value> output, String message) {
    return Stream.of(output.map(OutputText::brief).orElse(""), message)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String brief(Value.Artifact artifact) {
    Map<String, Value> properties = artifact.properties();
    return switch (artifact.type()) {
      case "Dataset" -> rows(properties);
      case "ModelVersion" -> modelVersion(properties);
      case "Model" ->
          properties.get("validation") instanceof Value.Fields validation
              ? metrics(validation.fields())
              : metrics(properties);
      default -> metrics(properties);
    };
  }

  /** What people answered. */
  private static String answer(boolean granted, Map<String, Value> fields) {
    String by =
        fields.getOrDefault("by", Value.ABSENT) instanceof Value.Text text ? text.value() : "";
    String comment =
        fields.getOrDefault("comment", Value.ABSENT) instanceof Value.Text text ? text.value() : "";
    return (granted ? "granted" : "refused")
        + (by.isEmpty() ? "" : " by " + by)
        + (comment.isEmpty() ? "" : ": " + comment);
  }

  /** A record of a search, of the parts of a split, or of several outputs. */
  private static String brief(Map<String, Value> fields) {
    Value trials = fields.get("trials");
    Value metric = fields.get("metric");
    if (trials instanceof Value.Items items && metric != null) {
      int count = items.items().size();
      return "best of " + count + (count == 1 ? " trial: " : " trials: ") + ValueText.of(metric);
    }
    if (fields.get("granted") instanceof Value.Bool granted) {
      return answer(granted.value(), fields);
    }
    return fields.entrySet().stream()
        .filter(field -> !brief(field.getValue()).isEmpty())
        .map(field -> field.getKey() + " " + brief(field.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String rows(Map<String, Value> properties) {
    return properties.get("rows") instanceof Value.Int rows
        ? String.format(Locale.ROOT, "%,d rows", rows.value())
        : "";
  }

  private static String modelVersion(Map<String, Value> properties) {
    Value name = properties.get("name");
    Value version = properties.get("version");
    return name == null || version == null ? "" : ValueText.of(name) + " v" + ValueText.of(version);
  }

  /** The metrics that are best known, at most three. */
  static String metrics(Map<String, Value> properties) {
    return KEY_METRICS.stream()
        .flatMap(name -> number(name, properties.get(name)).stream())
        .limit(METRICS_SHOWN)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> number(String name, @Nullable Value value) {
    return value instanceof Value.Real || value instanceof Value.Int
        ? Optional.of(name + " " + ValueText.of(value))
        : Optional.empty();
  }
}

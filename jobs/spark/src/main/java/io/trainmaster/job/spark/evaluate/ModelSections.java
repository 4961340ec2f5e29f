package io.trainmaster.job.spark.evaluate;

import io.trainmaster.job.Artifact;
import io.trainmaster.job.report.ReportData;
import io.trainmaster.job.report.Section;
import io.trainmaster.job.report.Section.Point;
import io.trainmaster.job.spark.model.History;
import io.trainmaster.job.spark.model.Importance;
import io.trainmaster.job.spark.model.ModelFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sections of a report that come from how the model was made. */
final class ModelSections {

  private static final String TRIAL = "trial";

  private ModelSections() {}

  /** Adds learning curves, importance and the search, as far as the model knows of them. */
  static void add(ReportData.Builder report, ModelFolder folder, Artifact model)
      throws IOException {
    History history = folder.history();
    if (!history.empty()) {
      report.section(curves(history));
    }
    Importance importance = folder.importance();
    if (!importance.columns().isEmpty()) {
      report.section(
          new Section.Importance(
              importance.measure(),
              importance.columns().entrySet().stream()
                  .map(entry -> new Section.Importance.Feature(entry.getKey(), entry.getValue()))
                  .toList()));
    }
    if (model.properties().get("search") instanceof List<?> trials && !trials.isEmpty()) {
      report.section(search(trials.stream().map(trial -> (Map<?, ?>) trial).toList()));
    }
  }

  private static Section.LearningCurves curves(History history) {
    List<Section.LearningCurves.Series> all = new ArrayList<>();
    for (History.Series series : history.series()) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < series.values().size(); i++) {
        points.add(new Point(i + 1, series.values().get(i)));
      }
      all.add(new Section.LearningCurves.Series(series.name(), points));
    }
    return new Section.LearningCurves("step", all);
  }

  /** From maps of the trial's number, its parameters, its metric and whether it is the best. */
  private static Section.Search search(List<? extends Map<?, ?>> trials) {
    Set<String> names = new LinkedHashSet<>();
    for (Map<?, ?> trial : trials) {
      params(trial).keySet().forEach(name -> names.add(String.valueOf(name)));
    }
    List<String> columns = new ArrayList<>();
    columns.add(TRIAL);
    columns.addAll(names);
    columns.add("metric");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    int best = 0;
    for (Map<?, ?> trial : trials) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(trial.get(TRIAL));
      names.forEach(name -> row.add(params(trial).get(name)));
      row.add(trial.get("metric"));
      if (Boolean.TRUE.equals(trial.get("best"))) {
        best = rows.size();
      }
      rows.add(row);
    }
    return new Section.Search("metric", columns, rows, best);
  }

  private static Map<?, ?> params(Map<?, ?> trial) {
    return trial.get("params") instanceof Map<?, ?> params ? params : Map.of();
  }
}

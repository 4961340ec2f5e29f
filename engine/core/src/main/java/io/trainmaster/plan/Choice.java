package io.trainmaster.plan;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which candidate of a search did best. */
public final class Choice {

  private Choice() {}

  /**
   * A record of {@code model}, {@code params}, {@code metric} and {@code trials}. The model is an
   * artifact that also tells, in its property {@code search}, how it was found. A candidate's
   * metric is the mean over its tasks; one that is not a number loses; of equals the first wins.
   *
   * @param outputs what each finished task gave
   * @param model the model, where it isn't the winner's own output
   * @throws EvaluationException where no candidate has the metric
   */
  public static Value of(
      PlannedTask.Choose work, Function<TaskId, Value> outputs, Optional<Value> model) {
    List<Double> metrics = new ArrayList<>();
    for (PlannedTask.Candidate candidate : work.candidates()) {
      metrics.add(mean(candidate, work.metric(), outputs));
    }
    int best = best(metrics, work.maximize());
    if (best < 0) {
      throw new EvaluationException("No trial reported `%s` as a number.".formatted(work.metric()));
    }
    Value trials = trials(work, metrics, best);
    PlannedTask.Candidate winner = work.candidates().get(best);
    Map<String, Value> fields = new LinkedHashMap<>();
    model
        .or(() -> Optional.of(outputs.apply(winner.tasks().get(0))))
        .filter(Value.Artifact.class::isInstance)
        .map(Value.Artifact.class::cast)
        .ifPresent(artifact -> fields.put("model", found(artifact, trials, work.metric())));
    fields.put("params", new Value.Fields(winner.params()));
    fields.put("metric", new Value.Real(metrics.get(best)));
    fields.put("trials", trials);
    return new Value.Fields(fields);
  }

  private static Value found(Value.Artifact model, Value trials, String metric) {
    Map<String, Value> properties = new LinkedHashMap<>(model.properties());
    properties.put("search", trials);
    properties.put("search_metric", Value.text(metric));
    return new Value.Artifact(model.type(), model.digest(), properties);
  }

  private static Value trials(PlannedTask.Choose work, List<Double> metrics, int best) {
    List<Value> trials = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      Map<String, Value> trial = new LinkedHashMap<>();
      trial.put("trial", new Value.Int(i + 1));
      trial.put("params", new Value.Fields(work.candidates().get(i).params()));
      trial.put("metric", new Value.Real(metrics.get(i)));
      trial.put("best", new Value.Bool(i == best));
      trials.add(new Value.Fields(trial));
    }
    return new Value.Items(trials);
  }

  private static int best(List<Double> metrics, boolean maximize) {
    int best = -1;
    for (int i = 0; i < metrics.size(); i++) {
      double metric = metrics.get(i);
      if (Double.isNaN(metric)) {
        continue;
      }
      if (best < 0 || (maximize ? metric > metrics.get(best) : metric < metrics.get(best))) {
        best = i;
      }
    }
    return best;
  }

  private static double mean(
      PlannedTask.Candidate candidate, String metric, Function<TaskId, Value> outputs) {
    double sum = 0;
    for (TaskId task : candidate.tasks()) {
      sum += number(outputs.apply(task), metric);
    }
    return sum / candidate.tasks().size();
  }

  private static double number(Value output, String path) {
    Value value = output;
    for (String name : path.split("\\.", -1)) {
      Map<String, Value> fields =
          value instanceof Value.Fields record
              ? record.fields()
              : value instanceof Value.Artifact artifact ? artifact.properties() : Map.of();
      value = fields.getOrDefault(name, Value.ABSENT);
    }
    if (value instanceof Value.Real real) {
      return real.value();
    }
    return value instanceof Value.Int integer ? integer.value() : Double.NaN;
  }
}

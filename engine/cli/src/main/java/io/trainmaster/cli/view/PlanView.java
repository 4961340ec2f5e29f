package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Table;
import io.trainmaster.dsl.check.Column;
import io.trainmaster.forecast.Forecast;
import io.trainmaster.forecast.History;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.Placement;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.CachePreview;
import io.trainmaster.schedule.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run would do, for people and for programs.
 *
 * @param cache what it would use again of earlier runs
 * @param held what would be held back, and why
 * @param limits how many places each limit has that workflows share
 * @param columns what is known of the columns of the data that tasks read
 */
public record PlanView(
    String workflow,
    Node node,
    Forecast forecast,
    History history,
    CachePreview cache,
    Map<TaskId, Hold> held,
    Map<String, Integer> limits,
    Map<TaskId, List<Column>> columns) {

  private static final int COLUMNS_SHOWN = 8;

  /** Whether every task can run on the node. */
  public boolean isPossible() {
    return forecast.steps().stream().allMatch(step -> step.refusal().isEmpty());
  }

  /** Prints it for a person. */
  public void print(Console console) {
    console.print(
        "%s on %s: %d CPUs, %s of memory, %s"
            .formatted(
                console.style().bold(workflow),
                node.name(),
                node.cpus(),
                ValueText.bytes(node.memoryBytes()),
                node.gpus().isEmpty() ? "no GPU" : node.gpus().size() + " GPU"));
    console.print("");
    Table table = new Table("TASK", "WHAT IT DOES", "GETS", "STARTS", "TAKES");
    groups().values().forEach(steps -> row(table, steps));
    console.print(table);
    columns.forEach((task, known) -> console.print(task + " reads " + text(known)));
    cache.missed().forEach((task, reason) -> console.print(task + " runs again: " + reason));
    held.forEach(
        (task, hold) ->
            console.print(
                "%s: %s It may run again from %s UTC on."
                    .formatted(task, hold.reason(), Times.at(hold.until()))));
    groups().forEach((kind, steps) -> places(kind, steps).ifPresent(console::print));
    forecast
        .open()
        .forEach(loop -> console.print(loop + ": its items are known when the run comes to it"));
    forecast.steps().stream()
        .filter(step -> !step.refusal().isEmpty())
        .forEach(
            step ->
                console.print(
                    console.style().bad(step.task().id() + " can't run: " + step.refusal())));
    console.print(end());
  }

  /** What tasks of a kind take, while they run, of limits that workflows share. */
  private Optional<String> places(String kind, List<Forecast.Step> steps) {
    PlannedTask first = steps.get(0).task();
    Map<String, Integer> asked = asked(first);
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    String places =
        asked.entrySet().stream()
            .map(
                one ->
                    "%d of the %d places of limit `%s`"
                        .formatted(
                            one.getValue(), limits.getOrDefault(one.getKey(), 0), one.getKey()))
            .collect(Collectors.joining(" and "));
    String name = steps.size() == 1 ? first.id().value() : "each " + kind;
    return Optional.of(name + " takes " + places);
  }

  private static Map<String, Integer> asked(PlannedTask task) {
    return task.work() instanceof PlannedTask.Call call
        ? call.operator().policy().limits()
        : Map.of();
  }

  private String end() {
    if (history.runs() == 0) {
      return "How long it takes is not known: it has not run before.";
    }
    String cost = ValueText.number(Math.round(forecast.work().toMillis() / 36_000.0) / 100.0);
    return "%s %s, %s CPU hours, going by %d earlier %s"
        .formatted(
            forecast.isComplete() ? "about" : "at least",
            RunBoard.elapsed(forecast.end()),
            cost,
            history.runs(),
            history.runs() == 1 ? "run" : "runs");
  }

  private static String text(List<Column> known) {
    String names =
        known.stream().limit(COLUMNS_SHOWN).map(Column::name).collect(Collectors.joining(", "));
    return known.size() + " columns: " + names + (known.size() > COLUMNS_SHOWN ? ", …" : "");
  }

  /** The trials of a search and the items of a loop are alike, and share a row. */
  private Map<String, List<Forecast.Step>> groups() {
    Map<String, List<Forecast.Step>> groups = new LinkedHashMap<>();
    for (Forecast.Step step : forecast.steps()) {
      groups.computeIfAbsent(History.kind(step.task().id()), kind -> new ArrayList<>()).add(step);
    }
    return groups;
  }

  private void row(Table table, List<Forecast.Step> steps) {
    Forecast.Step first = steps.get(0);
    String count = steps.size() == 1 ? "" : steps.size() + " × ";
    String name = steps.size() == 1 ? first.task().id().value() : History.kind(first.task().id());
    table.row(
        name,
        count + operator(first.task()),
        gets(steps),
        first.start().equals(Duration.ZERO) ? "at once" : RunBoard.elapsed(first.start()),
        first.expected().map(RunBoard::elapsed).orElse("not known"));
  }

  private String gets(List<Forecast.Step> steps) {
    Forecast.Step first = steps.get(0);
    String gets = first.placement().map(PlanView::text).orElse("no node");
    long back = steps.stream().filter(step -> held.containsKey(step.task().id())).count();
    if (back > 0) {
      return back == steps.size()
          ? "held back"
          : "%s; %d of %d held back".formatted(gets, back, steps.size());
    }
    List<RunId> from =
        steps.stream()
            .map(step -> cache.reused().get(step.task().id()))
            .filter(Objects::nonNull)
            .toList();
    if (from.isEmpty()) {
      return gets;
    }
    String reused =
        "reused from "
            + from.stream().distinct().map(RunId::value).collect(Collectors.joining(", "));
    return from.size() == steps.size()
        ? reused
        : "%s; %d of %d %s".formatted(gets, from.size(), steps.size(), reused);
  }

  private static String text(Placement placement) {
    String gets =
        placement.cpus() == 0
            ? "nothing"
            : "cpu %d, memory %s"
                .formatted(placement.cpus(), ValueText.bytes(placement.memoryBytes()));
    return placement.alternative() == 1
        ? gets
        : gets + ", choice " + placement.alternative() + ": " + placement.reason();
  }

  private static String operator(PlannedTask task) {
    return task.work() instanceof PlannedTask.Call call ? call.operator().operator() : "";
  }

  /** The same for a program; times are in milliseconds. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("workflow", workflow);
    json.putObject("node")
        .put("name", node.name())
        .put("cpus", node.cpus())
        .put("memoryBytes", node.memoryBytes())
        .put("gpus", node.gpus().size());
    ArrayNode tasks = json.putArray("tasks");
    for (Forecast.Step step : forecast.steps()) {
      ObjectNode task =
          tasks
              .addObject()
              .put("task", step.task().id().value())
              .put("operator", operator(step.task()))
              .put("startsAt", step.start().toMillis());
      step.expected().ifPresent(expected -> task.put("takes", expected.toMillis()));
      RunId from = cache.reused().get(step.task().id());
      if (from != null) {
        task.put("reusedFrom", from.value());
      }
      String missed = cache.missed().get(step.task().id());
      if (missed != null) {
        task.put("runsAgain", missed);
      }
      step.placement()
          .ifPresentOrElse(
              placement ->
                  task.put("alternative", placement.alternative())
                      .put("cpus", placement.cpus())
                      .put("memoryBytes", placement.memoryBytes()),
              () -> task.put("refused", step.refusal()));
      Hold hold = held.get(step.task().id());
      if (hold != null) {
        task.putObject("heldBack")
            .put("reason", hold.reason())
            .put("until", hold.until().toString());
      }
      asked(step.task()).forEach((name, places) -> task.withObject("/limits").put(name, places));
      List<Column> known = columns.get(step.task().id());
      if (known != null) {
        ArrayNode names = task.putArray("columns");
        known.forEach(column -> names.add(column.name()));
      }
    }
    forecast.open().forEach(loop -> json.withArray("open").add(loop.value()));
    return json.put("takes", forecast.end().toMillis())
        .put("cpuTime", forecast.work().toMillis())
        .put("complete", forecast.isComplete())
        .put("earlierRuns", history.runs());
  }
}

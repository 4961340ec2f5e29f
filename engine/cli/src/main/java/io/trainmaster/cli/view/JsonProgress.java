package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.json.PlainJson;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunSummary;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A JSON object on a line of its own for everything that happens to a run. */
public final class JsonProgress implements RunListener {
  private final Console console;
  private final Clock clock;

  /** Lines for a console. */
  public JsonProgress(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public void planned(RunId run, List<TaskId> tasks) {
    ObjectNode line = line("planned").put("run", run.value());
    tasks.forEach(task -> line.withArray("/tasks").add(task.value()));
    console.printLine(line);
  }

  @Override
  public void taskChanged(
      TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output) {
    ObjectNode line =
        line("task").put("task", task.value()).put("phase", phase.name()).put("attempt", attempt);
    if (!message.isEmpty()) {
      line.put("message", message);
    }
    output.ifPresent(value -> line.set("output", PlainJson.of(value)));
    console.printLine(line);
  }

  @Override
  public void progress(TaskId task, double fraction, String message) {
    ObjectNode line = line("progress").put("task", task.value());
    if (!Double.isNaN(fraction)) {
      line.put("fraction", fraction);
    }
    console.printLine(line.put("message", message));
  }

  @Override
  public void metric(TaskId task, Metric metric) {
    ObjectNode line = line("metric").put("task", task.value()).put("key", metric.key());
    line.set("value", PlainJson.number(metric.value()));
    console.printLine(line.put("step", metric.step()));
  }

  @Override
  public void ended(RunSummary run) {
    // The command prints the whole run when everything is recorded.
  }

  private ObjectNode line(String event) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", event)
        .put("at", clock.instant().toString());
  }
}

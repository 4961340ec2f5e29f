package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.schedule.Obstacle;
import io.trainmaster.schedule.Queued;
import io.trainmaster.why.Explainer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What waits, for people and for programs. */
public record QueueView(Explainer.Waiting waiting) {

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return waiting.tasks().isEmpty() && waiting.runs().isEmpty();
  }

  /** A line for each. */
  public List<Table> tables() {
    List<Queued> tasks = waiting.tasks();
    List<Table> tables = new ArrayList<>();
    if (!tasks.isEmpty()) {
      Table table = new Table("PLACE", "RUN", "TASK", "ASKS FOR", "WAITS FOR");
      for (int i = 0; i < tasks.size(); i++) {
        Queued one = tasks.get(i);
        table.row(
            Integer.toString(i + 1),
            one.run().value(),
            one.task().value(),
            asked(one),
            obstacle(one.obstacle()));
      }
      tables.add(table);
    }
    if (!waiting.runs().isEmpty()) {
      Table table = new Table("RUNS THAT WAIT FOR THEIR TURN");
      waiting.runs().forEach(run -> table.row(run.value()));
      tables.add(table);
    }
    return tables;
  }

  private static String asked(Queued one) {
    return one.requests().stream().map(InForce::text).collect(Collectors.joining("; else "));
  }

  private static String obstacle(Obstacle obstacle) {
    if (obstacle instanceof Obstacle.GroupFull full) {
      return "the others of " + full.group() + ", of which " + full.max() + " may run";
    } else if (obstacle instanceof Obstacle.LimitReached reached) {
      return "limit " + reached.limit();
    }
    return "room";
  }

  /** The same for programs. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode tasks = json.putArray("tasks");
    for (Queued one : waiting.tasks()) {
      tasks
          .addObject()
          .put("run", one.run().value())
          .put("task", one.task().value())
          .put("asksFor", asked(one))
          .put("waitsFor", obstacle(one.obstacle()));
    }
    ArrayNode turns = json.putArray("runs");
    waiting.runs().forEach(run -> turns.add(run.value()));
    return json;
  }
}

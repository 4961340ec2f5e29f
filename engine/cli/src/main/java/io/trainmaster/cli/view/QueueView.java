package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Obstacle;
import io.trainmaster.schedule.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What waits.
 *
 * @param tasks those that wait to be started, in their order
 * @param runs those that wait for their turn, in the order in which they were made
 */
public record QueueView(List<Queued> tasks, List<RunId> runs) {

  public QueueView {
    tasks = List.copyOf(tasks);
    runs = List.copyOf(runs);
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return tasks.isEmpty() && runs.isEmpty();
  }

  /** A line for each. */
  public List<Table> tables() {
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
    if (!runs.isEmpty()) {
      Table table = new Table("RUNS THAT WAIT FOR THEIR TURN");
      runs.forEach(run -> table.row(run.value()));
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
    ArrayNode waiting = json.putArray("tasks");
    for (Queued one : tasks) {
      waiting
          .addObject()
          .put("run", one.run().value())
          .put("task", one.task().value())
          .put("asksFor", asked(one))
          .put("waitsFor", obstacle(one.obstacle()));
    }
    ArrayNode turns = json.putArray("runs");
    runs.forEach(run -> turns.add(run.value()));
    return json;
  }
}

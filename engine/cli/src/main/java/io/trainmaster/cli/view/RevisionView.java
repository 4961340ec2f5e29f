package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Table;
import io.trainmaster.forecast.History;
import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Revision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of each task of a run that goes on edited, for people and for programs. */
public record RevisionView(RunId run, Revision revision) {

  /** Prints it: a table, or a line of JSON. */
  public void print(Console console) {
    if (console.isJson()) {
      console.printLine(json());
      return;
    }
    Table table = new Table("TASK", "IN " + run);
    groups().forEach((group, tasks) -> table.row(name(group, tasks), group.becomes()));
    console.print(table);
    console.print(
        "%d of %d tasks stay as they are."
            .formatted(revision.kept().size(), revision.kept().size() + revision.again().size()));
  }

  /** Tasks that share a row: the trials of a search and the items of a loop are alike. */
  private record Group(String kind, String becomes) {}

  private Map<Group, List<TaskId>> groups() {
    Map<Group, List<TaskId>> groups = new LinkedHashMap<>();
    becomes()
        .forEach(
            (task, becomes) ->
                groups
                    .computeIfAbsent(
                        new Group(History.kind(task), becomes), group -> new ArrayList<>())
                    .add(task));
    return groups;
  }

  private static String name(Group group, List<TaskId> tasks) {
    return tasks.size() == 1 ? tasks.get(0).value() : tasks.size() + " × " + group.kind();
  }

  private Map<TaskId, String> becomes() {
    Map<TaskId, String> all = new LinkedHashMap<>();
    for (TaskId task : revision.tasks()) {
      String reason = revision.again().get(task);
      all.put(task, reason == null ? "stays" : "runs: " + reason);
    }
    revision.dropped().forEach(task -> all.put(task, "is dropped"));
    return all;
  }

  private ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("event", "revised").put("run", run.value());
    ArrayNode tasks = json.putArray("tasks");
    for (TaskId task : revision.tasks()) {
      ObjectNode one = tasks.addObject().put("task", task.value());
      String reason = revision.again().get(task);
      one.put("stays", reason == null);
      if (reason != null) {
        one.put("runs", reason);
      }
    }
    ArrayNode dropped = json.putArray("dropped");
    revision.dropped().forEach(task -> dropped.add(task.value()));
    return json;
  }
}

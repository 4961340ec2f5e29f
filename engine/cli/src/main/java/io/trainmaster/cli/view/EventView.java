package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.EventBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An event that a workflow of a file runs on, for people and for programs. */
public record EventView(String file, String workflow, Trigger.Event event, String words) {

  /** The views of a workflow's events, with the defaults of its parameters. */
  public static List<EventView> of(String file, WorkflowGraph workflow) {
    List<Trigger.Event> events = workflow.events();
    List<String> words = words(workflow);
    List<EventView> views = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      views.add(new EventView(file, workflow.name(), events.get(i), words.get(i)));
    }
    return views;
  }

  private static List<String> words(WorkflowGraph workflow) {
    Activation usual =
        new Activation("", workflow.name(), Optional.empty(), Map.of(), Instant.EPOCH);
    try {
      return EventBook.words(usual, workflow);
    } catch (EvaluationException e) {
      return workflow.events().stream()
          .map(event -> "on " + event.source() + ", of what its parameters say")
          .toList();
    }
  }

  /** Prints it for a person. */
  public void print(Console console) {
    String place = console.style().faint("  " + file + ":" + event.line());
    console.print(console.style().bold(workflow) + "  " + words + place);
  }

  /** It for a program. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("file", file).put("line", event.line()).put("workflow", workflow);
    json.put("on", event.source()).put("words", words);
    event.cooldown().ifPresent(cooldown -> json.put("cooldown", cooldown.toString()));
    return json;
  }
}

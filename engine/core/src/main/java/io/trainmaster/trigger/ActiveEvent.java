package io.trainmaster.trigger;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.time.TriggerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event that makes runs of an active workflow.
 *
 * @param parameters a value for each parameter of the workflow that has one
 */
record ActiveEvent(
    Activation activation, Trigger.Event event, EventSource source, Map<String, Value> parameters) {

  /** What a parameter is computed from. */
  private static final String EVENT = "event";

  /**
   * The events of a version by their triggers' names, in the order of the text.
   *
   * @throws EvaluationException where it can't be told what one is about, or two are about the same
   */
  static Map<TriggerId, ActiveEvent> of(Activation activation, WorkflowGraph graph) {
    Map<String, Value> parameters = new LinkedHashMap<>();
    for (WorkflowGraph.Parameter parameter : graph.parameters()) {
      parameter.defaultValue().ifPresent(value -> parameters.put(parameter.name(), value));
    }
    parameters.putAll(activation.parameters());
    Map<TriggerId, ActiveEvent> found = new LinkedHashMap<>();
    for (Trigger.Event event : graph.events()) {
      EventSource source = EventSource.of(event, evaluator(parameters));
      TriggerId id = TriggerBook.id(activation, source.name());
      if (found.put(id, new ActiveEvent(activation, event, source, parameters)) != null) {
        throw new EvaluationException(
            "Two lines say that %s runs %s.".formatted(activation.workflow(), source.words()));
      }
    }
    return found;
  }

  /** When it makes runs. */
  String words() {
    return source.words(event.cooldown());
  }

  /** When the next run may be made; before the first one, whenever it is. */
  Instant due(EventState state) {
    Duration cooldown = event.cooldown().orElse(Duration.ZERO);
    return state.ran().map(ran -> ran.plus(cooldown)).orElse(Instant.MIN);
  }

  /**
   * The activation with the parameters that an event sets.
   *
   * @throws EvaluationException where one has no value
   */
  Activation set(Map<String, Value> happened) {
    Map<String, Value> known = new HashMap<>(parameters);
    known.put(EVENT, new Value.Fields(happened));
    return activation.with(evaluator(known).evaluate(event.set()));
  }

  private static Evaluator evaluator(Map<String, Value> parameters) {
    return new Evaluator(parameters, ActiveEvent::refuse);
  }

  private static Value refuse(TaskId task) {
    throw new EvaluationException("What begins a run can't depend on the task `" + task + "`.");
  }
}

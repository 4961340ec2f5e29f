package io.trainmaster.runtime;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.RunStore;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.EventBook;
import io.trainmaster.trigger.EventState;
import io.trainmaster.watch.WatchException;
import io.trainmaster.watch.Watcher;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A look at what a version's events are about, before it becomes active. */
final class FirstLook {

  private FirstLook() {}

  /**
   * How what the events are about is now, which changes are held against: what changes after this
   * is not taken for what it was.
   *
   * @throws EngineException where that can't be told, or can't be watched
   */
  static Map<TriggerId, EventState.Seen> at(
      Watcher watcher, RunStore runs, Activation activation, WorkflowGraph graph) {
    Map<TriggerId, EventState> known = new HashMap<>();
    runs.triggers().eventStates().forEach(state -> known.put(state.id(), state));
    Map<TriggerId, EventState.Seen> found = new HashMap<>();
    try {
      EventBook.sources(activation, graph)
          .forEach(
              (trigger, source) ->
                  watcher
                      .first(
                          source, Optional.ofNullable(known.get(trigger)).flatMap(EventState::seen))
                      .ifPresent(seen -> found.put(trigger, seen)));
      return found;
    } catch (EvaluationException | WatchException e) {
      throw new EngineException(
          EngineException.Reason.PLAN_IMPOSSIBLE, String.valueOf(e.getMessage()), e);
    }
  }
}

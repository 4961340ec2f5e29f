package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Table;
import io.trainmaster.run.RunId;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.RunStore;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventBook;
import io.trainmaster.trigger.OccurrenceRecord;
import java.util.List;
import java.util.Optional;

/** The triggers of events, with what happened last and what waits. */
final class EventViews {

  private static final String WAITS = "waits";

  private final RunStore store;
  private final EventBook events;

  EventViews(RunStore store, EventBook events) {
    this.store = store;
    this.events = events;
  }

  /** Adds a trigger to the list of all. */
  void add(TriggerId trigger, Table table) {
    Optional<Cause> last = last(trigger);
    table.row(
        trigger.value(),
        events.words(trigger),
        events.state(trigger).paused() ? "paused" : events.next(trigger).map(Times::at).orElse(""),
        last.map(cause -> Times.at(cause.at())).orElse(""),
        last.map(this::run).orElse(""));
  }

  private Optional<Cause> last(TriggerId trigger) {
    return store.triggers().causes(trigger, 1).stream().findFirst();
  }

  private Optional<OccurrenceRecord> became(Cause cause) {
    return store.triggers().occurrence(cause.trigger(), cause.at());
  }

  private String run(Cause cause) {
    return became(cause).map(one -> one.run().map(RunId::value).orElse("")).orElse(WAITS);
  }

  /** What is known of a trigger, for a program. */
  ObjectNode json(TriggerId trigger) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("trigger", trigger.value());
    json.put("words", events.words(trigger));
    json.put("paused", events.state(trigger).paused());
    events.next(trigger).ifPresent(next -> json.put("next", next.toString()));
    last(trigger).ifPresent(last -> json.set("last", json(last)));
    return json;
  }

  private ObjectNode json(Cause cause) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", cause.at().toString()).put("cause", cause.text()).put("key", cause.key());
    Optional<OccurrenceRecord> became = became(cause);
    if (became.isEmpty()) {
      return json.put(WAITS, true);
    }
    json.put("from", became.get().occurrence().from().toString());
    became.get().run().ifPresent(run -> json.put("run", run.value()));
    if (!became.get().reason().isEmpty()) {
      json.put("reason", became.get().reason());
    }
    return json.put("decided", became.get().decidedAt().toString());
  }

  /** Shows what happened and what became of it, latest first. */
  void history(TriggerId trigger, int limit, Console console) {
    List<Cause> causes = store.triggers().causes(trigger, limit);
    if (console.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      causes.forEach(cause -> json.add(json(cause)));
      console.print(json);
    } else if (causes.isEmpty()) {
      console.say("Nothing has happened yet that " + trigger + " is about.");
    } else {
      Table table = new Table("NOTICED, UTC", "WHAT", "DECIDED, UTC", "RUN", "RESULT", "WHY");
      causes.forEach(cause -> add(cause, table));
      console.print(table);
    }
  }

  private void add(Cause cause, Table table) {
    Optional<OccurrenceRecord> became = became(cause);
    table.row(
        Times.at(cause.at()),
        cause.text(),
        became.map(one -> Times.at(one.decidedAt())).orElse(""),
        became.flatMap(OccurrenceRecord::run).map(RunId::value).orElse(""),
        became.map(one -> TriggerViews.result(store, one)).orElse(WAITS),
        became.map(OccurrenceRecord::reason).orElseGet(() -> until(cause.trigger())));
  }

  private String until(TriggerId trigger) {
    return events
        .next(trigger)
        .map(at -> "until " + Times.at(at) + ", as runs are to keep apart")
        .orElse("");
  }
}

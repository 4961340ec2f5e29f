package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Table;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.BackfillRequest;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TimetableText;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.RunStore;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.EventBook;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.RunQueue;
import io.trainmaster.trigger.TriggerBook;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The triggers of active workflows, as the store knows them. */
public final class TriggerViews {
  private final RunStore store;
  private final TriggerBook book;
  private final EventBook events;

  /**
   * @param zone the zone of schedules that name none
   */
  public TriggerViews(RunStore store, ZoneId zone, Instant now) {
    this.store = store;
    this.book = new TriggerBook(zone, workflow -> RunId.of(workflow, 0), new RunQueue(1));
    this.events = new EventBook(workflow -> RunId.of(workflow, 0));
    book.remember(store.triggers().states());
    events.remember(store.triggers().eventStates());
    for (Activation activation : store.triggers().activations()) {
      // What changes by that is for the engine to store.
      Optional<WorkflowGraph> graph = activation.versionHash().map(this::graph);
      book.activate(activation, graph, now);
      events.goOn(activation, graph, now);
    }
  }

  private WorkflowGraph graph(String hash) {
    return store.version(hash).orElseThrow().graph();
  }

  private List<TriggerId> triggers() {
    return Stream.concat(book.triggers().stream(), events.sources().keySet().stream()).toList();
  }

  /** Lists them. */
  public void list(Console console) {
    if (console.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      book.triggers().forEach(trigger -> json.add(json(trigger)));
      EventViews views = events();
      events.sources().keySet().forEach(trigger -> json.add(views.json(trigger)));
      console.print(json);
    } else if (triggers().isEmpty()) {
      console.say("No active workflow runs by itself. `trainmaster apply FILE` makes one active.");
    } else {
      Table table = new Table("TRIGGER", "WHEN", "NEXT, UTC", "LAST, UTC", "RUN");
      book.triggers().forEach(trigger -> add(trigger, table));
      EventViews views = events();
      events.sources().keySet().forEach(trigger -> views.add(trigger, table));
      console.print(table);
    }
  }

  private EventViews events() {
    return new EventViews(store, events);
  }

  private void add(TriggerId trigger, Table table) {
    Optional<OccurrenceRecord> last = last(trigger);
    table.row(
        trigger.value(),
        words(trigger),
        next(trigger),
        last.map(one -> Times.at(one.occurrence().nominal())).orElse(""),
        last.flatMap(OccurrenceRecord::run).map(RunId::value).orElse(""));
  }

  private String words(TriggerId trigger) {
    return book.timetable(trigger).map(TimetableText::of).orElse("");
  }

  private String next(TriggerId trigger) {
    boolean paused = book.state(trigger).paused();
    return paused ? "paused" : book.next(trigger).map(Times::at).orElse("never");
  }

  private Optional<OccurrenceRecord> last(TriggerId trigger) {
    return store.triggers().occurrences(trigger, 1).stream().findFirst();
  }

  private ObjectNode json(TriggerId trigger) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("trigger", trigger.value());
    json.put("words", words(trigger));
    json.put("paused", book.state(trigger).paused());
    book.next(trigger).ifPresent(next -> json.put("next", next.toString()));
    last(trigger).ifPresent(last -> json.set("last", json(last)));
    return json;
  }

  private static ObjectNode json(OccurrenceRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", record.occurrence().nominal().toString());
    json.put("from", record.occurrence().from().toString());
    json.put("generation", record.occurrence().key().generation());
    record.run().ifPresent(run -> json.put("run", run.value()));
    if (!record.reason().isEmpty()) {
      json.put("reason", record.reason());
    }
    return json.put("decided", record.decidedAt().toString());
  }

  /** Shows what became of a trigger's times, latest first. */
  public void history(TriggerId trigger, int limit, Console console) {
    if (events.sources().containsKey(trigger)) {
      events().history(trigger, limit, console);
      return;
    }
    List<OccurrenceRecord> occurrences = store.triggers().occurrences(trigger, limit);
    if (occurrences.isEmpty() && !book.triggers().contains(trigger)) {
      throw EngineException.unknown(trigger);
    } else if (console.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      occurrences.forEach(occurrence -> json.add(json(occurrence)));
      console.print(json);
    } else if (occurrences.isEmpty()) {
      console.say(trigger + " has not been due yet.");
    } else {
      Table table = new Table("DUE, UTC", "BACKFILL", "DECIDED, UTC", "RUN", "RESULT", "WHY");
      occurrences.forEach(occurrence -> add(occurrence, table));
      console.print(table);
    }
  }

  private void add(OccurrenceRecord record, Table table) {
    int generation = record.occurrence().key().generation();
    table.row(
        Times.at(record.occurrence().nominal()),
        generation == 0 ? "" : Integer.toString(generation),
        Times.at(record.decidedAt()),
        record.run().map(RunId::value).orElse(""),
        result(store, record),
        record.reason());
  }

  /** What became of an occurrence, in a word. */
  static String result(RunStore store, OccurrenceRecord record) {
    return record
        .run()
        .flatMap(store::run)
        .map(run -> run.summary().phase().name().toLowerCase(Locale.ROOT))
        .orElse("dropped");
  }

  /** The occurrences that a backfill would have. */
  public List<Occurrence> backfill(BackfillRequest request) {
    if (events.sources().containsKey(request.trigger())) {
      throw EngineException.noTimes(request.trigger());
    }
    return book.timetable(request.trigger())
        .map(
            timetable ->
                new Backfill(
                    request.trigger(),
                    timetable,
                    request.from(),
                    request.until(),
                    request.order(),
                    request.limit(),
                    1))
        .orElseThrow(() -> EngineException.unknown(request.trigger()))
        .occurrences();
  }
}

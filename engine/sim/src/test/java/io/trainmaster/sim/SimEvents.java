package io.trainmaster.sim;

import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventBook;
import io.trainmaster.trigger.EventSource;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.Sighting;
import io.trainmaster.trigger.TriggerBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What a server decides about events, in the order in which the engine's desk does. */
final class SimEvents {

  /** How long a server waits after a look before the next one. */
  private static final long LOOK_MILLIS = 15_000;

  private final World world;
  private final SimServer server;
  private final EventBook book;
  private final BiConsumer<TriggerBook.NewRun, SimBatch> make;
  private final Set<List<Object>> noted = new HashSet<>();

  /**
   * @param make takes in the run that a trigger makes
   */
  SimEvents(
      World world,
      SimServer server,
      SimNames names,
      BiConsumer<TriggerBook.NewRun, SimBatch> make) {
    this.world = world;
    this.server = server;
    this.book = new EventBook(names::name);
    this.make = make;
  }

  void open(SimBatch batch) {
    book.remember(world.store().eventStates());
    for (Activation activation : world.store().activations()) {
      record(book.goOn(activation, graph(activation), batch.now), batch);
    }
    book.sources().keySet().forEach(trigger -> due(trigger, batch));
    batch.promises.add(this::look);
  }

  private Optional<WorkflowGraph> graph(Activation activation) {
    return activation.versionHash().map(hash -> world.catalogue().version(hash).graph());
  }

  void activate(Activation activation, SimBatch batch) {
    Map<TriggerId, EventState.Seen> found = new HashMap<>();
    graph(activation)
        .ifPresent(
            graph ->
                EventBook.sources(activation, graph)
                    .forEach(
                        (trigger, source) -> {
                          if (source.kind() == EventSource.Kind.DATA) {
                            found.put(trigger, sighting(source).seen());
                          }
                        }));
    record(book.activate(activation, graph(activation), found, batch.now), batch);
  }

  List<TriggerId> triggersOf(Activation activation) {
    return book.triggersOf(activation);
  }

  Optional<Instant> next(TriggerId trigger) {
    return book.next(trigger);
  }

  Optional<Instant> next() {
    return book.next();
  }

  List<TriggerId> overdue(Instant now) {
    return book.overdue(now);
  }

  boolean isActive(TriggerId trigger) {
    return book.sources().containsKey(trigger);
  }

  EventState state(TriggerId trigger) {
    return book.state(trigger);
  }

  /** Looks from time to time, as long as the server is there. */
  private void look() {
    world
        .time()
        .after(
            LOOK_MILLIS,
            World.Event.LOOK,
            () -> {
              if (server.isGone() || world.time().now() > world.longestWait()) {
                return;
              }
              if (!server.isPaused()) {
                book.sources().forEach(this::look);
              }
              look();
            });
  }

  private void look(TriggerId trigger, EventSource source) {
    if (source.kind() == EventSource.Kind.DATA) {
      Sighting sighting = sighting(source);
      if (!book.state(trigger).seen().equals(Optional.of(sighting.seen()))) {
        server.tell(new Message.Looked(trigger, sighting));
      }
    }
  }

  private Sighting sighting(EventSource source) {
    return new Sighting(Integer.toString(world.file(source.of())), "", Map.of(), "it has changed");
  }

  void due(TriggerId trigger, SimBatch batch) {
    record(book.due(trigger, batch.now), batch);
  }

  void pause(TriggerId trigger, boolean paused, SimBatch batch) {
    book.pause(trigger, paused)
        .ifPresent(state -> batch.changes.add(new Change.EventTriggerChanged(state)));
  }

  void looked(Message.Looked message, SimBatch batch) {
    due(message.trigger(), batch);
    record(book.look(message.trigger(), message.sighting(), batch.now), batch);
  }

  /** Somebody calls, perhaps once more. */
  void call(Message.Called message, SimBatch batch) {
    List<TriggerId> called = book.triggersOn(EventSource.Kind.WEBHOOK, message.hook());
    for (TriggerId trigger : called) {
      due(trigger, batch);
      boolean known =
          noted.contains(List.<Object>of(trigger, message.key()))
              || world.store().cause(trigger, message.key()) != null;
      if (!known || world.has(Bug.CALL_NOT_COMPARED)) {
        Sighting delivery = new Sighting(message.key(), "", Map.of(), "somebody called");
        record(book.deliver(trigger, delivery, batch.now), batch);
      }
    }
    server.promise(
        batch,
        Bug.CALL_ACKED_EARLY,
        () ->
            called.forEach(
                trigger -> world.oracle().triggers().events().called(trigger, message.key())));
  }

  private void record(EventBook.Firing firing, SimBatch batch) {
    firing.states().forEach(state -> batch.changes.add(new Change.EventTriggerChanged(state)));
    for (Cause cause : firing.causes()) {
      batch.changes.add(new Change.CauseNoted(cause));
      noted.add(List.of(cause.trigger(), cause.key()));
      batch.promises.add(noted::clear);
    }
    firing.runs().forEach(run -> make.accept(run, batch));
    List<OccurrenceRecord> decided = new ArrayList<>(firing.occurrences());
    if (world.has(Bug.REPLACED_NOT_RECORDED)) {
      decided.removeIf(record -> record.reason().endsWith("took its place."));
    }
    decided.forEach(record -> batch.changes.add(new Change.OccurrenceDecided(record)));
  }
}

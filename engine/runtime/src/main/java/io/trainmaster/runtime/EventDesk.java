package io.trainmaster.runtime;

import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TriggerRecords;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventBook;
import io.trainmaster.trigger.EventSource;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.Sighting;
import io.trainmaster.watch.RunEnds;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the engine's loop decides about events. */
final class EventDesk {

  private final Engine engine;
  private final EventBook book;
  private final RunRecorder recorder;

  /** The causes of the transaction that is not written yet. */
  private final Set<Noted> noted = new HashSet<>();

  private boolean serving;

  EventDesk(Engine engine, EventBook book, RunRecorder recorder) {
    this.engine = engine;
    this.book = book;
    this.recorder = recorder;
  }

  private record Noted(TriggerId trigger, String key) {}

  private TriggerRecords records() {
    return engine.runs().triggers();
  }

  /** What was active before goes on; of what happened meanwhile the latest counts. */
  void open(boolean isServing, Batch batch, Instant now) {
    serving = isServing;
    book.remember(records().eventStates());
    for (Activation activation : records().activations()) {
      Optional<WorkflowGraph> graph =
          activation.versionHash().map(hash -> engine.maker().version(hash).graph());
      record(book.goOn(activation, graph, now), batch, now);
    }
    if (!serving) {
      return;
    }
    book.sources()
        .forEach(
            (trigger, source) -> {
              due(trigger, batch, now);
              if (source.kind() == EventSource.Kind.WORKFLOW) {
                records()
                    .lastEnded(source.of())
                    .filter(run -> isNew(trigger, run))
                    .ifPresent(run -> look(trigger, RunEnds.sighting(run), batch, now));
              }
            });
    batch.answer(
        () -> {
          watch(book.sources().keySet());
          engine.watcher().start();
        });
  }

  private boolean isNew(TriggerId trigger, RunSummary run) {
    Optional<EventState.Seen> seen = book.state(trigger).seen();
    return seen.isEmpty() || RunEnds.isLater(run, seen.get());
  }

  /** Why a version can't become the active one; empty where it can. */
  Optional<EngineException> refusal(Activation activation, Optional<WorkflowVersion> version) {
    return version.flatMap(meant -> EndlessRuns.refusal(book, activation, meant, this::versionOf));
  }

  private Optional<WorkflowVersion> versionOf(Activation activation) {
    return activation.versionHash().map(engine.maker()::version);
  }

  void activate(Message.Activated message, Batch batch, Instant now) {
    Optional<WorkflowGraph> graph = message.version().map(WorkflowVersion::graph);
    record(book.activate(message.activation(), graph, message.found(), now), batch, now);
  }

  List<TriggerId> triggersOf(Activation activation) {
    return book.triggersOf(activation);
  }

  /** Whether it is an event's trigger that is active. */
  boolean isActive(TriggerId trigger) {
    return book.sources().containsKey(trigger);
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

  /** What is watched from now on, once this is durable. */
  void watch(Collection<TriggerId> concerned) {
    if (!serving) {
      return;
    }
    Map<TriggerId, EventSource> sources = book.sources();
    for (TriggerId trigger : concerned) {
      EventSource source = sources.get(trigger);
      if (source == null) {
        engine.watcher().forget(trigger);
      } else {
        engine.watcher().watch(trigger, source, book.state(trigger).seen());
      }
    }
  }

  void due(TriggerId trigger, Batch batch, Instant now) {
    record(book.due(trigger, now), batch, now);
  }

  void pause(TriggerId trigger, boolean paused, Batch batch) {
    book.pause(trigger, paused)
        .ifPresent(state -> batch.add(new Change.EventTriggerChanged(state)));
  }

  void looked(Message.Looked message, Batch batch, Instant now) {
    for (Sighting sighting : message.found()) {
      due(message.trigger(), batch, now);
      look(message.trigger(), sighting, batch, now);
    }
    batch.answer(() -> watch(List.of(message.trigger())));
  }

  private void look(TriggerId trigger, Sighting sighting, Batch batch, Instant now) {
    record(book.look(trigger, sighting, now), batch, now);
  }

  /** Takes the ends of runs for what they are causes of; false where they are of nothing. */
  boolean ended(List<RunSummary> runs, Batch batch, Instant now) {
    boolean any = false;
    for (RunSummary run : serving ? runs : List.<RunSummary>of()) {
      for (TriggerId trigger : book.triggersOn(EventSource.Kind.WORKFLOW, run.workflow())) {
        look(trigger, RunEnds.sighting(run), batch, now);
        any = true;
      }
    }
    return any;
  }

  void call(Message.Called message, Batch batch, Instant now) {
    HookCall call = message.call();
    List<TriggerId> triggers = book.triggersOn(EventSource.Kind.WEBHOOK, call.hook());
    if (!serving || triggers.isEmpty()) {
      message.answer().completeExceptionally(EngineException.unknownHook(call.hook()));
      return;
    }
    Map<TriggerId, Optional<HookAnswer>> repeated = new HashMap<>();
    for (TriggerId trigger : triggers) {
      due(trigger, batch, now);
      if (isNoted(trigger, message.key())) {
        repeated.put(trigger, became(trigger, message.key(), true));
      } else {
        Sighting delivery =
            new Sighting(
                message.key(),
                "",
                Map.of("body", Value.text(call.body())),
                "hook " + call.hook() + " was called");
        record(book.deliver(trigger, delivery, now), batch, now);
      }
    }
    batch.answer(
        () ->
            message
                .answer()
                .complete(
                    triggers.stream()
                        .map(trigger -> became(trigger, message.key(), repeated))
                        .toList()));
  }

  private boolean isNoted(TriggerId trigger, String key) {
    return noted.contains(new Noted(trigger, key)) || records().cause(trigger, key).isPresent();
  }

  /** Of a call that came before, what was known counts where the same transaction forgets it. */
  private HookAnswer became(
      TriggerId trigger, String key, Map<TriggerId, Optional<HookAnswer>> repeated) {
    return became(trigger, key, repeated.containsKey(trigger))
        .or(() -> repeated.getOrDefault(trigger, Optional.empty()))
        .orElseThrow();
  }

  private Optional<HookAnswer> became(TriggerId trigger, String key, boolean repeated) {
    return records().cause(trigger, key).map(cause -> became(trigger, cause, repeated));
  }

  private HookAnswer became(TriggerId trigger, Cause cause, boolean repeated) {
    Optional<OccurrenceRecord> decided = records().occurrence(trigger, cause.at());
    if (decided.isEmpty()) {
      return new HookAnswer(
          trigger, HookAnswer.Became.WAITS, Optional.empty(), book.next(trigger), "", repeated);
    }
    return new HookAnswer(
        trigger,
        decided.get().run().isPresent() ? HookAnswer.Became.RUN : HookAnswer.Became.DROPPED,
        decided.get().run(),
        Optional.empty(),
        decided.get().reason(),
        repeated);
  }

  private void record(EventBook.Firing firing, Batch batch, Instant now) {
    firing.states().forEach(state -> batch.add(new Change.EventTriggerChanged(state)));
    for (Cause cause : firing.causes()) {
      batch.add(new Change.CauseNoted(cause));
      noted.add(new Noted(cause.trigger(), cause.key()));
      batch.answer(noted::clear);
    }
    recorder.record(firing.runs(), firing.occurrences(), batch, now);
  }
}

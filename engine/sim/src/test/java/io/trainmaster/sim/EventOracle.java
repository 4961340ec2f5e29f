package io.trainmaster.sim;

import static io.trainmaster.sim.Oracle.require;

import io.trainmaster.model.Trigger;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what happened, and what must become of it: each cause is noted once, and with the same
 * transaction it has its record or is the one that waits; runs keep their distance; what gives way
 * gives way to something newer; and in the end nothing is overlooked.
 */
final class EventOracle {

  /** How much later than it is due something may be decided where all is well. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private final World world;
  private final Map<TriggerId, Known> triggers = new LinkedHashMap<>();
  private Instant now = Instant.EPOCH;

  EventOracle(World world) {
    this.world = world;
  }

  private static final class Known {
    final Map<Instant, Cause> causes = new HashMap<>();
    final Set<String> keys = new HashSet<>();
    final Map<Instant, Cause> undecided = new LinkedHashMap<>();
    Trigger.@Nullable Event event;
    @Nullable EventState state;
    @Nullable Instant ran;
    @Nullable Instant covered;
    @Nullable OccurrenceRecord last;
    Instant newest = Instant.EPOCH;
    boolean active;

    TriggerPhase phase() {
      boolean paused = state != null && state.paused();
      return active
          ? paused ? TriggerPhase.PAUSED : TriggerPhase.ACTIVE
          : paused ? TriggerPhase.SHELVED : TriggerPhase.INACTIVE;
    }

    Duration cooldown() {
      return event == null ? Duration.ZERO : event.cooldown().orElse(Duration.ZERO);
    }
  }

  private Known known(TriggerId id) {
    return triggers.computeIfAbsent(id, key -> new Known());
  }

  void begins(Instant decidedAt) {
    now = decidedAt;
  }

  void check(Change.WorkflowActivated change) {
    String prefix = change.activation().workflow() + "/";
    Map<TriggerId, Trigger.Event> next = new LinkedHashMap<>();
    change
        .version()
        .map(WorkflowVersion::graph)
        .ifPresent(
            graph ->
                graph.events().forEach(event -> next.put(Catalogue.trigger(prefix, event), event)));
    triggers.forEach(
        (id, known) -> {
          if (known.active && id.value().startsWith(prefix) && !next.containsKey(id)) {
            moves(known, false);
          }
        });
    next.forEach(
        (id, event) -> {
          Known known = known(id);
          known.event = event;
          if (!known.active) {
            moves(known, true);
          }
        });
  }

  private void moves(Known known, boolean active) {
    TriggerPhase from = known.phase();
    known.active = active;
    world.coverage().trigger(from, known.phase());
  }

  void check(EventState state) {
    Known known = known(state.id());
    TriggerPhase from = known.phase();
    if (known.state != null) {
      require(state.changes() >= known.state.changes(), "%s goes back", state.id());
    }
    if (known.ran != null && now.isBefore(known.ran)) {
      // The clock was set back, and the distance is counted from when that is noticed.
      known.ran = state.ran().filter(known.ran::isAfter).orElse(known.ran);
    }
    known.state = state;
    if (from != known.phase()) {
      world.coverage().trigger(from, known.phase());
    }
  }

  void check(Cause cause) {
    Known known = known(cause.trigger());
    require(known.active, "%s notices something and isn't active", cause.trigger());
    require(known.keys.add(cause.key()), "%s of %s is noted twice", cause.key(), cause.trigger());
    require(cause.at().isAfter(known.newest), "%s notices two things at once", cause.trigger());
    int colon = cause.key().indexOf(':');
    require(
        colon < 0
            ? world.isCalled(cause.key())
            : world.wasFile(Integer.parseInt(cause.key().substring(colon + 1))),
        "%s notices what never happened: %s",
        cause.trigger(),
        cause.key());
    known.newest = cause.at();
    known.causes.put(cause.at(), cause);
    known.undecided.put(cause.at(), cause);
  }

  void check(OccurrenceRecord record) {
    TriggerId id = record.occurrence().key().trigger();
    Known known = known(id);
    Instant at = record.occurrence().nominal();
    require(known.undecided.remove(at) != null, "%s decides twice about %s", id, at);
    require(
        record.run().isPresent() == record.reason().isEmpty(), "%s has no run and no reason", at);
    if (record.run().isPresent()) {
      require(known.phase() == TriggerPhase.ACTIVE, "%s makes a run and is %s", id, known.phase());
      require(
          known.covered == null || record.occurrence().from().equals(known.covered),
          "a run of %s begins at %s",
          id,
          record.occurrence().from());
      require(
          known.ran == null || !now.isBefore(known.ran.plus(known.cooldown())),
          "runs of %s follow too soon",
          id);
      known.ran = now;
      known.covered = at;
    } else if (record.reason().endsWith("took its place.")) {
      require(known.newest.isAfter(at), "%s gives way to nothing newer", at);
    }
    if (known.last == null || !at.isBefore(known.last.occurrence().nominal())) {
      known.last = record;
    }
  }

  /** The transaction is complete: what is not decided is what waits, and at most one does. */
  void committed() {
    triggers.forEach(
        (id, known) -> {
          Optional<Cause> waiting =
              Optional.ofNullable(known.state)
                  .flatMap(EventState::waiting)
                  .map(EventState.Waiting::cause);
          for (Cause cause : known.undecided.values()) {
            require(waiting.equals(Optional.of(cause)), "%s of %s is lost", cause.key(), id);
          }
          require(
              waiting.isEmpty() || known.undecided.containsKey(waiting.get().at()),
              "%s waits though it is decided",
              id);
        });
  }

  /** Somebody was told what became of a call. */
  void called(TriggerId trigger, String key) {
    require(world.store().cause(trigger, key) != null, "a call of %s is lost", trigger);
  }

  /** Everything has been well for long. */
  void healed(Instant trueNow) {
    triggers.forEach(
        (id, known) -> {
          if (known.phase() != TriggerPhase.ACTIVE) {
            return;
          }
          EventState state = Objects.requireNonNull(known.state);
          boolean overdue =
              state.waiting().isPresent()
                  && known.ran != null
                  && known.ran.plus(known.cooldown()).plus(SOON).isBefore(trueNow);
          require(!overdue, "%s stands still", id);
          if (id.value().contains("/data:")) {
            String value = Integer.toString(world.file(Catalogue.FILE));
            require(
                state.seen().filter(seen -> seen.value().equals(value)).isPresent(),
                "%s has overlooked a change",
                id);
          }
          OccurrenceRecord last = known.last;
          require(
              last == null
                  || !last.reason().endsWith("took its place.")
                  || state.waiting().isPresent(),
              "what %s noticed last has no run",
              id);
        });
  }
}

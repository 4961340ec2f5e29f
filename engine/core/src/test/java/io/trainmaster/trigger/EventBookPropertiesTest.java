package io.trainmaster.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.time.TriggerId;
import io.trainmaster.trigger.EventBook.Firing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Any sequence of changes, deliveries, restarts, pauses and moves of the clock: each cause is noted
 * once and has one record of what became of it, runs keep their distance, and the last cause has
 * its run.
 */
class EventBookPropertiesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void noCauseIsLostAndNoneHasTwoRuns() {
    for (long seed = 1; seed <= 3_000; seed++) {
      try {
        new Story(seed).play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** One trigger and what happens to it. */
  private static final class Story {
    private final Random random;
    private final boolean isHook;
    private final Duration cooldown;
    private final TriggerId trigger;
    private final WorkflowGraph graph;
    private final Activation activation =
        new Activation("", "churn", Optional.of("hash"), Map.of(), NOON);

    /** What is durable: what was committed, and nothing else. */
    private final Map<TriggerId, EventState> states = new LinkedHashMap<>();

    private final List<Cause> causes = new ArrayList<>();
    private final Map<Instant, OccurrenceRecord> occurrences = new LinkedHashMap<>();
    private final List<Instant> made = new ArrayList<>();
    private EventBook book;
    private Instant now = NOON;
    private boolean clockWentBack;
    private int number;
    private int value;
    private int expected;

    Story(long seed) {
      random = new Random(seed);
      isHook = random.nextInt(3) == 0;
      cooldown = Duration.ofSeconds(random.nextInt(3) * 60L);
      trigger = new TriggerId(isHook ? "churn/webhook:x" : "churn/data:x");
      Trigger.Event event =
          new Trigger.Event(
              1,
              isHook ? "webhook" : "data",
              Map.of("name", new Expression.Literal(Value.text("x"))),
              Map.of(),
              cooldown.isZero() ? Optional.empty() : Optional.of(cooldown));
      graph =
          new WorkflowGraph(
              "churn",
              "",
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.of(new Automation(List.of(event), List.of())));
      book = new EventBook(this::name);
    }

    private RunId name(String workflow) {
      return RunId.of(workflow, ++number);
    }

    private static Sighting sighting(int value) {
      return new Sighting(Integer.toString(value), "", Map.of(), "it is " + value);
    }

    void play() {
      commit(
          book.activate(
              activation, Optional.of(graph), Map.of(trigger, new EventState.Seen("0", "")), now));
      int steps = 5 + random.nextInt(40);
      for (int i = 0; i < steps; i++) {
        step();
        check();
      }
      heal();
    }

    private void step() {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> change(true);
        case 3 -> look(false);
        case 4 -> now = now.plusSeconds(random.nextInt(90));
        case 5 -> due(true);
        case 6 -> restart();
        case 7 -> {
          boolean paused = random.nextInt(3) == 0;
          book.pause(trigger, paused).ifPresent(state -> states.put(trigger, state));
        }
        case 8 -> {
          // What was decided is lost before it was written, and the server begins again.
          change(false);
          restart();
        }
        default -> {
          if (random.nextInt(4) == 0) {
            now = now.minusSeconds(random.nextInt(200));
            clockWentBack = true;
          }
        }
      }
    }

    /** Something happens; it is told, and what is decided is written unless it is cut off. */
    private void change(boolean written) {
      if (!isHook || written) {
        value++;
      }
      if (written) {
        look(true);
      } else if (!isHook) {
        book.look(trigger, sighting(value), now);
        expected++;
      }
    }

    private void look(boolean isNew) {
      if (!isHook) {
        Firing firing = book.look(trigger, sighting(value), now);
        expected = causes.size() + firing.causes().size();
        commit(firing);
      } else if (isNew) {
        commit(book.deliver(trigger, sighting(value), now));
        expected++;
      }
    }

    private void due(boolean written) {
      if (written) {
        commit(book.due(trigger, now));
      }
    }

    private void restart() {
      book = new EventBook(this::name);
      book.remember(states.values());
      commit(book.goOn(activation, Optional.of(graph), now));
    }

    private void commit(Firing firing) {
      firing.states().forEach(state -> states.put(state.id(), state));
      for (Cause cause : firing.causes()) {
        assertThat(causes).extracting(Cause::key).doesNotContain(cause.key());
        assertThat(causes).extracting(Cause::at).doesNotContain(cause.at());
        causes.add(cause);
      }
      for (OccurrenceRecord record : firing.occurrences()) {
        assertThat(occurrences.put(record.occurrence().nominal(), record)).isNull();
        assertThat(record.run().isPresent()).isEqualTo(record.reason().isEmpty());
      }
      firing.runs().forEach(run -> made.add(now));
    }

    private void check() {
      Optional<EventState.Waiting> waiting = states.get(trigger).waiting();
      for (Cause cause : causes) {
        boolean waits = waiting.filter(one -> one.cause().equals(cause)).isPresent();
        assertThat(occurrences.containsKey(cause.at())).isNotEqualTo(waits);
      }
      for (int i = 1; i < made.size() && !clockWentBack; i++) {
        assertThat(made.get(i)).isAfterOrEqualTo(made.get(i - 1).plus(cooldown));
      }
    }

    /** Everything is well: what changed last has its run once the cooldown is over. */
    private void heal() {
      restart();
      book.pause(trigger, false).ifPresent(state -> states.put(trigger, state));
      value++;
      look(true);
      Cause last = causes.get(causes.size() - 1);
      assertThat(last.key()).endsWith(Integer.toString(value));
      now = now.plus(cooldown).plusSeconds(300);
      book.overdue(now).forEach(due -> commit(book.due(due, now)));
      check();
      assertThat(occurrences.get(last.at()).run()).isPresent();
      assertThat(states.get(trigger).waiting()).isEmpty();
      assertThat(causes).hasSize(expected);
      // One run begins where the one before it ended, and nothing is covered twice.
      Instant covered = NOON;
      for (OccurrenceRecord record :
          occurrences.values().stream().filter(one -> one.run().isPresent()).toList()) {
        assertThat(record.occurrence().from()).isEqualTo(covered);
        covered = record.occurrence().until();
      }
    }
  }
}

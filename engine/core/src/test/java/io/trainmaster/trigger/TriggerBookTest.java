package io.trainmaster.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Automation;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Trigger.Misfire;
import io.trainmaster.model.Trigger.Overlap;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.Cursor;
import io.trainmaster.time.TriggerId;
import io.trainmaster.trigger.TriggerBook.Firing;
import io.trainmaster.trigger.TriggerBook.NewRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerBookTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final TriggerId FIRST = new TriggerId("churn/schedule-1");

  private final RunQueue queue = new RunQueue(100);
  private final Map<String, Integer> numbers = new HashMap<>();
  private final TriggerBook book = new TriggerBook(UTC, this::name, queue);

  private RunId name(String workflow) {
    return RunId.of(workflow, numbers.merge(workflow, 1, Integer::sum));
  }

  private static Trigger.Schedule hourly(Misfire misfire, Overlap overlap) {
    return schedule("0 * * * *", misfire, overlap);
  }

  private static Trigger.Schedule schedule(String cron, Misfire misfire, Overlap overlap) {
    return new Trigger.Schedule(
        1, new Trigger.Cron(cron), Optional.empty(), misfire, Optional.empty(), overlap);
  }

  private static Activation activation(String environment) {
    return new Activation(environment, "churn", Optional.of("hash"), Map.of(), NOON);
  }

  private static WorkflowGraph graph(Trigger.Schedule... schedules) {
    return new WorkflowGraph(
        "churn",
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(new Automation(Arrays.<Trigger>asList(schedules), List.of())));
  }

  private List<TriggerState> activate(Trigger.Schedule... schedules) {
    return book.activate(activation(""), Optional.of(graph(schedules)), NOON);
  }

  /** What is due at an hour after noon; the runs go into the queue, as in the engine. */
  private Firing at(double hours) {
    Firing firing = book.due(FIRST, NOON.plus(Duration.ofMinutes((long) (60 * hours))));
    firing.runs().forEach(run -> queue.add(run.id(), Optional.of(run.occurrence().key()), 0));
    return firing;
  }

  private static List<String> names(Firing firing) {
    return firing.runs().stream().map(run -> run.id().value()).toList();
  }

  @Test
  void firesOnceForEachTimeItIsDue() {
    activate(hourly(Misfire.LATEST, Overlap.QUEUE));
    assertThat(book.triggers()).containsExactly(FIRST);
    assertThat(book.next(FIRST)).contains(NOON.plus(Duration.ofHours(1)));
    assertThat(at(0.5).runs()).isEmpty();
    Firing firing = at(1);
    assertThat(names(firing)).containsExactly("churn-1");
    assertThat(firing.runs().get(0).occurrence().from()).isEqualTo(NOON);
    assertThat(firing.occurrences()).hasSize(1);
    assertThat(firing.states())
        .containsExactly(new TriggerState(FIRST, Cursor.at(NOON.plus(Duration.ofHours(1))), false));
    assertThat(at(1).runs()).isEmpty();
    assertThat(book.next(FIRST)).contains(NOON.plus(Duration.ofHours(2)));
  }

  @Test
  void overlapDecides() {
    activate(hourly(Misfire.ALL, Overlap.SKIP));
    at(1);
    Firing skipped = at(2);
    assertThat(skipped.runs()).isEmpty();
    assertThat(skipped.occurrences().get(0).reason())
        .isEqualTo("Run churn-1 of the same schedule waits or goes on.");

    activate(hourly(Misfire.ALL, Overlap.REPLACE));
    Firing replacing = at(3);
    assertThat(names(replacing)).containsExactly("churn-2");
    assertThat(replacing.cancelled()).containsExactly(new RunId("churn-1"));

    activate(hourly(Misfire.ALL, Overlap.QUEUE));
    assertThat(names(at(5))).containsExactly("churn-3", "churn-4");
  }

  @Test
  void aRunThatWouldBeReplacedAtOnceIsNotMade() {
    activate(hourly(Misfire.ALL, Overlap.REPLACE));
    Firing firing = at(3);
    assertThat(firing.runs()).hasSize(1);
    assertThat(firing.runs().get(0).occurrence().nominal())
        .isEqualTo(NOON.plus(Duration.ofHours(3)));
    assertThat(firing.cancelled()).isEmpty();
    assertThat(firing.occurrences()).hasSize(3);
    assertThat(firing.occurrences().stream().filter(one -> one.run().isPresent())).hasSize(1);
  }

  @Test
  void goesOnFromWhatWasStored() {
    activate(hourly(Misfire.MERGE, Overlap.QUEUE));
    TriggerState stored = at(1).states().get(0);
    TriggerBook next = new TriggerBook(UTC, this::name, new RunQueue(1));
    WorkflowGraph graph = graph(hourly(Misfire.MERGE, Overlap.QUEUE));
    Instant morning = NOON.plus(Duration.ofHours(21));
    next.remember(List.of(stored));
    assertThat(next.goOn(activation(""), Optional.of(graph), morning)).isEmpty();
    Firing firing = next.due(FIRST, morning.plusSeconds(1800));
    assertThat(firing.runs()).hasSize(1);
    assertThat(firing.runs().get(0).occurrence().from()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    assertThat(firing.runs().get(0).occurrence().until()).isEqualTo(morning);
  }

  @Test
  void anEditedScheduleBeginsAnewAndOneThatStaysGoesOn() {
    activate(
        hourly(Misfire.ALL, Overlap.QUEUE), schedule("30 * * * *", Misfire.ALL, Overlap.QUEUE));
    at(1);
    Instant later = NOON.plus(Duration.ofMinutes(150));
    List<TriggerState> states =
        book.activate(
            activation(""),
            Optional.of(
                graph(
                    schedule("15 * * * *", Misfire.ALL, Overlap.QUEUE),
                    schedule("30 * * * *", Misfire.SKIP, Overlap.SKIP))),
            later);
    assertThat(states.get(0).cursor()).isEqualTo(new Cursor(NOON.plus(Duration.ofHours(1)), later));
    assertThat(states).hasSize(1);
    assertThat(book.state(new TriggerId("churn/schedule-2")).cursor().decided()).isEqualTo(NOON);
    assertThat(book.next(FIRST)).contains(NOON.plus(Duration.ofMinutes(195)));
  }

  @Test
  void environmentsHaveTheirOwn() {
    activate(hourly(Misfire.ALL, Overlap.QUEUE));
    book.activate(
        activation("staging"), Optional.of(graph(hourly(Misfire.ALL, Overlap.QUEUE))), NOON);
    assertThat(book.triggers()).containsExactly(FIRST, new TriggerId("churn@staging/schedule-1"));
    book.activate(activation(""), Optional.empty(), NOON);
    assertThat(book.triggers()).containsExactly(new TriggerId("churn@staging/schedule-1"));
    assertThat(at(1).runs()).isEmpty();
    assertThat(book.next(FIRST)).isEmpty();
  }

  @Test
  void whatRestsMissesWhatIsDue() {
    activate(hourly(Misfire.LATEST, Overlap.QUEUE));
    assertThat(book.pause(FIRST, true).orElseThrow().paused()).isTrue();
    assertThat(book.pause(FIRST, true)).isEmpty();
    assertThat(book.next(FIRST)).isEmpty();
    assertThat(at(3.5).runs()).isEmpty();
    assertThat(book.pause(FIRST, false)).isPresent();
    Firing firing = at(3.5);
    assertThat(firing.runs()).hasSize(1);
    assertThat(firing.runs().get(0).occurrence().nominal())
        .isEqualTo(NOON.plus(Duration.ofHours(3)));
    assertThat(book.pause(new TriggerId("other"), true)).isEmpty();
  }

  @Test
  void aBackfillHasItsOwnGeneration() {
    activate(hourly(Misfire.ALL, Overlap.SKIP));
    at(1);
    Firing firing =
        book.backfill(
                FIRST,
                0,
                (timetable, generation) ->
                    new Backfill(
                        FIRST,
                        timetable,
                        NOON.minus(Duration.ofHours(3)),
                        NOON,
                        Backfill.Order.LATEST_FIRST,
                        10,
                        generation),
                NOON)
            .orElseThrow();
    assertThat(firing.runs())
        .extracting(NewRun::occurrence)
        .extracting(occurrence -> occurrence.nominal())
        .containsExactly(
            NOON.minus(Duration.ofHours(1)),
            NOON.minus(Duration.ofHours(2)),
            NOON.minus(Duration.ofHours(3)));
    assertThat(firing.states()).isEmpty();
    assertThat(
            book.backfill(
                new TriggerId("other"),
                0,
                (timetable, generation) -> {
                  throw new AssertionError();
                },
                NOON))
        .isEmpty();
  }

  @Test
  void whatWasNotActiveForAWhileBeginsAnew() {
    activate(hourly(Misfire.ALL, Overlap.QUEUE));
    at(1);
    book.activate(activation(""), Optional.empty(), NOON.plus(Duration.ofHours(2)));
    Instant evening = NOON.plus(Duration.ofMinutes(390));
    WorkflowGraph graph = graph(hourly(Misfire.ALL, Overlap.QUEUE));
    assertThat(book.activate(activation(""), Optional.of(graph), evening))
        .extracting(TriggerState::cursor)
        .containsExactly(new Cursor(NOON.plus(Duration.ofHours(1)), evening));
    assertThat(at(6.5).runs()).isEmpty();
    Firing firing = at(7);
    assertThat(firing.runs()).hasSize(1);
    assertThat(firing.runs().get(0).occurrence().from()).isEqualTo(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void aBackfillThatIsNotStoredYetHasItsGenerationToo() {
    activate(hourly(Misfire.ALL, Overlap.SKIP));
    List<Integer> generations = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      book.backfill(
          FIRST,
          4,
          (timetable, generation) -> {
            generations.add(generation);
            return new Backfill(
                FIRST,
                timetable,
                NOON.minus(Duration.ofHours(3)),
                NOON,
                Backfill.Order.OLDEST_FIRST,
                10,
                generation);
          },
          NOON);
    }
    assertThat(generations).containsExactly(5, 6);
  }

  @Test
  void knowsWhoIsDueWithoutBeingTold() {
    assertThat(book.next()).isEmpty();
    activate(
        hourly(Misfire.ALL, Overlap.QUEUE), schedule("30 * * * *", Misfire.ALL, Overlap.QUEUE));
    TriggerId second = new TriggerId("churn/schedule-2");
    assertThat(book.next()).contains(NOON.plus(Duration.ofMinutes(30)));
    assertThat(book.overdue(NOON.plus(Duration.ofMinutes(29)))).isEmpty();
    assertThat(book.overdue(NOON.plus(Duration.ofMinutes(60)))).containsExactly(second, FIRST);
    at(1);
    assertThat(book.overdue(NOON.plus(Duration.ofMinutes(60)))).containsExactly(second);
    book.pause(second, true);
    assertThat(book.overdue(NOON.plus(Duration.ofMinutes(60)))).isEmpty();
    book.activate(activation(""), Optional.empty(), NOON);
    assertThat(book.next()).isEmpty();
  }

  @Test
  void whatRestsStillRestsWhenItComesBack() {
    assertThat(book.phase(FIRST)).isEqualTo(TriggerPhase.INACTIVE);
    activate(hourly(Misfire.ALL, Overlap.QUEUE));
    assertThat(book.phase(FIRST)).isEqualTo(TriggerPhase.ACTIVE);
    book.pause(FIRST, true);
    assertThat(book.phase(FIRST)).isEqualTo(TriggerPhase.PAUSED);
    book.activate(activation(""), Optional.empty(), NOON);
    assertThat(book.phase(FIRST)).isEqualTo(TriggerPhase.SHELVED);
    assertThat(book.pause(FIRST, false)).isEmpty();
    activate(hourly(Misfire.ALL, Overlap.QUEUE));
    assertThat(book.phase(FIRST)).isEqualTo(TriggerPhase.PAUSED);
    assertThat(at(2).occurrences()).isEmpty();
  }
}

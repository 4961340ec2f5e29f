package io.trainmaster.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.run.RunId;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.Overlaps;
import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunQueueTest {

  private static final RunId A = new RunId("a-1");
  private static final RunId B = new RunId("b-1");
  private static final RunId C = new RunId("c-1");

  private static Optional<Occurrence.Key> of(String trigger, int hour) {
    return of(trigger, hour, 0);
  }

  private static Optional<Occurrence.Key> of(String trigger, int hour, int generation) {
    return Optional.of(
        new Occurrence.Key(
            new TriggerId(trigger), Instant.EPOCH.plusSeconds(3600L * hour), generation));
  }

  @Test
  void aHigherPriorityGoesFirstAndWhatHasBegunGoesOn() {
    RunQueue queue = new RunQueue(1);
    queue.add(A, Optional.empty(), 0);
    assertThat(queue.next()).contains(A);
    queue.add(B, Optional.empty(), 0);
    queue.add(C, Optional.empty(), 7);
    assertThat(queue.next()).as("A goes on").isEmpty();

    queue.remove(A);
    assertThat(queue.next()).contains(C);
    queue.remove(C);
    assertThat(queue.next()).contains(B);
  }

  @Test
  void runsBeginInTheirOrderAsManyAsMay() {
    RunQueue queue = new RunQueue(2);
    for (RunId run : List.of(A, B, C)) {
      queue.add(run, Optional.empty(), 0);
    }
    assertThat(queue.next()).contains(A);
    assertThat(queue.next()).contains(B);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.isWaiting(C)).isTrue();
    assertThat(queue.waiting()).isEqualTo(1);
    queue.remove(A);
    assertThat(queue.next()).contains(C);
    assertThat(queue.underWay()).isEqualTo(2);
  }

  @Test
  void runsOfOneLaneBeginOneAfterAnother() {
    RunQueue queue = new RunQueue(9);
    queue.add(A, of("nightly", 1), 0);
    queue.add(B, of("nightly", 2), 0);
    queue.add(C, of("nightly", 1, 1), 0);
    assertThat(queue.next()).contains(A);
    assertThat(queue.next()).contains(C);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.live(new TriggerId("nightly"), 0))
        .containsExactly(
            new Overlaps.Live(A, of("nightly", 1).orElseThrow()),
            new Overlaps.Live(B, of("nightly", 2).orElseThrow()));
    queue.remove(A);
    assertThat(queue.next()).contains(B);
  }

  @Test
  void aRunThatIsTakenOutOfTheMiddleHoldsNobodyUp() {
    RunQueue queue = new RunQueue(1);
    queue.add(A, of("nightly", 1), 0);
    queue.add(B, of("nightly", 2), 0);
    queue.add(C, of("nightly", 3), 0);
    assertThat(queue.next()).contains(A);
    queue.remove(B);
    assertThat(queue.contains(B)).isFalse();
    queue.remove(A);
    assertThat(queue.next()).contains(C);
    queue.remove(C);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.live(new TriggerId("nightly"), 0)).isEmpty();
  }

  @Test
  void whatWasUnderWayBeforeCountsAndMayExceedTheLimit() {
    RunQueue queue = new RunQueue(1);
    queue.begun(A, of("nightly", 1));
    queue.begun(B, Optional.empty());
    queue.add(C, of("nightly", 2), 0);
    queue.remove(B);
    assertThat(queue.next()).isEmpty();
    queue.remove(A);
    assertThat(queue.next()).contains(C);
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> new RunQueue(0)).isInstanceOf(IllegalArgumentException.class);
    RunQueue queue = new RunQueue(1);
    queue.add(A, Optional.empty(), 0);
    assertThatThrownBy(() -> queue.begun(A, Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
    queue.remove(B);
  }

  /** Against a queue that looks through everything each time. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithTheObviousQueue(long seed) {
    Random random = new Random(seed);
    int limit = 1 + random.nextInt(4);
    RunQueue queue = new RunQueue(limit);
    List<RunId> order = new ArrayList<>();
    Map<RunId, Optional<Occurrence.Key>> known = new HashMap<>();
    Set<RunId> begun = new HashSet<>();
    for (int step = 0; step < 5_000; step++) {
      if (random.nextBoolean()) {
        RunId run = new RunId("r-" + step);
        Optional<Occurrence.Key> why =
            random.nextInt(3) == 0 ? Optional.empty() : of("t" + random.nextInt(3), step);
        order.add(run);
        known.put(run, why);
        queue.add(run, why, 0);
      } else if (!order.isEmpty()) {
        RunId run = order.get(random.nextInt(Math.min(6, order.size())));
        order.remove(run);
        begun.remove(run);
        queue.remove(run);
      }
      Set<RunId> expected = new HashSet<>(begun);
      for (RunId run : order) {
        if (expected.size() < limit && !begun.contains(run) && isFirst(run, order, known)) {
          expected.add(run);
        }
      }
      Set<RunId> actual = new HashSet<>(begun);
      for (Optional<RunId> next = queue.next(); next.isPresent(); next = queue.next()) {
        assertThat(isFirst(next.get(), order, known)).as("seed %d step %d", seed, step).isTrue();
        actual.add(next.get());
      }
      assertThat(actual).as("seed %d step %d", seed, step).hasSameSizeAs(expected);
      begun = actual;
      assertThat(queue.underWay()).isEqualTo(begun.size());
      assertThat(queue.waiting()).isEqualTo(order.size() - begun.size());
    }
  }

  private static boolean isFirst(
      RunId run, List<RunId> order, Map<RunId, Optional<Occurrence.Key>> known) {
    Optional<Occurrence.Key> why = known.get(run);
    return why.isEmpty()
        || order.stream()
            .filter(
                other ->
                    known
                        .get(other)
                        .map(Occurrence.Key::trigger)
                        .equals(why.map(Occurrence.Key::trigger)))
            .findFirst()
            .filter(run::equals)
            .isPresent();
  }
}

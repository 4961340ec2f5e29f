package io.trainmaster.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.search.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {

  private static final Demand HALF = new Demand(1_000, 10, 1, 500, List.of());
  private static final Demand TWO = new Demand(1_000, 10, 2, 1_000, List.of("T4"));

  @Test
  void aNodeHasRoomForWhatItsCpuMemoryAndGpusAllow() {
    NodeState node = new NodeState("a", 4_000, 100, 2, "T4");

    assertThat(node.fits(TWO)).isTrue();
    assertThat(node.fits(new Demand(4_001, 0, 0, 0, List.of()))).isFalse();
    assertThat(node.fits(new Demand(0, 101, 0, 0, List.of()))).isFalse();
    assertThat(node.fits(new Demand(0, 0, 3, 1_000, List.of()))).isFalse();
    assertThat(node.fits(new Demand(0, 0, 1, 10, List.of("P100")))).isFalse();
    assertThat(node.fits(new Demand(0, 0, 0, 0, List.of("P100")))).isTrue();

    node.take(HALF, List.of(1));

    assertThat(node.fits(TWO)).isFalse();
    assertThat(node.idleGpus()).isEqualTo(1);
    assertThat(node.gpuMilliLeft()).isEqualTo(1_500);
    assertThat(node.hasAlike(HALF)).isTrue();
    assertThat(node.hasAlike(TWO)).isFalse();
    assertThat(node.kinds()).isEqualTo(1);
    assertThat(GpuChoice.tightest(node, HALF)).containsExactly(1);

    node.release(HALF, List.of(1));

    assertThat(node.fits(TWO)).isTrue();
    assertThat(node.kinds()).isZero();
  }

  @Test
  void nothingIsTakenWhereThereIsNoRoom() {
    NodeState node = new NodeState("a", 4_000, 100, 2, "T4");
    node.take(HALF, List.of(0));

    assertThatThrownBy(() -> node.take(TWO, List.of(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> node.take(new Demand(0, 0, 1, 600, List.of()), List.of(0)))
        .hasMessage("GPU 0 of a has 500 thousandths left");
    assertThat(node.cpuMilliLeft()).isEqualTo(3_000);
    assertThat(node.gpuMilliLeft()).isEqualTo(1_500);
  }

  @Test
  void aDemandThatCannotBeMeantIsRefused() {
    assertThatThrownBy(() -> new Demand(0, 0, 2, 500, List.of()))
        .hasMessage("More than one GPU is given as whole ones alone.");
    assertThatThrownBy(() -> new Demand(0, 0, 1, 1_001, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Demand(0, 0, 0, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tiesGoToTheFirstNode() {
    Fleet fleet = new Fleet(List.of(node("full", 0), node("a", 2), node("b", 2)));
    HighestScore policy = new HighestScore((node, demand) -> 7);

    assertThat(policy.place(fleet, TWO)).contains(new Assignment(1, List.of(0, 1)));
    fleet.take(new Assignment(1, List.of(0, 1)), TWO);
    assertThat(policy.place(fleet, TWO)).contains(new Assignment(2, List.of(0, 1)));
    fleet.take(new Assignment(2, List.of(0, 1)), TWO);
    assertThat(policy.place(fleet, TWO)).isEmpty();
  }

  @Test
  void fewerDemandsAreRememberedOfLargerFleets() {
    Fleet small = new Fleet(List.of(node("a", 1)));
    Fleet large = new Fleet(java.util.Collections.nCopies(100_000, node("a", 1)));

    assertThat(HighestScore.mostBoards(small)).isEqualTo(4_096);
    assertThat(HighestScore.mostBoards(large)).isEqualTo(256);
  }

  /** A demand that was forgotten is rated anew, and placed as any other. */
  @Test
  void demandsMayBeMoreThanAreRemembered() {
    Fleet fleet = new Fleet(List.of(node("a", 1), node("b", 1)));
    HighestScore policy = new HighestScore((node, demand) -> node.cpuMilliLeft());
    fleet.take(new Assignment(0, List.of(0)), HALF);
    for (int i = 0; i < 5_000; i++) {
      Demand asked = new Demand(i, 0, 0, 0, List.of());
      assertThat(policy.place(fleet, asked).map(Assignment::node)).contains(1);
    }
    fleet.take(new Assignment(1, List.of()), new Demand(2_000, 0, 0, 0, List.of()));
    assertThat(policy.place(fleet, new Demand(0, 0, 0, 0, List.of())).map(Assignment::node))
        .contains(0);
  }

  /** What is remembered of nodes must never be what they were. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void scoresKeptAreThoseThatWouldBeComputedNow(long seed) {
    SplitMix random = new SplitMix(seed);
    List<NodeState> nodes = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      nodes.add(node("n" + i, (int) random.nextLong(5)));
    }
    Fleet fleet = new Fleet(nodes);
    NodeScore score = (node, demand) -> node.cpuMilliLeft() / 1_000 * 31 + node.gpuMilliLeft() % 17;
    HighestScore kept = new HighestScore(score);
    List<Demand> demands = List.of(HALF, TWO, new Demand(2_000, 1, 0, 0, List.of()));
    List<Assignment> taken = new ArrayList<>();
    List<Demand> takenFor = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      // Each demand is asked about rarely, so that some boards lag far behind.
      Demand demand = demands.get(random.nextDouble() < 0.9 ? 0 : (int) random.nextLong(3));
      Optional<Assignment> place = kept.place(fleet, demand);
      assertThat(place.map(Assignment::node))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(firstOfBest(fleet, score, demand));
      place.ifPresent(found -> fleet.take(found, demand));
      place.ifPresent(taken::add);
      place.ifPresent(found -> takenFor.add(demand));
      if (!taken.isEmpty() && random.nextDouble() < 0.4) {
        int ended = (int) random.nextLong(taken.size());
        fleet.release(taken.remove(ended), takenFor.remove(ended));
      }
    }
  }

  private static Optional<Integer> firstOfBest(Fleet fleet, NodeScore score, Demand demand) {
    Optional<Integer> best = Optional.empty();
    int highest = -1;
    for (int i = 0; i < fleet.size(); i++) {
      NodeState node = fleet.node(i);
      if (node.fits(demand) && score.score(node, demand) > highest) {
        highest = score.score(node, demand);
        best = Optional.of(i);
      }
    }
    return best;
  }

  private static NodeState node(String name, int gpus) {
    return new NodeState(name, 8_000, 1_000, gpus, "T4");
  }
}

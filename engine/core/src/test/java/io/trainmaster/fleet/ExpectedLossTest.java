package io.trainmaster.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.search.SplitMix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedLossTest {

  private static final GpuKind T4 = new GpuKind("T4", 0);
  private static final Demand CPU = new Demand(8_000, 10, 0, 0, List.of());
  private static final Demand HALF = new Demand(4_000, 10, 1, 500, List.of());
  private static final Demand ONE = new Demand(8_000, 10, 1, 1_000, List.of());
  private static final Demand EIGHT = new Demand(8_000, 10, 8, 1_000, List.of());
  private static final Demand RARE = new Demand(8_000, 10, 1, 1_000, List.of("V100"));

  @Test
  void aRareModelIsLeftToThoseWhoNameIt() {
    Fleet fleet = fleet(node("rare", 1, "V100"), node("a", 1, "T4"), node("b", 1, "T4"));

    assertThat(firstChoice(fleet, ONE, ONE, ONE, ONE, RARE)).isEqualTo("a");
    assertThat(firstChoice(fleet, RARE, ONE, ONE, ONE, RARE)).isEqualTo("rare");
  }

  @Test
  void nodesThatManyGpusAreIdleOnAreLeftToThoseWhoNeedThem() {
    Fleet fleet = fleet(node("large", 8, "T4"), node("small", 2, "T4"));

    assertThat(firstChoice(fleet, ONE, ONE, ONE, EIGHT)).isEqualTo("small");
  }

  @Test
  void demandsWithoutGpusGoWhereNoGpuIsLeftWithoutCpu() {
    Fleet fleet =
        fleet(
            new NodeState("tight", 16_000, 1_000, 2, "T4"),
            new NodeState("ample", 64_000, 1_000, 2, "T4"));

    assertThat(firstChoice(fleet, CPU, ONE, CPU)).isEqualTo("ample");
  }

  @Test
  void memoryIsCountedAsCpuIs() {
    Fleet fleet =
        fleet(
            new NodeState("tight", 64_000, 20, 2, "T4"),
            new NodeState("ample", 64_000, 100, 2, "T4"));

    assertThat(firstChoice(fleet, CPU, ONE, CPU)).isEqualTo("ample");
  }

  @Test
  void aShareGoesBesideOneThatLeavesRoomForIt() {
    Fleet fleet = fleet(node("a", 4, "T4"));
    fleet.take(new Assignment(0, List.of(2)), HALF);

    ExpectedLoss score = new ExpectedLoss(ExpectedDemands.like(List.of(HALF, ONE)), fleet);

    assertThat(score.gpus(fleet.node(0), HALF)).containsExactly(2);
    assertThat(score.gpus(fleet.node(0), ONE)).containsExactly(0);
  }

  @Test
  void whereNothingIsExpectedTheFirstNodeWithRoomIsTaken() {
    Fleet fleet = fleet(node("a", 0, ""), node("b", 1, "T4"), node("c", 1, "T4"));

    assertThat(firstChoice(fleet, ONE)).isEqualTo("b");
  }

  @Test
  void worthIsTheMeanOfWhatTheNextAndWhatManyCouldUse() {
    NodeState node = new NodeState("a", 12_000, 1_000, 2, "T4");
    Worth one = new Worth(List.of(new Worth.Priced(ONE, 1)), T4);
    Worth half = new Worth(List.of(new Worth.Priced(HALF, 2)), T4);

    // The next could have either GPU; there is CPU for one and a half.
    assertThat(one.of(Room.of(node))).isCloseTo((2_000 + 1_500) / 2.0, within(1e-9));
    assertThat(half.of(Room.of(node))).isCloseTo(2 * (2_000 + 3 * 500) / 2.0, within(1e-9));
    node.take(HALF, List.of(0));
    // The next could have the idle GPU, and there is CPU for just one.
    assertThat(one.of(Room.of(node))).isCloseTo(1_000, within(1e-9));
    assertThat(half.of(Room.of(node))).isCloseTo(2 * (1_500 + 2 * 500) / 2.0, within(1e-9));
    node.take(ONE, List.of(1));
    assertThat(one.of(Room.of(node))).isZero();
  }

  /** Room for less is never worth more, so that no score is out of its range. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatWouldBeLeftIsWhatIsLeftAfterwardsAndNeverWorthMore(long seed) {
    SplitMix random = new SplitMix(seed);
    List<Demand> demands = new ArrayList<>(List.of(CPU, HALF, ONE, EIGHT));
    for (int i = 0; i < 20; i++) {
      int share = 1 + (int) random.nextLong(1_000);
      demands.add(
          new Demand((int) random.nextLong(9_000), random.nextLong(99), 1, share, List.of()));
    }
    NodeState node = new NodeState("a", 96_000, 900, 8, "T4");
    Worth worth = new Worth(demands.stream().map(one -> new Worth.Priced(one, 1)).toList(), T4);
    for (int step = 0; step < 60; step++) {
      Demand demand = demands.get((int) random.nextLong(demands.size()));
      if (node.fits(demand)) {
        Room before = Room.of(node);
        List<Integer> gpus = GpuChoice.tightest(node, demand);
        Room expected =
            demand.shares()
                ? before.withoutShare(demand, demand.shareMilli(), node.shareLeft(gpus.get(0)))
                : before.without(demand);
        node.take(demand, gpus);
        assertThat(Room.of(node)).as("seed %d, step %d", seed, step).isEqualTo(expected);
        assertThat(worth.of(expected))
            .as("seed %d, step %d", seed, step)
            .isLessThanOrEqualTo(worth.of(before));
      }
    }
  }

  @Test
  void theMostFrequentKindsAreExpected() {
    List<Demand> seen = new ArrayList<>(Collections.nCopies(3, ONE));
    seen.addAll(List.of(HALF, HALF));
    IntStream.range(0, 600).forEach(i -> seen.add(new Demand(i, 0, 0, 0, List.of())));

    List<ExpectedDemands.Kind> kinds = ExpectedDemands.like(seen).kinds();

    assertThat(kinds).hasSize(512);
    assertThat(kinds.get(0)).isEqualTo(new ExpectedDemands.Kind(ONE, 3 / 605.0));
    assertThat(kinds.get(1).demand()).isEqualTo(HALF);
    assertThat(ExpectedDemands.like(List.of()).kinds()).isEmpty();
  }

  private static String firstChoice(Fleet fleet, Demand demand, Demand... expected) {
    ExpectedLoss score = new ExpectedLoss(ExpectedDemands.like(List.of(expected)), fleet);
    int node = new HighestScore(score).place(fleet, demand).orElseThrow().node();
    return fleet.node(node).name();
  }

  private static Fleet fleet(NodeState... nodes) {
    return new Fleet(List.of(nodes));
  }

  private static NodeState node(String name, int gpus, String model) {
    return new NodeState(name, 96_000, 1_000, gpus, model);
  }
}

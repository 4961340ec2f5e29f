package io.trainmaster.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.search.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes whose GPUs differ in model and memory, and shares by memory. */
class MixedFleetTest {

  private static final long GIB = 1L << 30;
  private static final GpuKind A100 = new GpuKind("A100", 80 * GIB);
  private static final GpuKind T4 = new GpuKind("T4", 16 * GIB);
  private static final GpuKind OTHER = new GpuKind("T4", 0);

  @Test
  void aShareByMemoryIsThatPartOfTheCardRoundedUp() {
    Demand ten = byMemory(10 * GIB);

    assertThat(ten.shareOf(A100)).isEqualTo(125);
    assertThat(ten.shareOf(T4)).isEqualTo(625);
    assertThat(byMemory(10 * GIB + 1).shareOf(T4)).isEqualTo(626);
    assertThat(byMemory(17 * GIB).shareOf(T4)).isEqualTo(Demand.NEVER);
    assertThat(ten.shareOf(OTHER)).as("its memory isn't known").isEqualTo(Demand.WHOLE);
    assertThat(new Demand(0, 0, 1, 700, 10 * GIB, List.of()).shareOf(T4)).isEqualTo(700);
    assertThat(new Demand(0, 0, 2, 1_000, 10 * GIB, List.of()).shareOf(T4)).isEqualTo(1_000);
    assertThat(new Demand(0, 0, 1, 1, 0, List.of("A100")).shareOf(T4)).isEqualTo(Demand.NEVER);
    assertThatThrownBy(() -> new GpuKind("", -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNodeHasRoomWhereEnoughOfItsCardsWillDo() {
    NodeState node = new NodeState("a", 9_000, 100, List.of(A100, T4, T4));

    assertThat(node.fits(whole(2, 20 * GIB))).isFalse();
    assertThat(node.fits(whole(1, 20 * GIB))).isTrue();
    assertThat(node.fits(whole(3, 0))).isTrue();
    node.take(byMemory(41 * GIB), List.of(0));
    assertThat(node.fits(byMemory(40 * GIB))).isFalse();
    assertThat(node.fits(byMemory(16 * GIB))).isTrue();
    assertThat(node.shareLeft(0)).isEqualTo(487);
    node.release(byMemory(41 * GIB), List.of(0));
    assertThat(node.fits(whole(3, 0))).isTrue();
  }

  @Test
  void theLargeCardIsLeftToThoseWhoNeedIt() {
    Fleet fleet = new Fleet(List.of(new NodeState("a", 9_000, 100, List.of(A100, T4))));
    ExpectedLoss score =
        new ExpectedLoss(ExpectedDemands.like(List.of(whole(1, 0), whole(1, 40 * GIB))), fleet);

    assertThat(score.gpus(fleet.node(0), whole(1, 0))).containsExactly(1);
    assertThat(score.gpus(fleet.node(0), byMemory(8 * GIB))).containsExactly(1);
    assertThat(score.gpus(fleet.node(0), whole(1, 40 * GIB))).containsExactly(0);
    assertThat(score.gpus(fleet.node(0), whole(2, 0))).containsExactly(0, 1);
  }

  @Test
  void withNothingExpectedTheCardWithLeastMemoryIsTaken() {
    Fleet fleet = new Fleet(List.of(new NodeState("a", 9_000, 100, List.of(A100, T4, T4))));
    ExpectedLoss score = new ExpectedLoss(ExpectedDemands.like(List.of()), fleet);

    assertThat(score.gpus(fleet.node(0), whole(1, 0))).containsExactly(1);
    assertThat(score.gpus(fleet.node(0), whole(2, 0))).containsExactly(1, 2);
  }

  /** A fleet of mixed nodes never gives out more than there is, and gets all of it back. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsOverCommitted(long seed) {
    SplitMix random = new SplitMix(seed);
    List<GpuKind> kinds = List.of(A100, T4, OTHER, new GpuKind("V100", 32 * GIB));
    List<NodeState> nodes = new ArrayList<>();
    for (int node = 0; node < 5; node++) {
      List<GpuKind> gpus = new ArrayList<>();
      for (int gpu = (int) random.nextLong(5); gpu > 0; gpu--) {
        gpus.add(kinds.get((int) random.nextLong(kinds.size())));
      }
      nodes.add(new NodeState("n" + node, 16_000, 64, gpus));
    }
    Fleet fleet = new Fleet(nodes);
    List<Demand> asked = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      asked.add(random(random));
    }
    HighestScore policy = new HighestScore(new ExpectedLoss(ExpectedDemands.like(asked), fleet));
    List<Assignment> held = new ArrayList<>();
    List<Demand> heldFor = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      Demand demand = asked.get((int) random.nextLong(asked.size()));
      Optional<Assignment> place = policy.place(fleet, demand);
      boolean fits =
          IntStream.range(0, fleet.size()).anyMatch(node -> fleet.node(node).fits(demand));
      assertThat(place.isPresent()).as("seed %d, step %d", seed, step).isEqualTo(fits);
      if (place.isPresent()) {
        fleet.take(place.get(), demand);
        held.add(place.get());
        heldFor.add(demand);
      }
      for (NodeState node : nodes) {
        assertThat(node.cpuMilliLeft()).as("seed %d", seed).isNotNegative();
        assertThat(node.memoryBytesLeft()).as("seed %d", seed).isNotNegative();
        for (int gpu = 0; gpu < node.gpus(); gpu++) {
          assertThat(node.shareLeft(gpu)).as("seed %d", seed).isBetween(0, Demand.WHOLE);
        }
      }
      if (!held.isEmpty() && random.nextDouble() < 0.45) {
        int ended = (int) random.nextLong(held.size());
        fleet.release(held.remove(ended), heldFor.remove(ended));
      }
    }
    for (int i = 0; i < held.size(); i++) {
      fleet.release(held.get(i), heldFor.get(i));
    }
    nodes.forEach(node -> assertThat(node.idleGpus()).as("seed %d", seed).isEqualTo(node.gpus()));
  }

  private static Demand random(SplitMix random) {
    int cpus = (int) random.nextLong(4) * 1_000;
    long memory = random.nextLong(20);
    List<String> models = random.nextLong(4) == 0 ? List.of("T4", "V100") : List.of();
    long gpuMemory = random.nextLong(3) * random.nextLong(20) * GIB;
    return switch ((int) random.nextLong(4)) {
      case 0 -> new Demand(cpus, memory, 0, 0, 0, List.of());
      case 1 -> new Demand(cpus, memory, 1 + (int) random.nextLong(3), 1_000, gpuMemory, models);
      default -> new Demand(cpus, memory, 1, 1 + (int) random.nextLong(999), gpuMemory, models);
    };
  }

  private static Demand byMemory(long bytes) {
    return new Demand(0, 0, 1, 1, bytes, List.of());
  }

  private static Demand whole(int gpus, long memory) {
    return new Demand(0, 0, gpus, Demand.WHOLE, memory, List.of());
  }
}

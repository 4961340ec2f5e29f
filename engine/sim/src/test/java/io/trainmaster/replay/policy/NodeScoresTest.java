package io.trainmaster.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scores by hand, on nodes of two GPUs. */
class NodeScoresTest {

  private static final Demand CPU = new Demand(8_000, 0, 0, 0, List.of());
  private static final Demand HALF = new Demand(8_000, 0, 1, 500, List.of());
  private static final Demand WHOLE = new Demand(8_000, 0, 1, 1_000, List.of());

  private final NodeState node = new NodeState("a", 64_000, 1 << 30, 2, "T4");

  @Test
  void dotProductIsHighWhereLittleIsLeftOfWhatIsAsked() {
    // 100 * (1 - (0.5 * 0.0625 + 0.25 * 0.125) / 2) = 96.875
    assertThat(new DotProduct().score(node, WHOLE)).isEqualTo(96);
  }

  @Test
  void bestFitIsHighWhereLittleIsLeftAfterwards() {
    // 100 * (1 - (0.5 * 56 / 128 + 0.5 * 1 / 8)) = 71.875
    assertThat(new BestFit().score(node, WHOLE)).isEqualTo(71);
  }

  @Test
  void packingPrefersGpusInUseToIdleOnesAndThoseToIdleNodes() {
    GpuPacking packing = new GpuPacking();
    assertThat(packing.score(node, CPU)).isZero();
    assertThat(packing.score(node, HALF)).isEqualTo(31);
    node.take(HALF, List.of(1));
    assertThat(packing.score(node, WHOLE)).isEqualTo(49);
    assertThat(packing.score(node, HALF)).isEqualTo(95);
  }

  @Test
  void clusteringPrefersItsLike() {
    GpuClustering clustering = new GpuClustering();
    assertThat(clustering.score(node, CPU)).isZero();
    assertThat(clustering.score(node, HALF)).isEqualTo(25 * 6 / 8 + 25);
    node.take(HALF, List.of(0));
    assertThat(clustering.score(node, HALF)).isEqualTo(25 * 65 / 80 + 75);
    assertThat(clustering.score(node, WHOLE)).isEqualTo(25 * 65 / 80);
    node.take(WHOLE, List.of(1));
    assertThat(clustering.score(node, HALF)).isEqualTo(25 * 75 / 80 + 50);
  }

  @Test
  void fragmentsAreWhatTheMixHasNoUseFor() {
    Fragments fragments = new Fragments(DemandMix.of(List.of(WHOLE, WHOLE, WHOLE, CPU)));
    // All of it for the demand without GPUs; for the others what is left of used GPUs.
    assertThat(fragments.of(Remainder.of(node))).isEqualTo(0.25 * 2_000);
    node.take(HALF, List.of(0));
    assertThat(fragments.of(Remainder.of(node))).isEqualTo(0.25 * 1_500 + 0.75 * 500);
  }

  @Test
  void theGradientGoesWhereFragmentsShrink() {
    FragmentationGradient gradient =
        new FragmentationGradient(DemandMix.of(List.of(WHOLE, WHOLE, WHOLE, CPU)));
    node.take(HALF, List.of(1));
    // On GPU 1 fragments fall from 750 to 250, on GPU 0 they grow to 1000.
    assertThat(gradient.gpus(node, HALF)).containsExactly(1);
    assertThat(gradient.score(node, HALF)).isEqualTo((int) (100 / (1 + Math.exp(-0.5))));
  }

  @Test
  void theMixIsTheMostFrequentDemandsUpToNineteenInTwenty() {
    List<Demand> demands = new java.util.ArrayList<>(java.util.Collections.nCopies(95, WHOLE));
    demands.addAll(java.util.Collections.nCopies(5, HALF));

    DemandMix mix = DemandMix.of(demands);

    assertThat(mix.size()).isEqualTo(1);
    assertThat(mix.typical().get(0).share()).isEqualTo(1);
  }
}

package io.trainmaster.replay.openb;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.replay.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our policy of placement is held to: more of the GPUs given out than FGD does. */
class OurAllocationTest {

  private static final int SEEDS = 5;

  @Test
  void moreIsGivenOutByMoreThanTwoStandardDeviations() throws IOException {
    Repetitions theirs = run("default", Baseline.FRAGMENTATION_GRADIENT);
    Repetitions.Spread fgd = theirs.at(100);

    assertThat(run("default", Contender.OURS).at(100).mean())
        .isGreaterThan(fgd.mean() + 2 * fgd.deviation());
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "gpushare40", "gpuspec20"})
  void noListIsWorseAtAnyLoadThatFillsTheNodes(String list) throws IOException {
    Repetitions ours = run(list, Contender.OURS);
    Repetitions theirs = run(list, Baseline.FRAGMENTATION_GRADIENT);

    for (int load = 70; load <= 130; load += 5) {
      assertThat(ours.at(load).mean())
          .as("%s at a load of %d", list, load)
          .isGreaterThan(theirs.at(load).mean() - 0.1);
    }
  }

  /** FGD has no place for what names a rare model long before the nodes are full. */
  @Test
  void podsThatNameModelsFindThem() throws IOException {
    Repetitions ours = run("gpuspec20", Contender.OURS);
    Repetitions theirs = run("gpuspec20", Baseline.FRAGMENTATION_GRADIENT);

    for (int load : new int[] {80, 85, 90, 95}) {
      assertThat(ours.at(load).mean())
          .as("a load of %d", load)
          .isGreaterThan(theirs.at(load).mean() + 3);
    }
    assertThat(ours.at(100).mean()).isGreaterThan(theirs.at(100).mean() + 0.5);
  }

  private static Repetitions run(String list, Contender contender) throws IOException {
    Path folder = Traces.folder("openb");
    List<OpenbNode> nodes = OpenbNode.read(folder.resolve("openb_node_list_gpu_node.csv"));
    List<Pod> pods = Pod.read(folder.resolve("openb_pod_list_" + list + ".csv"));
    return Repetitions.run(nodes, pods, contender, SEEDS);
  }
}

package io.trainmaster.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.search.SplitMix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes, and cards that several tasks have parts of. */
class PlacerFleetTest {

  private static final long GIB = 1L << 30;
  private static final TaskId TASK = new TaskId("train");
  private static final Gpu A100 = new Gpu(0, "GPU-a", "NVIDIA A100-SXM4-80GB", 80 * GIB, "8.0");
  private static final Gpu T4 = new Gpu(1, "GPU-t", "Tesla T4", 16 * GIB, "7.5");

  @Test
  void twoTasksThatEachNeedSixtyPercentNeverShareACardAndTwoOfFortyDo() {
    Placer placer = new Placer(List.of(new Node("a", 8, 64 * GIB, List.of(T4))));
    List<ResourceRequest> sixty = List.of(byMemory(16 * GIB * 6 / 10));
    List<ResourceRequest> forty = List.of(byMemory(16 * GIB * 4 / 10));

    Placement first = place(placer, sixty).orElseThrow();
    assertThat(first.gpus()).containsExactly(new GpuShare("GPU-t", 600));
    assertThat(place(placer, sixty)).isEmpty();
    assertThat(place(placer, forty)).isPresent();
    assertThat(place(placer, forty)).isEmpty();
    placer.release(first);
    assertThat(place(placer, forty)).isPresent();
    assertThat(place(placer, List.of(share(200)))).isPresent();
    assertThat(place(placer, List.of(share(1)))).isEmpty();
  }

  @Test
  void aWholeCardIsSharedWithNobody() {
    Placer placer = new Placer(List.of(new Node("a", 8, 64 * GIB, List.of(T4))));
    ResourceRequest whole = new ResourceRequest(1, 1, GIB, 1, 8 * GIB, List.of(), Optional.empty());

    assertThat(place(placer, List.of(whole)).orElseThrow().gpus())
        .containsExactly(GpuShare.whole("GPU-t"));
    assertThat(place(placer, List.of(share(1)))).isEmpty();
  }

  @Test
  void theNodeIsTakenOnWhichLeastIsLost() {
    Node large = new Node("large", 8, 64 * GIB, List.of(A100));
    Node small = new Node("small", 8, 64 * GIB, List.of(T4));
    Placer placer = new Placer(List.of(large, small));

    assertThat(place(placer, List.of(whole())).orElseThrow().node()).isEqualTo("small");
    assertThat(place(placer, List.of(whole())).orElseThrow().node()).isEqualTo("large");
    assertThat(place(placer, List.of(whole()))).isEmpty();
    Placement cpu = place(placer, List.of(ResourceRequest.cpus(2, 16, GIB))).orElseThrow();
    assertThat(cpu.cpus()).as("what is free on its node").isEqualTo(7);
  }

  @Test
  void whatIsAskedForMostHasASay() {
    Node large = new Node("large", 8, 64 * GIB, List.of(A100));
    Node small = new Node("small", 8, 64 * GIB, List.of(T4));
    ResourceRequest named = new ResourceRequest(1, 1, GIB, 1, 0, List.of("T4"), Optional.empty());
    Placer placer = new Placer(List.of(large, small));
    for (int i = 1; i < Expectation.REFRESH; i++) {
      placer.expect(List.of(named));
    }
    Placement before = place(placer, List.of(whole())).orElseThrow();
    assertThat(before.node()).isEqualTo("small");
    placer.release(before);

    placer.expect(List.of(named));

    assertThat(place(placer, List.of(whole())).orElseThrow().node())
        .as("left to those who name its model")
        .isEqualTo("large");
  }

  @Test
  void theNearestNodeIsNamed() {
    Placer placer =
        new Placer(
            List.of(
                new Node("plain", 64, 64 * GIB, 0),
                new Node("small", 8, 64 * GIB, List.of(T4)),
                new Node("large", 2, 64 * GIB, List.of(A100))));
    ResourceRequest much =
        new ResourceRequest(4, 4, GIB, 1, 100 * GIB, List.of(), Optional.empty());
    ResourceRequest more =
        new ResourceRequest(1, 1, GIB, 1, 100 * GIB, List.of(), Optional.empty());

    assertThat(placer.refusal(List.of(much)))
        .contains("small, the nearest of 3 nodes, has GPUs with 16 GiB and 100 GiB is asked for");
    assertThat(placer.refusal(List.of(more)))
        .contains("large, the nearest of 3 nodes, has GPUs with 80 GiB and 100 GiB is asked for");
    assertThat(placer.refusal(List.of(ResourceRequest.cpus(65, 65, GIB))))
        .contains("plain, the nearest of 3 nodes, has 64 CPUs and 65 are asked for");
    assertThat(placer.refusal(List.of(much, whole()))).isEmpty();
  }

  @Test
  void aNodeThatIsThereNoMoreIsNotMissed() {
    Placer placer = new Placer(List.of(new Node("a", 2, 8 * GIB, List.of(T4))));
    List<GpuShare> held = List.of(new GpuShare("GPU-t", 600));

    placer.take("gone", 2, 8 * GIB, held);
    assertThat(place(placer, List.of(share(600)))).isPresent();
    placer.release("gone", 2, 8 * GIB, held);
    assertThat(place(placer, List.of(share(600)))).isEmpty();
    // What runs already counts though there is no room for it.
    placer.take("a", 2, 8 * GIB, held);
    assertThat(place(placer, List.of(ResourceRequest.DEFAULT))).isEmpty();
    placer.release("a", 2, 8 * GIB, held);
    assertThat(place(placer, List.of(share(400)))).isPresent();
  }

  @Test
  void nodesHaveNamesOfTheirOwn() {
    Node node = new Node("a", 1, GIB, 0);
    assertThatThrownBy(() -> new Placer(List.of(node, node)))
        .hasMessage("Two nodes can't have one name: a");
  }

  /**
   * Over random fleets and submissions: nothing is given out twice, what is given is what was asked
   * for, what has ended leaves what it had, and the same story places the same.
   */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whatIsGivenIsThereAndIsWhatWasAskedFor(long seed) {
    assertThat(story(seed)).as("seed %d", seed).isEqualTo(story(seed));
  }

  private static List<Placement> story(long seed) {
    SplitMix random = new SplitMix(seed);
    List<Node> nodes = new ArrayList<>();
    for (int node = 0; node <= random.nextLong(5); node++) {
      nodes.add(node("n" + node, random));
    }
    Placer placer = new Placer(nodes);
    Ledger ledger = new Ledger(nodes, seed);
    List<Placement> held = new ArrayList<>();
    List<Placement> all = new ArrayList<>();
    for (int step = 0; step < 1_500; step++) {
      List<ResourceRequest> asked = List.of(request(random), request(random));
      placer.expect(asked);
      if (placer.refusal(asked).isEmpty()) {
        int considered = placer.considered(asked, 0);
        Optional<Placement> place = placer.place(TASK, asked, considered);
        place.ifPresent(
            taken -> {
              assertThat(taken.alternative()).isLessThanOrEqualTo(considered);
              ledger.take(taken, asked.get(taken.alternative() - 1));
              held.add(taken);
              all.add(taken);
            });
        assertThat(place.isPresent() || !held.isEmpty())
            .as("seed %d: where nothing runs, what can be met is met", seed)
            .isTrue();
      }
      while (!held.isEmpty() && random.nextDouble() < 0.45) {
        Placement ended = held.remove((int) random.nextLong(held.size()));
        placer.release(ended);
        ledger.release(ended);
      }
    }
    return all;
  }

  private static Node node(String name, SplitMix random) {
    List<Gpu> gpus = new ArrayList<>();
    for (int gpu = 0; gpu < random.nextLong(5); gpu++) {
      String model = List.of("Tesla T4", "A100", "").get((int) random.nextLong(3));
      gpus.add(new Gpu(gpu, name + "-" + gpu, model, random.nextLong(4) * 16 * GIB, ""));
    }
    int cpus = 1 + (int) random.nextLong(16);
    return new Node(name, cpus, (1 + random.nextLong(32)) * GIB, gpus);
  }

  private static ResourceRequest request(SplitMix random) {
    int cpus = (int) random.nextLong(4);
    int gpus = (int) random.nextLong(3);
    boolean shares = gpus == 1 && random.nextLong(2) == 0;
    return new ResourceRequest(
        cpus,
        cpus + (int) random.nextLong(4),
        random.nextLong(4) * GIB,
        gpus,
        random.nextLong(3) * random.nextLong(20) * GIB,
        random.nextLong(3) == 0 ? List.of("T4", "v100") : List.of(),
        Optional.empty(),
        shares ? Optional.of(1 + (int) random.nextLong(999)) : Optional.empty());
  }

  /** Keeps its own books of what every node has. */
  private static final class Ledger {

    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Long> taken = new HashMap<>();
    private final long seed;

    Ledger(List<Node> nodes, long seed) {
      nodes.forEach(node -> this.nodes.put(node.name(), node));
      this.seed = seed;
    }

    void take(Placement place, ResourceRequest request) {
      Node node = nodes.get(place.node());
      assertThat(place.cpus()).isBetween(request.cpuMin(), request.cpuMax());
      assertThat(count(node.name() + " cpus", place.cpus())).isLessThanOrEqualTo(node.cpus());
      assertThat(count(node.name() + " memory", place.memoryBytes()))
          .isLessThanOrEqualTo(node.memoryBytes());
      assertThat(place.gpus()).hasSize(request.gpuCount());
      for (GpuShare share : place.gpus()) {
        Gpu gpu =
            node.gpus().stream().filter(one -> one.id().equals(share.gpu())).findFirst().get();
        assertThat(gpu.hasMemory(request.gpuMemoryBytes())).isTrue();
        assertThat(gpu.isOneOf(request.gpuModels())).isTrue();
        assertThat(share.milli())
            .isGreaterThanOrEqualTo(request.gpuShareMilli().orElse(GpuShare.WHOLE));
        if (gpu.memoryBytes() > 0) {
          assertThat(share.milli() * (gpu.memoryBytes() / 1_000.0))
              .isGreaterThanOrEqualTo(request.gpuMemoryBytes() * (1 - 1e-9));
        }
        assertThat(count(share.gpu(), share.milli()))
            .as("seed %d: thousandths of %s", seed, share.gpu())
            .isLessThanOrEqualTo(GpuShare.WHOLE);
      }
    }

    void release(Placement place) {
      count(place.node() + " cpus", -place.cpus());
      count(place.node() + " memory", -place.memoryBytes());
      place.gpus().forEach(share -> count(share.gpu(), -share.milli()));
    }

    private long count(String what, long change) {
      return taken.merge(what, change, Long::sum);
    }
  }

  private static Optional<Placement> place(Placer placer, List<ResourceRequest> asked) {
    return placer.place(TASK, asked, placer.considered(asked, 0));
  }

  private static ResourceRequest whole() {
    return new ResourceRequest(1, 1, GIB, 1, 0, List.of(), Optional.empty());
  }

  private static ResourceRequest share(int milli) {
    return new ResourceRequest(1, 1, GIB, 1, 0, List.of(), Optional.empty(), Optional.of(milli));
  }

  private static ResourceRequest byMemory(long bytes) {
    return new ResourceRequest(
        1,
        1,
        GIB,
        1,
        bytes,
        List.of(),
        Optional.empty(),
        Optional.of(ResourceRequest.SHARE_BY_MEMORY));
  }
}

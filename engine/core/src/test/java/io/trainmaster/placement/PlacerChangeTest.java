package io.trainmaster.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.search.SplitMix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that come and go, are closed and opened again. */
class PlacerChangeTest {

  private static final long GIB = 1L << 30;
  private static final TaskId TASK = new TaskId("train");
  private static final List<ResourceRequest> TWO_CPUS =
      List.of(ResourceRequest.cpus(2, 2, 4 * GIB));

  @Test
  void whileThereIsNoNodeEverybodyWaitsAndNobodyIsRefused() {
    Placer placer = new Placer(List.of());

    assertThat(placer.refusal(TWO_CPUS)).isEmpty();
    assertThat(place(placer, TWO_CPUS)).isEmpty();
    assertThat(place(placer, List.of(ResourceRequest.NOTHING)).orElseThrow().node())
        .isEqualTo("engine");
    placer.change(List.of(new Node("a", 4, 16 * GIB, 0)), Set.of());
    assertThat(place(placer, TWO_CPUS).orElseThrow().node()).isEqualTo("a");
  }

  @Test
  void nothingIsPlacedOnAClosedNodeThoughItCountsAmongThoseThatCouldMeetARequest() {
    Node small = new Node("small", 1, GIB, 0);
    Node large = new Node("large", 4, 16 * GIB, 0);
    Placer placer = new Placer(List.of(small, large));
    Placement before = place(placer, TWO_CPUS).orElseThrow();

    placer.change(List.of(small, large), Set.of("large"));
    assertThat(placer.refusal(TWO_CPUS)).isEmpty();
    assertThat(place(placer, TWO_CPUS)).isEmpty();
    placer.release(before);
    assertThat(place(placer, TWO_CPUS)).isEmpty();
    assertThat(place(placer, List.of(ResourceRequest.NOTHING))).isPresent();
    placer.change(List.of(small, large), Set.of());
    assertThat(place(placer, TWO_CPUS)).isPresent();
    assertThat(place(placer, TWO_CPUS)).isPresent();
    assertThat(place(placer, TWO_CPUS)).isEmpty();
  }

  @Test
  void aNodeThatComesBackWithFewerCpusOwesWhatItsTasksHave() {
    Placer placer = new Placer(List.of(new Node("a", 4, 16 * GIB, 0)));
    Placement first = place(placer, TWO_CPUS).orElseThrow();

    placer.change(List.of(new Node("a", 3, 16 * GIB, 0)), Set.of());
    assertThat(place(placer, TWO_CPUS)).isEmpty();
    placer.release(first);
    assertThat(place(placer, TWO_CPUS)).isPresent();
  }

  /** Whatever nodes come and go, what is left of each is what its tasks don't have. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void noNodeIsEverOverCommitted(long seed) {
    SplitMix random = new SplitMix(seed);
    List<Node> nodes = new ArrayList<>(List.of(node("n0", random)));
    Set<String> closed = new HashSet<>();
    Placer placer = new Placer(nodes);
    List<Placement> held = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      int what = (int) random.nextLong(10);
      if (what < 5) {
        Optional<Placement> placed = place(placer, List.of(request(random)));
        placed.ifPresent(held::add);
        placed.ifPresent(one -> assertThat(closed).as("seed %d", seed).doesNotContain(one.node()));
      } else if (what < 8 && !held.isEmpty()) {
        placer.release(held.remove((int) random.nextLong(held.size())));
      } else {
        change(nodes, closed, held, random);
        placer.change(nodes, closed);
      }
      requireRoom(nodes, held, seed, step);
    }
  }

  /** A node comes, or goes with what ran on it, or is closed or opened. */
  private static void change(
      List<Node> nodes, Set<String> closed, List<Placement> held, SplitMix random) {
    String name = "n" + (int) random.nextLong(4);
    boolean known = nodes.stream().anyMatch(node -> node.name().equals(name));
    if (!known) {
      nodes.add(node(name, random));
    } else if ((int) random.nextLong(3) == 0) {
      nodes.removeIf(node -> node.name().equals(name));
      held.removeIf(placement -> placement.node().equals(name));
    } else if (!closed.remove(name)) {
      closed.add(name);
    }
  }

  private static void requireRoom(List<Node> nodes, List<Placement> held, long seed, int step) {
    for (Node node : nodes) {
      List<Placement> here =
          held.stream().filter(placement -> placement.node().equals(node.name())).toList();
      assertThat(here.stream().mapToInt(Placement::cpus).sum())
          .as("CPUs, seed %d, step %d", seed, step)
          .isLessThanOrEqualTo(node.cpus());
      assertThat(here.stream().mapToLong(Placement::memoryBytes).sum())
          .as("memory, seed %d, step %d", seed, step)
          .isLessThanOrEqualTo(node.memoryBytes());
      Map<String, Integer> shares =
          here.stream()
              .flatMap(placement -> placement.gpus().stream())
              .collect(
                  Collectors.groupingBy(GpuShare::gpu, Collectors.summingInt(GpuShare::milli)));
      assertThat(shares.values())
          .as("GPUs, seed %d, step %d", seed, step)
          .allMatch(milli -> milli <= GpuShare.WHOLE);
    }
  }

  private static Node node(String name, SplitMix random) {
    return new Node(
        name,
        1 + (int) random.nextLong(8),
        (1 + (int) random.nextLong(16)) * GIB,
        (int) random.nextLong(3));
  }

  private static ResourceRequest request(SplitMix random) {
    int cpus = 1 + (int) random.nextLong(3);
    int gpus = (int) random.nextLong(2);
    return new ResourceRequest(
        cpus,
        cpus + (int) random.nextLong(2),
        (int) random.nextLong(4) * GIB,
        gpus,
        0,
        List.of(),
        Optional.empty());
  }

  private static Optional<Placement> place(Placer placer, List<ResourceRequest> requests) {
    return placer.place(TASK, requests, requests.size());
  }
}

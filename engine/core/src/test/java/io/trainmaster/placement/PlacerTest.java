package io.trainmaster.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacerTest {

  private static final long GIB = 1L << 30;
  private static final Node NODE = new Node("here", 4, 8 * GIB, 0);
  private static final TaskId TASK = new TaskId("train");
  private static final ResourceRequest GPU =
      new ResourceRequest(1, 1, GIB, 1, 16 * GIB, List.of(), Optional.empty());

  private final Placer placer = new Placer(NODE);

  @Test
  void takesWhatIsFreeWithinTheRange() {
    assertThat(placer.place(TASK, List.of(ResourceRequest.cpus(2, 8, GIB))))
        .hasValueSatisfying(placement -> assertThat(placement.cpus()).isEqualTo(4));
    assertThat(placer.place(TASK, List.of(ResourceRequest.DEFAULT))).isEmpty();
  }

  @Test
  void fallsBackWhereTheFirstChoiceCanNeverBeMet() {
    assertThat(placer.place(TASK, List.of(GPU, ResourceRequest.cpus(2, 2, GIB))))
        .hasValueSatisfying(
            placement -> {
              assertThat(placement.alternative()).isEqualTo(2);
              assertThat(placement.reason()).isEqualTo("here has 0 GPUs and 1 are asked for");
            });
  }

  @Test
  void aGpuMustHaveTheMemoryAndTheModel() {
    Node small = new Node("here", 4, 8 * GIB, 1, 8 * GIB, "A100");
    Node other = new Node("here", 4, 8 * GIB, 1, 24 * GIB, "T4");
    ResourceRequest model =
        new ResourceRequest(1, 1, GIB, 1, 0, List.of("A100", "V100"), Optional.empty());

    assertThat(new Placer(small).refusal(List.of(GPU)))
        .contains("here has GPUs with 8 GiB and 16 GiB is asked for");
    assertThat(new Placer(small).refusal(List.of(model))).isEmpty();
    assertThat(new Placer(other).refusal(List.of(model)))
        .contains("here has GPUs of model T4 and A100 or V100 is asked for");
    assertThat(new Placer(other).refusal(List.of(GPU))).isEmpty();
    assertThat(new Placer(new Node("here", 4, 8 * GIB, 1)).refusal(List.of(GPU, model)))
        .as("what isn't known is taken to be enough")
        .isEmpty();
  }

  @Test
  void waitsForAFirstChoiceThatIsOnlyBusy() {
    List<ResourceRequest> choices =
        List.of(ResourceRequest.cpus(4, 4, GIB), ResourceRequest.cpus(1, 1, GIB));
    assertThat(placer.place(TASK, List.of(ResourceRequest.DEFAULT))).isPresent();
    assertThat(placer.place(TASK, choices)).isEmpty();
  }

  @Test
  void memoryIsCountedToo() {
    assertThat(placer.place(TASK, List.of(ResourceRequest.cpus(1, 1, 6 * GIB)))).isPresent();
    assertThat(placer.place(TASK, List.of(ResourceRequest.cpus(1, 1, 6 * GIB)))).isEmpty();
  }

  @Test
  void saysWhyNoAlternativeCanBeMet() {
    assertThat(placer.refusal(List.of(GPU, ResourceRequest.cpus(16, 16, GIB))))
        .contains("here has 0 GPUs and 1 are asked for; here has 4 CPUs and 16 are asked for");
    assertThat(placer.refusal(List.of(ResourceRequest.cpus(1, 1, 9 * GIB))))
        .contains("here has 8 GiB of memory and 9 GiB is asked for");
    assertThat(placer.refusal(List.of(GPU, ResourceRequest.DEFAULT))).isEmpty();
  }

  @Test
  void whatHasEndedLeavesRoom() {
    Optional<Placement> first = placer.place(TASK, List.of(ResourceRequest.cpus(4, 4, 8 * GIB)));
    assertThat(placer.place(TASK, List.of(ResourceRequest.DEFAULT))).isEmpty();

    placer.release(first.orElseThrow().cpus(), first.orElseThrow().memoryBytes());

    assertThat(placer.place(TASK, List.of(ResourceRequest.cpus(4, 4, 8 * GIB)))).isPresent();
  }
}

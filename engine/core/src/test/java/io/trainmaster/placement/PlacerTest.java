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

  private Optional<Placement> place(TaskId task, List<ResourceRequest> requests) {
    return placer.place(task, requests, placer.considered(requests, 0));
  }

  @Test
  void takesWhatIsFreeWithinTheRange() {
    assertThat(place(TASK, List.of(ResourceRequest.cpus(2, 8, GIB))))
        .hasValueSatisfying(placement -> assertThat(placement.cpus()).isEqualTo(4));
    assertThat(place(TASK, List.of(ResourceRequest.DEFAULT))).isEmpty();
  }

  @Test
  void fallsBackWhereTheFirstChoiceCanNeverBeMet() {
    assertThat(place(TASK, List.of(GPU, ResourceRequest.cpus(2, 2, GIB))))
        .hasValueSatisfying(
            placement -> {
              assertThat(placement.alternative()).isEqualTo(2);
              assertThat(placement.reason()).isEqualTo("here has 0 GPUs and 1 are asked for");
            });
  }

  @Test
  void aGpuMustHaveTheMemoryAndTheModel() {
    Node small = new Node("here", 4, 8 * GIB, Gpu.alike(1, 8 * GIB, "A100"));
    Node other = new Node("here", 4, 8 * GIB, Gpu.alike(1, 24 * GIB, "T4"));
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
    assertThat(place(TASK, List.of(ResourceRequest.DEFAULT))).isPresent();
    assertThat(place(TASK, choices)).isEmpty();
    assertThat(placer.place(TASK, choices, 2))
        .as("once it has waited long enough")
        .hasValueSatisfying(placement -> assertThat(placement.alternative()).isEqualTo(2));
  }

  @Test
  void whatCanNeverBeMetIsNotWaitedFor() {
    ResourceRequest large = ResourceRequest.cpus(64, 64, GIB);
    List<ResourceRequest> choices = List.of(large, large, ResourceRequest.DEFAULT, GPU);

    assertThat(placer.considered(choices, 0)).isEqualTo(3);
    assertThat(placer.considered(choices, 3)).isEqualTo(4);
    assertThat(placer.considered(List.of(ResourceRequest.DEFAULT, GPU), 0)).isEqualTo(1);
  }

  @Test
  void aGpuIsGivenToOneTaskAtATimeAndTheLeastThatWillDoFirst() {
    Gpu large = new Gpu(0, "GPU-a", "NVIDIA A100-SXM4-80GB", 80 * GIB, "8.0");
    Gpu small = new Gpu(1, "GPU-t", "Tesla T4", 16 * GIB, "7.5");
    Placer two = new Placer(new Node("here", 4, 8 * GIB, List.of(large, small)));
    List<ResourceRequest> any = List.of(GPU);

    Placement first = two.place(TASK, any, 1).orElseThrow();
    Placement second = two.place(TASK, any, 1).orElseThrow();

    assertThat(first.gpus()).containsExactly(GpuShare.whole("GPU-t"));
    assertThat(second.gpus()).containsExactly(GpuShare.whole("GPU-a"));
    assertThat(two.place(TASK, any, 1)).isEmpty();
    two.release(first);
    assertThat(two.place(TASK, List.of(model("a100")), 1)).isEmpty();
    assertThat(two.place(TASK, List.of(model("T4")), 1)).isPresent();
  }

  @Test
  void aGpuThatIsThereNoMoreIsNotMissed() {
    Placer one = new Placer(new Node("here", 4, 8 * GIB, 1));
    List<GpuShare> gone = List.of(GpuShare.whole("GPU-gone"));

    one.take("here", 1, GIB, gone);
    one.release("here", 1, GIB, gone);

    List<ResourceRequest> gpu = List.of(model("any"));
    assertThat(one.place(TASK, gpu, 1)).isPresent();
    assertThat(one.place(TASK, gpu, 1)).isEmpty();
  }

  private static ResourceRequest model(String name) {
    return new ResourceRequest(1, 1, GIB, 1, 0, List.of(name), Optional.empty());
  }

  @Test
  void memoryIsCountedToo() {
    assertThat(place(TASK, List.of(ResourceRequest.cpus(1, 1, 6 * GIB)))).isPresent();
    assertThat(place(TASK, List.of(ResourceRequest.cpus(1, 1, 6 * GIB)))).isEmpty();
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
    Optional<Placement> first = place(TASK, List.of(ResourceRequest.cpus(4, 4, 8 * GIB)));
    assertThat(place(TASK, List.of(ResourceRequest.DEFAULT))).isEmpty();

    placer.release(first.orElseThrow());

    assertThat(place(TASK, List.of(ResourceRequest.cpus(4, 4, 8 * GIB)))).isPresent();
  }
}

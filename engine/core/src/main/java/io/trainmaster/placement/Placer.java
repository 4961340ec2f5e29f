package io.trainmaster.placement;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Places tasks on a node as long as there is room, and knows what is free. Asked in the order of
 * the queue, it lets a smaller task pass the head only where the head can't start now in any case.
 * For one thread at a time.
 */
public final class Placer {

  /** What is sooner given away: the GPU with least memory that will do, then the first. */
  private static final Comparator<Gpu> LEAST_FIRST =
      Comparator.comparingLong(Gpu::memoryBytes).thenComparingInt(Gpu::index);

  private final Node node;
  private final Map<String, Gpu> freeGpus = new LinkedHashMap<>();
  private int freeCpus;
  private long freeMemory;

  /** With all of the node free. */
  public Placer(Node node) {
    this.node = node;
    this.freeCpus = node.cpus();
    this.freeMemory = node.memoryBytes();
    node.gpus().forEach(gpu -> freeGpus.put(gpu.id(), gpu));
  }

  /**
   * How many alternatives a task may be placed by at first, or once it has waited long enough for
   * the last of those that it might be so far. What can never be met is waited for by nobody.
   *
   * @param before how many there were so far; 0 at first
   * @return at least one more; all of them where no other can ever be met
   */
  public int considered(List<ResourceRequest> alternatives, int before) {
    int count = before + 1;
    while (count < alternatives.size() && refusal(alternatives.get(count - 1)).isPresent()) {
      count++;
    }
    return count;
  }

  /**
   * Gives a task the first of its alternatives that there is room for now, and takes that room.
   * Empty where it has to wait.
   *
   * @param considered how many alternatives it may be placed by
   */
  public Optional<Placement> place(
      TaskId task, List<ResourceRequest> alternatives, int considered) {
    for (int i = 0; i < considered; i++) {
      ResourceRequest request = alternatives.get(i);
      if (refusal(request).isEmpty() && fits(request)) {
        return Optional.of(take(task, alternatives, i));
      }
    }
    return Optional.empty();
  }

  /** Why no alternative can ever be met on this node; empty where one can. */
  public Optional<String> refusal(List<ResourceRequest> alternatives) {
    List<String> reasons = new ArrayList<>();
    for (ResourceRequest request : alternatives) {
      Optional<String> reason = refusal(request);
      if (reason.isEmpty()) {
        return Optional.empty();
      }
      reasons.add(reason.get());
    }
    return Optional.of(String.join("; ", reasons));
  }

  /** Counts what a task has that was placed before. A GPU that is there no more isn't missed. */
  public void take(int cpus, long memoryBytes, List<GpuShare> gpus) {
    freeCpus -= cpus;
    freeMemory -= memoryBytes;
    gpus.forEach(share -> freeGpus.remove(share.gpu()));
  }

  /** Takes back what {@link #place} gave. */
  public void release(Placement placement) {
    release(placement.cpus(), placement.memoryBytes(), placement.gpus());
  }

  /** Takes back what a task had that has ended. */
  public void release(int cpus, long memoryBytes, List<GpuShare> gpus) {
    freeCpus += cpus;
    freeMemory += memoryBytes;
    for (GpuShare share : gpus) {
      node.gpus().stream()
          .filter(gpu -> gpu.id().equals(share.gpu()))
          .forEach(gpu -> freeGpus.put(gpu.id(), gpu));
    }
  }

  private boolean fits(ResourceRequest request) {
    return request.cpuMin() <= freeCpus
        && request.memoryBytes() <= freeMemory
        && (request.gpuCount() == 0 || free(request).count() >= request.gpuCount());
  }

  /** The free GPUs that will do. */
  private Stream<Gpu> free(ResourceRequest request) {
    return freeGpus.values().stream()
        .filter(gpu -> gpu.hasMemory(request.gpuMemoryBytes()))
        .filter(gpu -> gpu.isOneOf(request.gpuModels()));
  }

  private Placement take(TaskId task, List<ResourceRequest> alternatives, int index) {
    ResourceRequest request = alternatives.get(index);
    int cpus = Math.min(request.cpuMax(), Math.max(request.cpuMin(), freeCpus));
    List<GpuShare> gpus =
        request.gpuCount() == 0
            ? List.of()
            : free(request)
                .sorted(LEAST_FIRST)
                .limit(request.gpuCount())
                .map(gpu -> GpuShare.whole(gpu.id()))
                .toList();
    take(cpus, request.memoryBytes(), gpus);
    return new Placement(
        task,
        node.name(),
        index + 1,
        cpus,
        request.memoryBytes(),
        gpus,
        reason(alternatives, index));
  }

  private String reason(List<ResourceRequest> alternatives, int index) {
    if (index == 0) {
      return "first choice";
    }
    ResourceRequest before = alternatives.get(index - 1);
    return refusal(before)
        .or(
            () ->
                before
                    .within()
                    .map(
                        wait ->
                            "the choice before it was not free within "
                                + ValueText.of(new Value.Span(wait))))
        .orElse("the choice before it can't be met");
  }

  /** Why the node can never meet a request; empty where it can. */
  private Optional<String> refusal(ResourceRequest request) {
    if (request.gpuCount() > node.gpus().size()) {
      return Optional.of(
          "%s has %d GPUs and %d are asked for"
              .formatted(node.name(), node.gpus().size(), request.gpuCount()));
    }
    Optional<String> otherGpu = request.gpuCount() > 0 ? otherGpu(request) : Optional.empty();
    if (otherGpu.isPresent()) {
      return otherGpu;
    } else if (request.cpuMin() > node.cpus()) {
      return Optional.of(
          "%s has %d CPUs and %d are asked for"
              .formatted(node.name(), node.cpus(), request.cpuMin()));
    } else if (request.memoryBytes() > node.memoryBytes()) {
      return Optional.of(
          "%s has %s of memory and %s is asked for"
              .formatted(
                  node.name(),
                  ValueText.bytes(node.memoryBytes()),
                  ValueText.bytes(request.memoryBytes())));
    }
    return Optional.empty();
  }

  /** Why the GPUs that are there are not those asked for; empty where enough of them are. */
  private Optional<String> otherGpu(ResourceRequest request) {
    List<Gpu> right = node.gpus().stream().filter(gpu -> gpu.isOneOf(request.gpuModels())).toList();
    if (right.size() < request.gpuCount()) {
      return Optional.of(
          "%s has GPUs of model %s and %s is asked for"
              .formatted(
                  node.name(), models(node.gpus()), String.join(" or ", request.gpuModels())));
    }
    long large = right.stream().filter(gpu -> gpu.hasMemory(request.gpuMemoryBytes())).count();
    return large < request.gpuCount()
        ? Optional.of(
            "%s has GPUs with %s and %s is asked for"
                .formatted(node.name(), memories(right), ValueText.bytes(request.gpuMemoryBytes())))
        : Optional.empty();
  }

  private static String models(List<Gpu> gpus) {
    return String.join(" and ", gpus.stream().map(Gpu::model).distinct().sorted().toList());
  }

  private static String memories(List<Gpu> gpus) {
    return String.join(
        " and ",
        gpus.stream().map(Gpu::memoryBytes).distinct().sorted().map(ValueText::bytes).toList());
  }
}

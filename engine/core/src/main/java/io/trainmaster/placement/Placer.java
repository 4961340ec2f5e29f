package io.trainmaster.placement;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places tasks on a node as long as there is room, and knows what is free. Asked in the order of
 * the queue, it lets a smaller task pass the head only where the head can't start now in any case.
 * For one thread at a time.
 */
public final class Placer {

  private final Node node;
  private int freeCpus;
  private long freeMemory;

  /** With all of the node free. */
  public Placer(Node node) {
    this.node = node;
    this.freeCpus = node.cpus();
    this.freeMemory = node.memoryBytes();
  }

  /**
   * Gives a task the first of its alternatives that there is room for now, and takes that room.
   * Empty where it has to wait.
   */
  public Optional<Placement> place(TaskId task, List<ResourceRequest> alternatives) {
    for (int i = 0; i < alternatives.size(); i++) {
      ResourceRequest request = alternatives.get(i);
      if (refusal(request).isEmpty()) {
        // A later alternative is not taken while an earlier one could be met by waiting.
        return fits(request) ? Optional.of(take(task, alternatives, i)) : Optional.empty();
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

  /** Counts what a task has that was placed before. */
  public void take(int cpus, long memoryBytes) {
    freeCpus -= cpus;
    freeMemory -= memoryBytes;
  }

  /** Takes back what a task had that has ended. */
  public void release(int cpus, long memoryBytes) {
    freeCpus += cpus;
    freeMemory += memoryBytes;
  }

  private boolean fits(ResourceRequest request) {
    return request.cpuMin() <= freeCpus && request.memoryBytes() <= freeMemory;
  }

  private Placement take(TaskId task, List<ResourceRequest> alternatives, int index) {
    ResourceRequest request = alternatives.get(index);
    int cpus = Math.min(request.cpuMax(), Math.max(request.cpuMin(), freeCpus));
    take(cpus, request.memoryBytes());
    String reason =
        index == 0
            ? "first choice"
            : refusal(alternatives.get(index - 1)).orElse("the choice before it can't be met");
    return new Placement(task, node.name(), index + 1, cpus, request.memoryBytes(), reason);
  }

  /** Why the GPUs that are there are not those asked for. */
  private Optional<String> otherGpu(ResourceRequest request) {
    if (node.gpuMemoryBytes() > 0 && request.gpuMemoryBytes() > node.gpuMemoryBytes()) {
      return Optional.of(
          "%s has GPUs with %s and %s is asked for"
              .formatted(
                  node.name(),
                  ValueText.bytes(node.gpuMemoryBytes()),
                  ValueText.bytes(request.gpuMemoryBytes())));
    }
    boolean other =
        !node.gpuModel().isEmpty()
            && !request.gpuModels().isEmpty()
            && !request.gpuModels().contains(node.gpuModel());
    return other
        ? Optional.of(
            "%s has GPUs of model %s and %s is asked for"
                .formatted(node.name(), node.gpuModel(), String.join(" or ", request.gpuModels())))
        : Optional.empty();
  }

  private Optional<String> refusal(ResourceRequest request) {
    if (request.gpuCount() > node.gpus()) {
      return Optional.of(
          "%s has %d GPUs and %d are asked for"
              .formatted(node.name(), node.gpus(), request.gpuCount()));
    } else if (request.gpuCount() > 0 && otherGpu(request).isPresent()) {
      return otherGpu(request);
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
}

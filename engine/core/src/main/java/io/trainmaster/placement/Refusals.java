package io.trainmaster.placement;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.ValueText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why no node of an inventory can ever meet a request, though nothing else ran there. */
final class Refusals {

  private static final Comparator<Lack> NEAREST =
      Comparator.comparingInt(Lack::things).thenComparingDouble(Lack::times);

  private final List<Node> nodes;

  Refusals(List<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * What a node lacks.
   *
   * @param things how many kinds of things it has too little of
   * @param times how many times as much of the scarcest of them is asked for
   * @param sentence the first of them, in words
   */
  private record Lack(int things, double times, String sentence) {}

  /** What the nearest node lacks, the first of several; empty where one can meet the request. */
  Optional<String> refusal(ResourceRequest request) {
    List<Lack> lacks = new ArrayList<>();
    for (Node node : nodes) {
      Optional<Lack> lack = lack(node, request);
      if (lack.isEmpty()) {
        return Optional.empty();
      }
      lacks.add(lack.get());
    }
    return lacks.stream().min(NEAREST).map(Lack::sentence);
  }

  private Optional<Lack> lack(Node node, ResourceRequest request) {
    List<Lack> lacks = new ArrayList<>();
    if (request.gpuCount() > 0) {
      gpus(node, request).ifPresent(lacks::add);
    }
    if (request.cpuMin() > node.cpus()) {
      lacks.add(
          new Lack(
              1,
              (double) request.cpuMin() / node.cpus(),
              "%s has %d CPUs and %d are asked for"
                  .formatted(name(node), node.cpus(), request.cpuMin())));
    }
    if (request.memoryBytes() > node.memoryBytes()) {
      lacks.add(
          new Lack(
              1,
              (double) request.memoryBytes() / node.memoryBytes(),
              "%s has %s of memory and %s is asked for"
                  .formatted(
                      name(node),
                      ValueText.bytes(node.memoryBytes()),
                      ValueText.bytes(request.memoryBytes()))));
    }
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Lack(
                lacks.stream().mapToInt(Lack::things).sum(),
                lacks.stream().mapToDouble(Lack::times).max().orElse(0),
                lacks.get(0).sentence()));
  }

  /** Too few GPUs are farther than others of them, and those than ones with too little memory. */
  private Optional<Lack> gpus(Node node, ResourceRequest request) {
    int asked = request.gpuCount();
    List<Gpu> all = node.gpus();
    if (all.size() < asked) {
      return Optional.of(
          new Lack(
              3,
              (double) asked / Math.max(0.5, all.size()),
              "%s has %d GPUs and %d are asked for".formatted(name(node), all.size(), asked)));
    }
    List<Gpu> right = all.stream().filter(gpu -> gpu.isOneOf(request.gpuModels())).toList();
    if (right.size() < asked) {
      return Optional.of(
          new Lack(
              2,
              (double) asked / Math.max(0.5, right.size()),
              "%s has GPUs of model %s and %s is asked for"
                  .formatted(name(node), models(all), String.join(" or ", request.gpuModels()))));
    }
    long memory = request.gpuMemoryBytes();
    if (right.stream().filter(gpu -> gpu.hasMemory(memory)).count() < asked) {
      long most = right.stream().mapToLong(Gpu::memoryBytes).max().orElse(1);
      return Optional.of(
          new Lack(
              1,
              (double) memory / Math.max(1, most),
              "%s has GPUs with %s and %s is asked for"
                  .formatted(name(node), memories(right), ValueText.bytes(memory))));
    }
    return Optional.empty();
  }

  private String name(Node node) {
    return nodes.size() == 1
        ? node.name()
        : "%s, the nearest of %d nodes,".formatted(node.name(), nodes.size());
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

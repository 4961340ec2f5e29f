package io.trainmaster.placement;

import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.Fleet;
import io.trainmaster.fleet.GpuKind;
import io.trainmaster.fleet.NodeState;
import io.trainmaster.model.ResourceRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes that tasks may be placed on, and how what a request says becomes what a fleet counts
 * in: thousandths of a CPU, bytes, and thousandths of a card. Immutable.
 */
final class Inventory {

  /** The thousandths of a CPU. */
  static final int CPU = 1000;

  private final List<Node> nodes;
  private final Map<String, Integer> indices = new HashMap<>();
  private final List<Map<String, Integer>> gpus = new ArrayList<>();
  private final List<Gpu> models;

  /**
   * @throws IllegalArgumentException where two have one name
   */
  Inventory(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
    for (Node node : nodes) {
      if (indices.put(node.name(), indices.size()) != null) {
        throw new IllegalArgumentException("Two nodes can't have one name: " + node.name());
      }
      Map<String, Integer> names = new HashMap<>();
      node.gpus().forEach(gpu -> names.put(gpu.id(), names.size()));
      gpus.add(names);
    }
    Map<String, Gpu> byModel = new HashMap<>();
    nodes.forEach(node -> node.gpus().forEach(gpu -> byModel.putIfAbsent(gpu.model(), gpu)));
    this.models = List.copyOf(byModel.values());
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The place of a node in the order of the inventory; empty where it is not there any more. */
  Optional<Integer> index(String name) {
    return Optional.ofNullable(indices.get(name));
  }

  /** The place of a GPU on a node; empty where it is not there any more. */
  Optional<Integer> gpu(int node, String id) {
    return Optional.ofNullable(gpus.get(node).get(id));
  }

  /** The nodes with nothing taken. */
  Fleet free() {
    return new Fleet(nodes.stream().map(Inventory::free).toList());
  }

  private static NodeState free(Node node) {
    return new NodeState(
        node.name(),
        milli(node.cpus()),
        node.memoryBytes(),
        node.gpus().stream().map(Inventory::kind).toList());
  }

  private static GpuKind kind(Gpu gpu) {
    // No card has as much; what says so is taken to have no more.
    return new GpuKind(gpu.model(), Math.min(GpuKind.MOST_MEMORY, gpu.memoryBytes()));
  }

  /** What a request is to a fleet, with the fewest CPUs that it can do with. */
  Demand demand(ResourceRequest request) {
    boolean none = request.gpuCount() == 0;
    return new Demand(
        milli(request.cpuMin()),
        request.memoryBytes(),
        request.gpuCount(),
        none ? 0 : request.gpuShareMilli().orElse(Demand.WHOLE),
        none ? 0 : request.gpuMemoryBytes(),
        none ? List.of() : models(request.gpuModels()));
  }

  /** The models by their full names; those that no node has are left as they are. */
  private List<String> models(List<String> asked) {
    List<String> found =
        models.stream().filter(gpu -> gpu.isOneOf(asked)).map(Gpu::model).sorted().toList();
    return asked.isEmpty() || found.isEmpty() ? asked : found;
  }

  static int milli(int cpus) {
    return (int) Math.min(Integer.MAX_VALUE, (long) cpus * CPU);
  }
}

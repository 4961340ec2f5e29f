package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.placement.Node;
import io.trainmaster.run.RunId;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.worker.NvidiaSmi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A machine, what tasks have of it, and what its GPUs do.
 *
 * @param held the attempts that are under way, with their runs
 * @param readings what the driver tells of the GPUs just now, by their names
 */
public record NodeView(Node node, List<Held> held, Map<String, NvidiaSmi.Reading> readings) {

  public NodeView {
    held = List.copyOf(held);
    readings = Map.copyOf(readings);
  }

  /** An attempt that is under way. */
  public record Held(RunId run, AttemptRecord attempt) {}

  /** As a driver's answer has it. */
  public static NodeView of(Node node, List<Held> held, NvidiaSmi.Answer answer) {
    return new NodeView(
        node,
        held,
        answer.readings().stream()
            .collect(Collectors.toMap(reading -> reading.gpu().id(), Function.identity())));
  }

  /** The machine in one line. */
  public Table machine() {
    Table table = new Table("NODE", "CPUS", "MEMORY", "GPUS");
    int held = node.gpus().stream().mapToInt(this::milli).sum();
    table.row(
        node.name(),
        cpus() + " of " + node.cpus(),
        ValueText.bytes(memoryBytes()) + " of " + ValueText.bytes(node.memoryBytes()),
        node.gpus().isEmpty() ? "none" : GpuShare.part(held) + " of " + node.gpus().size());
    return table;
  }

  /** A line for each GPU. */
  public Table gpus() {
    Table table = new Table("GPU", "MODEL", "MEMORY", "CAPABILITY", "USED", "BUSY", "TASK");
    for (Gpu gpu : node.gpus()) {
      Optional<NvidiaSmi.Reading> reading = Optional.ofNullable(readings.get(gpu.id()));
      table.row(
          Integer.toString(gpu.index()),
          gpu.model().isEmpty() ? "not known" : gpu.model(),
          gpu.memoryBytes() == 0 ? "not known" : ValueText.bytes(gpu.memoryBytes()),
          gpu.capability(),
          reading.map(now -> ValueText.bytes(now.usedBytes())).orElse(""),
          reading.map(now -> now.busyPercent() + "%").orElse(""),
          holders(gpu).isEmpty()
              ? "free"
              : holders(gpu).stream().map(Holder::words).collect(Collectors.joining(", ")));
    }
    return table;
  }

  /** The same for programs. */
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("node", node.name())
            .put("cpus", node.cpus())
            .put("cpusHeld", cpus())
            .put("memoryBytes", node.memoryBytes())
            .put("memoryBytesHeld", memoryBytes());
    ArrayNode gpus = json.putArray("gpus");
    for (Gpu gpu : node.gpus()) {
      ObjectNode one =
          gpus.addObject()
              .put("index", gpu.index())
              .put("uuid", gpu.uuid())
              .put("model", gpu.model())
              .put("memoryBytes", gpu.memoryBytes())
              .put("capability", gpu.capability());
      NvidiaSmi.Reading reading = readings.get(gpu.id());
      if (reading != null) {
        one.put("usedBytes", reading.usedBytes()).put("busyPercent", reading.busyPercent());
      }
      ArrayNode tasks = one.put("milliHeld", milli(gpu)).putArray("tasks");
      for (Holder holder : holders(gpu)) {
        tasks
            .addObject()
            .put("run", holder.of().run().value())
            .put("task", holder.of().attempt().task().value())
            .put("milli", holder.share().milli());
      }
    }
    return json;
  }

  private int cpus() {
    return held.stream().mapToInt(one -> one.attempt().cpus()).sum();
  }

  private long memoryBytes() {
    return held.stream().mapToLong(one -> one.attempt().memoryBytes()).sum();
  }

  /** The thousandths of a GPU that tasks have. */
  private int milli(Gpu gpu) {
    return holders(gpu).stream().mapToInt(holder -> holder.share().milli()).sum();
  }

  private List<Holder> holders(Gpu gpu) {
    List<Holder> holders = new ArrayList<>();
    for (Held one : held) {
      for (GpuShare share : one.attempt().gpus()) {
        if (share.gpu().equals(gpu.id())) {
          holders.add(new Holder(one, share));
        }
      }
    }
    return holders;
  }

  private record Holder(Held of, GpuShare share) {

    String words() {
      String task = of.run() + " " + of.attempt().task();
      return share.milli() == GpuShare.WHOLE ? task : GpuShare.part(share.milli()) + " " + task;
    }
  }
}

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
import io.trainmaster.runtime.KnownNode;
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
 * @param state whether tasks are placed there, in a word
 * @param held the attempts that are under way there, with their runs
 * @param readings what the driver tells of the GPUs just now, by their names; of this machine's
 */
public record NodeView(
    Node node, String state, List<Held> held, Map<String, NvidiaSmi.Reading> readings) {

  /** The state of a machine on which tasks are placed. */
  private static final String OPEN = "open";

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
        OPEN,
        held,
        answer.readings().stream()
            .collect(Collectors.toMap(reading -> reading.gpu().id(), Function.identity())));
  }

  /** Another machine, as it is known, with what is under way there of all that is. */
  public static NodeView of(KnownNode known, List<Held> held) {
    String name = known.node().name();
    List<Held> here = held.stream().filter(one -> one.attempt().node().equals(name)).toList();
    return new NodeView(known.node(), state(known), here, Map.of());
  }

  /** The same machine, as a server knows it. */
  public NodeView as(KnownNode known) {
    return new NodeView(node, state(known), held, readings);
  }

  private static String state(KnownNode known) {
    if (!known.present()) {
      return "lost";
    }
    return known.cordoned() ? "cordoned" : OPEN;
  }

  /** Machines, a line each. */
  public static Table machines(List<NodeView> views) {
    Table table = new Table("NODE", "STATE", "CPUS", "MEMORY", "GPUS");
    views.forEach(view -> view.addTo(table));
    return table;
  }

  private void addTo(Table table) {
    int held = node.gpus().stream().mapToInt(this::milli).sum();
    table.row(
        node.name(),
        state,
        cpus() + " of " + node.cpus(),
        ValueText.bytes(memoryBytes()) + " of " + ValueText.bytes(node.memoryBytes()),
        node.gpus().isEmpty() ? "none" : GpuShare.part(held) + " of " + node.gpus().size());
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
            .put("state", state)
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

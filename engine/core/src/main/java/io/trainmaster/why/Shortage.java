package io.trainmaster.why;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.Node;
import io.trainmaster.schedule.Queued;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What a node may have too little of. */
enum Shortage {
  CPUS("CPUs", 1 << 12) {
    @Override
    Node with(Node node, Queued waiting, int more) {
      return new Node(node.name(), node.cpus() + more, node.memoryBytes(), node.gpus());
    }

    @Override
    boolean isHeld(Situation.Holder holder) {
      return holder.attempt().cpus() > 0;
    }

    @Override
    String setting(Node node) {
      return "engine.cpus = " + node.cpus();
    }

    @Override
    String amount(Node node) {
      return node.cpus() + " CPUs";
    }

    @Override
    String standing(Queued waiting, Situation situation) {
      int asked = asked(waiting).cpuMin();
      Node node = most(situation, one -> free(situation, one));
      return "it asks for %s, and %d of %d are free%s"
          .formatted(
              asked == 1 ? "1 CPU" : asked + " CPUs",
              free(situation, node),
              node.cpus(),
              on(situation, node));
    }

    private long free(Situation situation, Node node) {
      long held = situation.holders(node).mapToLong(holder -> holder.attempt().cpus()).sum();
      return Math.max(0, node.cpus() - held);
    }
  },

  MEMORY("memory", 1 << 12) {
    @Override
    Node with(Node node, Queued waiting, int more) {
      long bytes = ((node.memoryBytes() >> GIBIBYTE) + more) << GIBIBYTE;
      return new Node(node.name(), node.cpus(), bytes, node.gpus());
    }

    @Override
    boolean isHeld(Situation.Holder holder) {
      return holder.attempt().memoryBytes() > 0;
    }

    @Override
    String setting(Node node) {
      return "engine.memory = " + ValueText.bytes(node.memoryBytes());
    }

    @Override
    String amount(Node node) {
      return ValueText.bytes(node.memoryBytes()) + " of memory";
    }

    @Override
    String standing(Queued waiting, Situation situation) {
      Node node = most(situation, one -> free(situation, one));
      return "it asks for %s of memory, and %s of %s is free%s"
          .formatted(
              ValueText.bytes(asked(waiting).memoryBytes()),
              ValueText.bytes(free(situation, node)),
              ValueText.bytes(node.memoryBytes()),
              on(situation, node));
    }

    private long free(Situation situation, Node node) {
      long held = situation.holders(node).mapToLong(holder -> holder.attempt().memoryBytes()).sum();
      return Math.max(0, node.memoryBytes() - held);
    }
  },

  GPUS("GPUs", 1 << 6) {
    @Override
    Node with(Node node, Queued waiting, int more) {
      ResourceRequest asked = withGpus(waiting);
      String model = asked.gpuModels().isEmpty() ? "" : asked.gpuModels().get(0);
      List<Gpu> gpus = new ArrayList<>(node.gpus());
      for (int i = 0; i < more; i++) {
        int index = node.gpus().size() + i;
        gpus.add(new Gpu(index, "more-" + index, model, asked.gpuMemoryBytes(), ""));
      }
      return new Node(node.name(), node.cpus(), node.memoryBytes(), gpus);
    }

    @Override
    boolean isHeld(Situation.Holder holder) {
      return !holder.attempt().gpus().isEmpty();
    }

    @Override
    String setting(Node node) {
      return "";
    }

    @Override
    String amount(Node node) {
      Gpu last = node.gpus().get(node.gpus().size() - 1);
      String kind = last.model().isEmpty() ? "" : ", one more of model " + last.model();
      return node.gpus().size() + " GPUs" + kind;
    }

    @Override
    String standing(Queued waiting, Situation situation) {
      ResourceRequest asked = withGpus(waiting);
      String count = asked.gpuCount() == 1 ? "a GPU" : asked.gpuCount() + " GPUs";
      String part = asked.gpuShareMilli().isPresent() ? "a part of " : "";
      String models =
          asked.gpuModels().isEmpty() ? "" : " of " + String.join(" or ", asked.gpuModels());
      String memory =
          asked.gpuMemoryBytes() == 0
              ? ""
              : " with " + ValueText.bytes(asked.gpuMemoryBytes()) + " of memory";
      return "it asks for %s%s%s%s, and not enough of those that will do is free"
          .formatted(part, count, models, memory);
    }
  };

  /** How many bits a gibibyte has behind it. */
  private static final int GIBIBYTE = 30;

  private final String word;
  private final int plenty;

  Shortage(String word, int plenty) {
    this.word = word;
    this.plenty = plenty;
  }

  /** What there is too little of, in words. */
  String word() {
    return word;
  }

  /** So many CPUs, gibibytes or GPUs more are as good as any number: nobody would add as many. */
  int plenty() {
    return plenty;
  }

  /**
   * A node that has more of it, of the kind that a waiting task asks for.
   *
   * @param more CPUs, gibibytes or GPUs
   */
  abstract Node with(Node node, Queued waiting, int more);

  /** Whether an attempt has any of it. */
  abstract boolean isHeld(Situation.Holder holder);

  /** The setting by which a node has as much of it as this one; empty where there is none. */
  abstract String setting(Node node);

  /** How much of it a node has, in words. */
  abstract String amount(Node node);

  /** What is asked for and what there is, in words. */
  abstract String standing(Queued waiting, Situation situation);

  /** The node with most of it, the first of several. */
  private static Node most(Situation situation, ToLongFunction<Node> free) {
    return Collections.max(situation.nodes(), Comparator.comparingLong(free));
  }

  /** Which node is spoken of, where there are several. */
  private static String on(Situation situation, Node node) {
    return situation.nodes().size() == 1 ? "" : " on " + node.name() + ", where most are";
  }

  /** What it may be placed by at last. */
  private static ResourceRequest asked(Queued waiting) {
    return waiting.requests().get(waiting.considered() - 1);
  }

  private static ResourceRequest withGpus(Queued waiting) {
    return waiting.requests().subList(0, waiting.considered()).stream()
        .filter(request -> request.gpuCount() > 0)
        .findFirst()
        .orElseGet(() -> asked(waiting));
  }

  /** The fewest of these that are short: one, or two together, or all. */
  static List<Shortage> of(Predicate<List<Shortage>> starts) {
    List<List<Shortage>> all =
        List.of(
            List.of(CPUS),
            List.of(MEMORY),
            List.of(GPUS),
            List.of(CPUS, MEMORY),
            List.of(GPUS, CPUS),
            List.of(GPUS, MEMORY),
            List.of(GPUS, CPUS, MEMORY));
    return Stream.concat(all.stream().filter(starts), Stream.of(List.<Shortage>of()))
        .findFirst()
        .orElseThrow();
  }
}

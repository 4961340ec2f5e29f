package io.trainmaster.runtime;

import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.Node;
import io.trainmaster.worker.remote.NodeListener;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which machines tasks run on: this one, and those whose workers have been heard. What changes is
 * kept, and told to the loop. Safe for use from several threads.
 */
final class NodeDesk implements NodeListener {

  private static final System.Logger LOGGER = System.getLogger(NodeDesk.class.getName());

  private final Engine engine;
  private final Node own;
  private final Map<String, KnownNode> known = new LinkedHashMap<>();

  /**
   * @param own this machine
   */
  NodeDesk(Engine engine, Node own) {
    this.engine = engine;
    this.own = own;
  }

  /** Those that a server before this one knew may come again. */
  synchronized void recall() {
    Instant now = engine.now();
    for (KnownNode before : NodeRoster.read(engine.folder().path()).nodes()) {
      String name = before.node().name();
      known.putIfAbsent(name, before.with(isOwn(name), before.cordoned(), now));
    }
    engine.nodesChanged();
  }

  /** All machines, this one first. */
  synchronized List<Node> all() {
    List<Node> all = new ArrayList<>(List.of(own));
    known.values().stream()
        .map(KnownNode::node)
        .filter(node -> !isOwn(node.name()))
        .forEach(all::add);
    return all;
  }

  /** The names of those on which nothing more is placed. */
  synchronized Set<String> closed() {
    Set<String> closed = new LinkedHashSet<>();
    known.values().stream()
        .filter(node -> !node.isOpen())
        .forEach(node -> closed.add(node.node().name()));
    return closed;
  }

  /** Whether a worker has had the name. */
  synchronized boolean isRemote(String name) {
    return known.containsKey(name) && !isOwn(name);
  }

  private boolean isOwn(String name) {
    return name.equals(own.name());
  }

  /** A GPU of a machine. */
  Optional<Gpu> gpu(String node, String id) {
    return all().stream()
        .filter(one -> one.name().equals(node))
        .flatMap(one -> one.gpus().stream())
        .filter(gpu -> gpu.id().equals(id))
        .findFirst();
  }

  @Override
  public void present(Node node) {
    change(
        node.name(),
        before ->
            Optional.of(
                new KnownNode(
                    node, true, before.map(KnownNode::cordoned).orElse(false), engine.now())));
  }

  @Override
  public void lost(String node) {
    change(node, before -> before.map(one -> one.with(false, one.cordoned(), engine.now())));
  }

  /**
   * Lets nothing more be placed on a machine, or lets it again.
   *
   * @return whether it is known
   */
  boolean cordon(String name, boolean cordoned) {
    return change(
        name,
        before ->
            before.or(() -> own(name)).map(one -> one.with(one.present(), cordoned, engine.now())));
  }

  private Optional<KnownNode> own(String name) {
    return isOwn(name)
        ? Optional.of(new KnownNode(own, true, false, engine.now()))
        : Optional.empty();
  }

  /**
   * Forgets a machine whose worker is gone for good.
   *
   * @throws EngineException where it isn't known, or its worker is there
   */
  synchronized void forget(String name) {
    KnownNode node = known.get(name);
    if (node == null || isOwn(name)) {
      throw EngineException.unknownNode(name);
    }
    if (node.present()) {
      throw new EngineException(
          EngineException.Reason.NODE_UNKNOWN,
          "The worker of " + name + " is there: end it first, and wait until it is lost.");
    }
    change(name, before -> Optional.empty());
  }

  private interface Step {
    /** What is known of a machine after; empty where nothing is. */
    Optional<KnownNode> after(Optional<KnownNode> before);
  }

  private static void tell(String name, Optional<KnownNode> before, Optional<KnownNode> after) {
    boolean was = before.map(KnownNode::present).orElse(false);
    boolean is = after.map(KnownNode::present).orElse(false);
    if (is && !was) {
      Node node = after.orElseThrow().node();
      String memory = ValueText.bytes(node.memoryBytes());
      LOGGER.log(
          Level.INFO,
          "The worker %s is there, with %d CPUs, %s and %d GPUs."
              .formatted(name, node.cpus(), memory, node.gpus().size()));
    } else if (was && !is) {
      LOGGER.log(Level.WARNING, "The worker " + name + " is lost, and its tasks are given up.");
    }
  }

  /** Whether the machine is known then. */
  private synchronized boolean change(String name, Step step) {
    Optional<KnownNode> before = Optional.ofNullable(known.get(name));
    Optional<KnownNode> after = step.after(before);
    if (!after.equals(before)) {
      after.ifPresentOrElse(node -> known.put(name, node), () -> known.remove(name));
      tell(name, before, after);
      new NodeRoster(List.copyOf(known.values())).write(engine.folder().path());
      engine.nodesChanged();
    }
    return after.isPresent();
  }
}

package io.trainmaster.placement;

import io.trainmaster.fleet.Assignment;
import io.trainmaster.fleet.Demand;
import io.trainmaster.fleet.Fleet;
import io.trainmaster.fleet.NodeState;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Places tasks on nodes as long as there is room, and knows what is free: on the node, and of its
 * cards on that one, where least is lost of what the demands to come could use, by the same code as
 * {@code trainmaster simulate openb} measures ({@link io.trainmaster.fleet.ExpectedLoss}). Of nodes
 * on which as little is lost the first is taken. The same nodes, asked the same in the same order,
 * place the same. Asked in the order of the queue, it lets a smaller task pass the head where the
 * head can't start now in any case, until something is {@linkplain #reserve kept} for it. For one
 * thread at a time.
 */
public final class Placer {

  /** So many different wishes are remembered; beyond, all are forgotten and looked at again. */
  private static final int MOST_REMEMBERED = 4_096;

  /** Where a task is that the engine does itself, while there is no node. */
  private static final String ENGINE = "engine";

  private Inventory inventory;
  private Refusals refusals;
  private Expectation expectation;
  private Fleet fleet;
  private Fleet free;
  private Set<String> closed = Set.of();
  private final Map<List<ResourceRequest>, Asked> known = new HashMap<>();
  private @Nullable Reservation reservation;
  private Asked last = Asked.NOTHING;

  /**
   * With all of the nodes free.
   *
   * @param nodes in the order in which ties go to them; while there are none, everybody waits
   */
  public Placer(List<Node> nodes) {
    this.inventory = new Inventory(nodes);
    this.refusals = new Refusals(inventory.nodes());
    this.expectation = new Expectation(inventory);
    this.fleet = inventory.free();
    this.free = inventory.free();
  }

  /**
   * Places on these nodes from now on. What tasks have on a node that stays is theirs still, also
   * where the node has become another; what was learned of demands is forgotten where any has.
   *
   * @param now all nodes, in the order in which ties go to them
   * @param nowClosed the names of those that nothing more is placed on
   */
  public void change(List<Node> now, Set<String> nowClosed) {
    closed.forEach(name -> close(name, -1));
    if (!now.equals(inventory.nodes())) {
      replace(now);
    }
    closed = Set.copyOf(nowClosed);
    closed.forEach(name -> close(name, 1));
  }

  /** Without its CPUs a node has room for nothing. */
  private void close(String name, int sign) {
    inventory
        .index(name)
        .ifPresent(
            index ->
                fleet.hold(index, sign * Inventory.milli(inventory.nodes().get(index).cpus()), 0));
  }

  private void replace(List<Node> now) {
    Inventory before = inventory;
    Fleet all = free;
    Fleet left = fleet;
    inventory = new Inventory(now);
    refusals = new Refusals(inventory.nodes());
    expectation = new Expectation(inventory);
    fleet = inventory.free();
    free = inventory.free();
    reservation = null;
    known.clear();
    last = Asked.NOTHING;
    for (Node node : before.nodes()) {
      int index = before.index(node.name()).orElseThrow();
      NodeState whole = all.node(index);
      NodeState rest = left.node(index);
      Optional<Integer> place = inventory.index(node.name());
      if (place.isPresent()) {
        fleet.hold(
            place.get(),
            whole.cpuMilliLeft() - rest.cpuMilliLeft(),
            whole.memoryBytesLeft() - rest.memoryBytesLeft());
        for (int gpu = 0; gpu < node.gpus().size(); gpu++) {
          int taken = whole.shareLeft(gpu) - rest.shareLeft(gpu);
          inventory
              .gpu(place.get(), node.gpus().get(gpu).id())
              .ifPresent(card -> fleet.holdShare(place.get(), card, taken));
        }
      }
    }
  }

  /** With one node, all of it free. */
  public Placer(Node node) {
    this(List.of(node));
  }

  /**
   * How many alternatives a task may be placed by at first, or once it has waited long enough for
   * the last of those that it might be so far. What can never be met is waited for by nobody.
   *
   * @param before how many there were so far; 0 at first
   * @return at least one more; all of them where no other can ever be met
   */
  public int considered(List<ResourceRequest> alternatives, int before) {
    Asked asked = asked(alternatives);
    int count = before + 1;
    while (count < alternatives.size() && !asked.canBeMet(count - 1)) {
      count++;
    }
    return count;
  }

  /** A task begins to ask for this: what is asked for most has a say in where others go. */
  public void expect(List<ResourceRequest> alternatives) {
    Asked asked = asked(alternatives);
    for (int i = 0; i < alternatives.size(); i++) {
      if (asked.canBeMet(i)) {
        expectation.note(asked.demands().get(i));
        return;
      }
    }
  }

  /**
   * Gives a task the first of its alternatives that there is room for now, and takes that room.
   * Empty where it has to wait.
   *
   * @param considered how many alternatives it may be placed by
   */
  public Optional<Placement> place(
      TaskId task, List<ResourceRequest> alternatives, int considered) {
    if (alternatives.get(0).equals(ResourceRequest.NOTHING)) {
      return Optional.of(inTheEngine(task));
    }
    Asked asked = asked(alternatives);
    for (int i = 0; i < considered; i++) {
      if (asked.canBeMet(i)) {
        Optional<Assignment> place = find(asked.demands().get(i));
        if (place.isPresent()) {
          return Optional.of(take(task, asked, i, place.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** What needs nothing never waits, whatever room there is; it is said to be on the first node. */
  private Placement inTheEngine(TaskId task) {
    String where = inventory.nodes().stream().map(Node::name).findFirst().orElse(ENGINE);
    return new Placement(task, where, 1, 0, 0, List.of(), "first choice");
  }

  /** From now on nothing is kept for anybody: those who ask are asked for in turn again. */
  public void beginTurn() {
    reservation = null;
  }

  /**
   * Keeps for a task that found no place what it needs, wherever it could ever be met: whoever asks
   * later in this turn gets only what leaves it as much. Of several, it is kept for the first.
   * While anything is kept, each that asks costs a look at every node.
   */
  public void reserve(List<ResourceRequest> alternatives, int considered) {
    if (reservation == null) {
      reservation = new Reservation(asked(alternatives).demands().subList(0, considered), free);
    }
  }

  private Optional<Assignment> find(Demand demand) {
    return reservation == null
        ? expectation.policy().place(fleet, demand)
        : findBeside(reservation, demand);
  }

  private Optional<Assignment> findBeside(Reservation kept, Demand demand) {
    return expectation.place(fleet, demand, node -> kept.allows(node, fleet.node(node), demand));
  }

  /** Why no alternative can ever be met on any node; empty where one can. */
  public Optional<String> refusal(List<ResourceRequest> alternatives) {
    return asked(alternatives).refusal();
  }

  /**
   * Counts what a task has that was placed before, whether or not there is room for it. A node or a
   * GPU that is there no more isn't missed.
   */
  public void take(String node, int cpus, long memoryBytes, List<GpuShare> gpus) {
    inventory.index(node).ifPresent(index -> change(index, cpus, memoryBytes, gpus, 1));
  }

  /** Takes back what {@link #place} gave. */
  public void release(Placement placement) {
    release(placement.node(), placement.cpus(), placement.memoryBytes(), placement.gpus());
  }

  /** Takes back what a task had that has ended. */
  public void release(String node, int cpus, long memoryBytes, List<GpuShare> gpus) {
    inventory.index(node).ifPresent(index -> change(index, cpus, memoryBytes, gpus, -1));
  }

  /** Takes, or gives back where the sign is -1. */
  private void change(int node, int cpus, long memoryBytes, List<GpuShare> gpus, int sign) {
    fleet.hold(node, sign * Inventory.milli(cpus), sign * memoryBytes);
    for (GpuShare share : gpus) {
      inventory
          .gpu(node, share.gpu())
          .ifPresent(gpu -> fleet.holdShare(node, gpu, sign * share.milli()));
    }
  }

  private Placement take(TaskId task, Asked asked, int index, Assignment place) {
    ResourceRequest request = asked.requests().get(index);
    NodeState state = fleet.node(place.node());
    Node node = inventory.nodes().get(place.node());
    boolean kept = reservation != null && reservation.concerns(place.node());
    int most = kept ? request.cpuMin() : request.cpuMax();
    int idle = state.cpuMilliLeft() / Inventory.CPU;
    int cpus = Math.min(most, Math.max(request.cpuMin(), idle));
    List<GpuShare> gpus = new ArrayList<>(place.gpus().size());
    for (int gpu : place.gpus()) {
      int milli = asked.demands().get(index).shareOf(state.kind(gpu));
      gpus.add(new GpuShare(node.gpus().get(gpu).id(), milli));
    }
    change(place.node(), cpus, request.memoryBytes(), gpus, 1);
    return new Placement(
        task, node.name(), index + 1, cpus, request.memoryBytes(), gpus, reason(asked, index));
  }

  private static String reason(Asked asked, int index) {
    if (index == 0) {
      return "first choice";
    }
    ResourceRequest before = asked.requests().get(index - 1);
    return asked
        .refusals()
        .get(index - 1)
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

  private Asked asked(List<ResourceRequest> alternatives) {
    if (last.requests() != alternatives) {
      if (known.size() >= MOST_REMEMBERED) {
        known.clear();
      }
      last =
          known.computeIfAbsent(alternatives, requests -> Asked.of(requests, inventory, refusals));
      if (last.requests() != alternatives) {
        // An equal list is asked for again and again: the next time it is found at once.
        last = last.as(alternatives);
      }
    }
    return last;
  }
}

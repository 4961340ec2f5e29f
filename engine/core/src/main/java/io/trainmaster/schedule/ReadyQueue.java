package io.trainmaster.schedule;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.RunId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The queued tasks of all runs, in the order in which they are to start.
 *
 * <p>Tasks that ask for the same, and are bound by the same limits, stand in one lane. Where there
 * is no room for the head of a lane there is none for those behind it either, so that a cycle costs
 * what it starts and one look at each lane, however long the queue is.
 */
final class ReadyQueue {

  /**
   * How long others may pass a task that finds no room. Most of what runs meanwhile is shorter, so
   * that few nodes are kept half empty; and beside the hours that large tasks take it is little.
   * From then on it waits no longer than what runs on one node that could have it: of those that
   * have waited so long, the first in the order goes before all that come after it.
   */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<Kind, Lane> lanes = new HashMap<>();

  /** What the tasks of a lane have in common; limits that aren't shared are those of a run. */
  private record Kind(
      List<ResourceRequest> requests,
      int considered,
      Map<String, Integer> shared,
      List<PlannedTask.Limit> limits,
      Optional<RunId> run) {}

  /** Tasks for which there is room at the same time or not. */
  static final class Lane {
    private final Kind kind;
    private final TreeSet<TaskSlot> slots = new TreeSet<>();

    Lane(Kind kind) {
      this.kind = kind;
    }

    /** What each of its tasks asks for, the best first. */
    List<ResourceRequest> requests() {
      return kind.requests;
    }

    /** How many of them its tasks may be placed by. */
    int considered() {
      return kind.considered;
    }

    private TaskSlot head() {
      return slots.first();
    }
  }

  /**
   * A task waits for room from now on.
   *
   * @param considered how many of its requests it may be placed by
   */
  void add(TaskSlot slot, List<ResourceRequest> requests, int considered) {
    List<PlannedTask.Limit> limits = slot.task().membership().limits();
    Optional<RunId> run = limits.isEmpty() ? Optional.empty() : Optional.of(slot.run().run().id());
    Map<String, Integer> shared = slot.operator().policy().limits();
    Lane lane =
        lanes.computeIfAbsent(new Kind(requests, considered, shared, limits, run), Lane::new);
    lane.slots.add(slot);
    slot.lane(lane);
  }

  /** A task waits no longer; nothing happens where it doesn't. */
  void remove(TaskSlot slot) {
    Lane lane = slot.lane();
    if (lane != null) {
      lane.slots.remove(slot);
      slot.lane(null);
      if (lane.slots.isEmpty()) {
        lanes.remove(lane.kind);
      }
    }
  }

  /** All that wait, in their order. */
  List<TaskSlot> slots() {
    return lanes.values().stream().flatMap(lane -> lane.slots.stream()).sorted().toList();
  }

  /**
   * Offers each task in turn, as long as those of its lane are taken.
   *
   * @param taken takes the task off the queue, or says that there is no room for it
   */
  void cycle(Predicate<TaskSlot> taken) {
    if (lanes.isEmpty()) {
      return;
    }
    if (lanes.size() == 1) {
      Lane only = lanes.values().iterator().next();
      while (!only.slots.isEmpty() && taken.test(only.head())) {
        // The next one stands at the head.
      }
      return;
    }
    PriorityQueue<Lane> open = new PriorityQueue<>(Comparator.comparing(Lane::head));
    open.addAll(lanes.values());
    while (!open.isEmpty()) {
      Lane lane = open.poll();
      if (taken.test(lane.head()) && !lane.slots.isEmpty()) {
        open.add(lane);
      }
    }
  }
}

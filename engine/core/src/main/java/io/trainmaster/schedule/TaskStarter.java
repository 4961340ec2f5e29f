package io.trainmaster.schedule;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Placement;
import io.trainmaster.plan.Groups;
import io.trainmaster.plan.PlannedTask;
import io.trainmaster.run.TaskEvent;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.CallKey;
import io.trainmaster.track.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Brings the tasks of a run from ready to running: by the queue, as room and limits allow. */
final class TaskStarter {

  private final Shared shared;
  private final RunProgress run;
  private final Evaluator evaluator;
  private final Groups groups = new Groups();

  TaskStarter(Shared shared, RunProgress run, Evaluator evaluator) {
    this.shared = shared;
    this.run = run;
    this.evaluator = evaluator;
  }

  /** Puts a task that is ready into the queue, or ends it where it can never start. */
  void enqueue(TaskSlot slot, Instant now) {
    Optional<String> refusal = refusal(slot);
    if (refusal.isPresent() && !isLate(slot, now)) {
      run.move(slot, TaskEvent.FAIL, refusal.get());
      return;
    }
    Optional<String> held = heldBack(slot, now);
    if (held.isPresent()) {
      holdBack(slot, held.get(), now);
    } else if (slot.operator().reusable() && run.run().options().reuse()) {
      ask(slot);
    } else {
      queue(slot, now);
    }
  }

  /** Why a task can never start; empty where it can. */
  private Optional<String> refusal(TaskSlot slot) {
    return shared
        .placer()
        .refusal(requests(slot))
        .map("No node can ever run it: %s."::formatted)
        .or(() -> shared.limits().refusal(slot.operator().policy().limits()));
  }

  /** Why a task is not to run now. */
  private Optional<String> heldBack(TaskSlot slot, Instant now) {
    return isFree(slot)
        ? Optional.empty()
        : shared
            .restraint()
            .hold(run.run(), slot.id(), slot.operator().policy(), now)
            .map(Hold::reason);
  }

  /** Whether nothing holds a task back: one that was tried is tried again, and what was is done. */
  private boolean isFree(TaskSlot slot) {
    return slot.state().attempts() > 0 || run.run().options().reproduces().isPresent();
  }

  /** Ends a task that gives nothing, which whoever reads it has reckoned with. */
  private void holdBack(TaskSlot slot, String reason, Instant now) {
    run.note(now, "task.held_back", slot.id() + ": " + reason);
    run.move(slot, slot.state().giving(Value.ABSENT), TaskEvent.SUCCEED, reason);
  }

  /** Asks whether an earlier result may stand for the task's, before it takes any room. */
  private void ask(TaskSlot slot) {
    try {
      CallKey key = Call.of(slot.operator(), evaluator).key(shared.version());
      slot.asked(key);
      shared.draft().add(new Effect.LookUp(run.run().id(), slot.id(), key));
    } catch (EvaluationException e) {
      run.move(slot, TaskEvent.FAIL, e.reason());
    }
  }

  /** Lets a task wait for room; it is known that no earlier result will do. */
  void queue(TaskSlot slot, Instant now) {
    if (isLate(slot, now)) {
      refuseLate(slot);
    } else {
      List<ResourceRequest> requests = requests(slot);
      shared.placer().expect(requests);
      slot.waitsSince(now);
      consider(slot, requests, 0, now);
      deadline(slot).ifPresent(deadline -> shared.alarms().set(deadline, slot));
    }
  }

  /** Lets a task wait for one more of its requests, and for the next from when that is due. */
  private void consider(TaskSlot slot, List<ResourceRequest> requests, int before, Instant now) {
    int considered = shared.placer().considered(requests, before);
    shared.queue().add(slot, requests, considered);
    if (considered < requests.size()) {
      Optional<Instant> next = requests.get(considered - 1).within().map(now::plus);
      slot.state(slot.state().due(next.orElse(Instant.MAX)));
      next.ifPresent(due -> shared.alarms().set(due, slot));
    }
  }

  /** A queued task may have waited long enough for what it was to be given first. */
  void considerNext(TaskSlot slot, Instant now) {
    ReadyQueue.Lane lane = slot.lane();
    if (lane != null
        && lane.considered() < lane.requests().size()
        && !slot.state().dueAt().isAfter(now)) {
      shared.queue().remove(slot);
      consider(slot, lane.requests(), lane.considered(), now);
      shared.stirred().add(run);
    }
  }

  /** What may still be tried, the best first. */
  private static List<ResourceRequest> requests(TaskSlot slot) {
    TaskSpec.Operator operator = slot.operator();
    if (operator.isolation() == TaskSpec.Isolation.ENGINE) {
      return List.of(ResourceRequest.NOTHING);
    }
    List<ResourceRequest> all = RequestSizing.requests(operator.policy(), slot.state().retries());
    return slot.tried() == 0 ? all : all.subList(slot.tried(), all.size());
  }

  /**
   * How long a pool that places by itself may look for room for what a task was given. What is left
   * of the time after which the next request is considered; where that is over, and it was given
   * this one all the same, as long again. Empty where no other request can be met.
   */
  private Optional<Duration> within(
      ReadyQueue.Lane lane, TaskState state, int placed, Instant now) {
    List<ResourceRequest> requests = lane.requests();
    if (placed == requests.size()
        || shared.placer().refusal(requests.subList(placed, requests.size())).isPresent()) {
      return Optional.empty();
    }
    Optional<Duration> within = requests.get(placed - 1).within();
    return lane.considered() == placed
        ? within.map(all -> Duration.between(now, state.dueAt()))
        : within;
  }

  /** The same, with the requests counted that were tried before, and why they are over. */
  private static Placement counted(Placement placement, TaskSlot slot) {
    if (slot.tried() == 0) {
      return placement;
    }
    return new Placement(
        placement.task(),
        placement.node(),
        slot.tried() + placement.alternative(),
        placement.cpus(),
        placement.memoryBytes(),
        placement.gpus(),
        placement.alternative() == 1
            ? "the choice before it was refused: " + slot.state().message()
            : placement.reason());
  }

  private Optional<Instant> deadline(TaskSlot slot) {
    return slot.operator().policy().deadline().map(run.run().startedAt()::plus);
  }

  /** Looks at a task again at its deadline, whatever it does until then. */
  void watch(TaskSlot slot) {
    if (slot.task().work() instanceof PlannedTask.Call && !slot.phase().isEnd()) {
      deadline(slot).ifPresent(deadline -> shared.alarms().set(deadline, slot));
    }
  }

  /** What a task's deadline was that has passed. */
  String lateness(TaskSlot slot) {
    return "Task %s has not ended by its deadline, %s after the run began."
        .formatted(
            slot.id(),
            ValueText.of(new Value.Span(slot.operator().policy().deadline().orElseThrow())));
  }

  /** Whether the time has passed by which it was to have started. */
  boolean isLate(TaskSlot slot, Instant now) {
    return deadline(slot).filter(deadline -> !deadline.isAfter(now)).isPresent();
  }

  /** Starts an attempt of a queued task where there is room; whether it has left the queue. */
  boolean place(TaskSlot slot, Instant now) {
    Policy policy = slot.operator().policy();
    if (!isFree(slot)) {
      Optional<Hold> soon = shared.restraint().tooSoon(run.run(), slot.id(), policy, now);
      if (soon.isPresent()) {
        holdBack(slot, soon.get().reason(), now);
        return true;
      }
    }
    if (bound(slot).isPresent()) {
      return false;
    }
    ReadyQueue.Lane lane = Objects.requireNonNull(slot.lane());
    Optional<Placement> placement =
        shared.placer().place(slot.id(), lane.requests(), lane.considered());
    placement.ifPresent(place -> launchUnlessHeldBack(slot, place, now));
    if (placement.isEmpty()
        && Duration.between(slot.waitsSince(), now).compareTo(ReadyQueue.PATIENCE) >= 0) {
      shared.placer().reserve(lane.requests(), lane.considered());
    }
    return placement.isPresent();
  }

  /** The limit that keeps a queued task from starting, whatever room there is. */
  private Optional<Obstacle> bound(TaskSlot slot) {
    Optional<PlannedTask.Limit> full = groups.full(slot.task());
    return full.isPresent()
        ? full.map(limit -> new Obstacle.GroupFull(limit.group(), limit.max()))
        : shared
            .limits()
            .reached(slot.operator().policy().limits())
            .map(limit -> new Obstacle.LimitReached(limit.getKey(), limit.getValue()));
  }

  /** A task of the queue, and what keeps it there. */
  Queued queued(TaskSlot slot) {
    ReadyQueue.Lane lane = Objects.requireNonNull(slot.lane());
    return new Queued(
        run.run().id(),
        slot.id(),
        lane.requests(),
        lane.considered(),
        bound(slot).orElseGet(Obstacle.NoRoom::new));
  }

  /** Asks once more what is recorded: what is remembered has been forgotten by a clock set back. */
  private void launchUnlessHeldBack(TaskSlot slot, Placement placement, Instant now) {
    Optional<Hold> hold =
        isFree(slot)
            ? Optional.empty()
            : shared.restraint().recorded(run.run(), slot.id(), slot.operator().policy(), now);
    if (hold.isPresent()) {
      shared.placer().release(placement);
      holdBack(slot, hold.get().reason(), now);
    } else {
      launch(slot, placement, now);
    }
  }

  private void launch(TaskSlot slot, Placement placement, Instant now) {
    TaskSpec.Operator operator = slot.operator();
    try {
      Call call = Call.of(operator, evaluator);
      ReadyQueue.Lane lane = Objects.requireNonNull(slot.lane());
      Optional<Duration> within = within(lane, slot.state(), placement.alternative(), now);
      Placement counted = counted(placement, slot);
      AttemptRecord attempt =
          Attempts.launched(
              run.run().id(),
              counted,
              slot.state().attempts() + 1,
              shared.fences().getAsLong(),
              now);
      slot.tried(counted.alternative());
      groups.enter(slot.task());
      shared.limits().take(operator.policy().limits());
      shared.restraint().launched(run.run(), slot.id(), operator.policy(), now);
      run.move(slot, slot.state().with(attempt), TaskEvent.PLACE, "");
      shared.draft().add(new Change.AttemptChanged(run.run().id(), attempt));
      if (operator.reusable()) {
        CallKey key = call.key(shared.version());
        shared.draft().add(new Change.CallKeyed(run.run().id(), slot.id(), attempt.number(), key));
      }
      shared
          .draft()
          .add(
              new Effect.Launch(
                  run.run().id(),
                  attempt,
                  operator,
                  call.arguments(),
                  call.block(),
                  timeLimit(slot, now),
                  within,
                  slot.version()));
      limit(slot, now);
    } catch (EvaluationException e) {
      shared.placer().release(placement);
      run.move(slot, TaskEvent.FAIL, e.reason());
    }
  }

  /** Of a run that a task made nobody else sees that it ends in time. */
  private void limit(TaskSlot slot, Instant launched) {
    if (slot.version().isPresent()) {
      timeLimit(slot, launched).ifPresent(limit -> shared.alarms().set(launched.plus(limit), slot));
    }
  }

  /** Whether a run that an attempt made has had its time. */
  boolean isOver(TaskSlot slot, AttemptRecord attempt, Instant now) {
    return slot.version().isPresent()
        && timeLimit(slot, attempt.launchedAt())
            .filter(limit -> !attempt.launchedAt().plus(limit).isAfter(now))
            .isPresent();
  }

  private Optional<Duration> timeLimit(TaskSlot slot, Instant now) {
    Optional<Duration> timeout = slot.operator().policy().timeout();
    Optional<Duration> left = deadline(slot).map(deadline -> Duration.between(now, deadline));
    if (timeout.isEmpty() || left.isEmpty()) {
      return timeout.or(() -> left);
    }
    return timeout.get().compareTo(left.get()) < 0 ? timeout : left;
  }

  /** Ends a task that was to have started by now. */
  void refuseLate(TaskSlot slot) {
    run.move(slot, TaskEvent.FAIL, "Its deadline had passed before it could start.");
  }

  /** An attempt was under way when the run was taken in: it has its room already. */
  void enter(TaskSlot slot, AttemptRecord attempt) {
    shared.placer().take(attempt.node(), attempt.cpus(), attempt.memoryBytes(), attempt.gpus());
    groups.enter(slot.task());
    shared.limits().take(slot.operator().policy().limits());
    limit(slot, attempt.launchedAt());
  }

  /** An attempt has ended and leaves its room. */
  void leave(TaskSlot slot, AttemptRecord attempt) {
    shared.placer().release(attempt.node(), attempt.cpus(), attempt.memoryBytes(), attempt.gpus());
    groups.leave(slot.task());
    shared.limits().release(slot.operator().policy().limits());
  }
}

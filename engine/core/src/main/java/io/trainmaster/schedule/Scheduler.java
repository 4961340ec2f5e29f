package io.trainmaster.schedule;

import io.trainmaster.model.Alert;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.Placer;
import io.trainmaster.placement.SharedLimits;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The runs under way on some nodes. Told what happened, it decides what follows. It neither waits
 * nor asks the time. For one thread at a time.
 *
 * <p>A task starts as soon as what it depends on has ended well and a node has room; where several
 * wait for room, runs of a higher priority go first, and then older ones. A smaller task may pass
 * one that has no room, but takes nothing that it waits for once that has waited for ten minutes:
 * then it starts at the latest when all has ended that ran on one of the nodes that could have it.
 * A failed task stops what depends on it and nothing else; when nothing can go on, the run ends.
 */
public final class Scheduler {

  private final Shared shared;
  private final Map<RunId, RunProgress> runs = new LinkedHashMap<>();
  private final Awaited awaited = new Awaited();
  private long sequence;

  /**
   * A scheduler without runs.
   *
   * @param nodes where tasks may run; ties go to the first
   * @param limits what tasks share besides the nodes, with all places free
   * @param fences gives a number greater than any before, for each attempt
   * @param version what changes whenever the code of an operator does: results of another one are
   *     not used again
   * @param past what happened before any run of this scheduler
   */
  public Scheduler(
      List<Node> nodes, SharedLimits limits, LongSupplier fences, String version, Past past) {
    this.shared = Shared.on(new Placer(nodes), limits, fences, version, past);
  }

  /** The same with one node, before which there were no runs, and without limits but its own. */
  public Scheduler(Node node, LongSupplier fences, String version) {
    this(List.of(node), SharedLimits.unbounded(), fences, version, Past.NOTHING);
  }

  /** A scheduler without runs, whose operators are of no version in particular. */
  public Scheduler(Node node, LongSupplier fences) {
    this(node, fences, "");
  }

  /** Takes in a run whose turn has come. It begins with the first input. */
  public RunProgress start(RunSummary run, RunPlan plan) {
    RunProgress progress = progress(run, plan);
    progress.begin();
    return admit(progress);
  }

  /**
   * Takes in a run as it was recorded. It goes on with the first input, to whichever run that is:
   * where several are taken in, what each had under way takes room that the others can't have, so
   * all of them come before the first input.
   */
  public RunProgress restore(RunRecord record, RunPlan plan) {
    RunProgress progress = progress(record.summary(), plan);
    progress.restore(record);
    return admit(progress);
  }

  /**
   * Takes in a run that has ended as it was recorded, to go on with another version of its
   * workflow: tasks that keep what they gave stay, and the others are tried again. It goes on with
   * the first input.
   */
  public RunProgress revise(
      RunRecord record, Revision revision, WorkflowVersion version, Instant now) {
    RunProgress progress = progress(record.summary().withVersion(version.hash()), revision.plan());
    progress.revise(record, revision, version, now);
    return admit(progress);
  }

  /** A run that a task made is as old as the one that the task belongs to. */
  private RunProgress progress(RunSummary run, RunPlan plan) {
    long own = sequence++;
    long rank =
        run.caller().map(caller -> runs.get(caller.run())).map(RunProgress::rank).orElse(own);
    return new RunProgress(shared, rank, own, run, plan);
  }

  /**
   * A run waits for its turn and is to begin by a time. Whom its workflow names is told, where it
   * doesn't.
   */
  public void await(RunSummary run, WorkflowGraph workflow, Instant by) {
    RunAlerts alerts = alerts(workflow);
    if (alerts.isAwaited(Alert.Cause.LATE)) {
      awaited.add(run, alerts, by);
    }
  }

  /** A run that waited for its turn can't begin: it has failed. */
  public Decision refuse(RunSummary run, WorkflowGraph workflow, String why, Instant now) {
    awaited.remove(run.id());
    RunSummary failed = run.failed(why, now);
    shared.draft().add(new Change.RunChanged(failed));
    alerts(workflow).ended(failed, now);
    shared.draft().add(new Effect.Finish(failed));
    return shared.draft().take();
  }

  private RunAlerts alerts(WorkflowGraph workflow) {
    return new RunAlerts(shared, workflow);
  }

  private RunProgress admit(RunProgress progress) {
    awaited.remove(progress.run().id());
    if (runs.putIfAbsent(progress.run().id(), progress) != null) {
      throw new IllegalStateException(progress.run().id() + " is under way already");
    }
    return progress;
  }

  /** Whether a run has been taken in and has not ended. */
  public boolean isUnderWay(RunId run) {
    return runs.containsKey(run);
  }

  /** Tells a run what happened. An input for a run that has ended changes nothing. */
  public Decision handle(RunId run, Input input, Instant now) {
    RunProgress progress = runs.get(run);
    if (progress != null) {
      progress.take(input, now);
    }
    return advance(now);
  }

  /**
   * Goes on with a run of this scheduler that failed or was stopped: what did not succeed is tried
   * again.
   */
  public Decision resume(RunProgress run, Instant now) {
    runs.put(run.run().id(), run);
    run.resume(now);
    return advance(now);
  }

  /** Looks whether anything is due. */
  public Decision tick(Instant now) {
    return advance(now);
  }

  /**
   * Tasks run on these nodes from now on. What runs on one that is closed, or there no more, goes
   * on; that it has ended is an input of its own.
   *
   * @param nodes where tasks may run; ties go to the first
   * @param closed the names of those on which none is started any more
   */
  public Decision change(List<Node> nodes, Set<String> closed, Instant now) {
    shared.placer().change(nodes, closed);
    runs.values().stream().findFirst().ifPresent(shared.stirred()::add);
    return advance(now);
  }

  /** The tasks that wait to be started, in the order in which they are to be. */
  public List<Queued> queued() {
    return shared.queue().slots().stream().map(slot -> slot.run().starter().queued(slot)).toList();
  }

  /** When something is due next though nothing happens. */
  public Optional<Instant> nextAlarm() {
    Optional<Instant> alarm = shared.alarms().next();
    Optional<Instant> start = awaited.next();
    return start.isEmpty() || alarm.isPresent() && alarm.get().isBefore(start.get())
        ? alarm
        : start;
  }

  private Decision advance(Instant now) {
    awaited.settle(now);
    shared.alarms().due(now).forEach(slot -> slot.run().alarm(slot, now));
    if (shared.stirred().isEmpty()) {
      return shared.draft().take();
    }
    Set<RunProgress> moved = new LinkedHashSet<>();
    while (!shared.stirred().isEmpty()) {
      for (RunProgress run : List.copyOf(shared.stirred())) {
        shared.stirred().remove(run);
        run.settle(now);
        moved.add(run);
      }
      // A task that could not be started ends others, so this goes on until nothing moves.
      shared.placer().beginTurn();
      shared.queue().cycle(slot -> slot.run().starter().place(slot, now));
    }
    for (RunProgress run : moved) {
      if (run.finish(now)) {
        runs.remove(run.run().id());
      }
    }
    return shared.draft().take();
  }
}

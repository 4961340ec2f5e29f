package io.trainmaster.runtime;

import io.trainmaster.forecast.History;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Occurrence;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.why.Explainer;
import io.trainmaster.why.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads from what is recorded what goes on, so that it can be explained. */
public final class Situations {

  /** Older runs say less about the data of today. */
  private static final int RUNS_CONSIDERED = 10;

  private Situations() {}

  /**
   * All that goes on now. A run that can't be planned any more, since bounds have become narrower,
   * is left out: it takes nothing.
   *
   * @param machine where tasks run, as far as the settings say; it is called as the engine calls it
   *     that has tasks under way
   * @param others the other machines that a server knows; tasks are placed on those that are open
   * @param limits how many places each limit has that workflows share
   * @param runsAtOnce the most runs under way at one time
   * @param bounds how large searches and loops may be
   */
  public static Situation of(
      RunStore runs,
      Node machine,
      NodeRoster others,
      Map<String, Integer> limits,
      int runsAtOnce,
      PlanBounds bounds) {
    Map<String, WorkflowVersion> versions = new HashMap<>();
    List<Situation.Live> live = new ArrayList<>();
    for (RunSummary run : runs.unfinished()) {
      Optional<RunRecord> record = runs.run(run.id());
      record
          .filter(one -> !one.summary().phase().isEnd())
          .flatMap(
              one ->
                  plan(
                          versions.computeIfAbsent(
                              one.summary().versionHash(),
                              hash -> runs.version(hash).orElseThrow()),
                          one,
                          bounds)
                      .map(plan -> new Situation.Live(one, plan, reason(runs, run.id()))))
          .ifPresent(live::add);
    }
    return new Situation(open(called(machine, others, live), others), limits, runsAtOnce, live);
  }

  private static List<Node> open(Node machine, NodeRoster others) {
    List<Node> open = new ArrayList<>();
    if (others.find(machine.name()).map(KnownNode::isOpen).orElse(true)) {
      open.add(machine);
    }
    others.nodes().stream()
        .filter(known -> known.isOpen() && !known.node().name().equals(machine.name()))
        .forEach(known -> open.add(known.node()));
    return open;
  }

  private static Node called(Node machine, NodeRoster others, List<Situation.Live> live) {
    String host = Environment.hostName();
    if (others.find(host).isPresent()) {
      return new Node(host, machine.cpus(), machine.memoryBytes(), machine.gpus());
    }
    return live.stream()
        .flatMap(run -> run.record().tasks().stream())
        .flatMap(task -> task.underWay().stream())
        .map(AttemptRecord::node)
        .filter(name -> others.find(name).isEmpty())
        .findFirst()
        .map(name -> new Node(name, machine.cpus(), machine.memoryBytes(), machine.gpus()))
        .orElse(machine);
  }

  private static Optional<Occurrence.Key> reason(RunStore runs, RunId run) {
    return runs.triggers().occurrence(run).map(occurrence -> occurrence.occurrence().key());
  }

  private static Optional<RunPlan> plan(WorkflowVersion version, RunRecord run, PlanBounds bounds) {
    try {
      return Optional.of(RunMaker.plan(version, run, bounds));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  /** What explains a situation, by what is recorded of runs that are over. */
  public static Explainer explainer(RunStore runs, Situation situation, Instant now) {
    Map<String, History> histories = new HashMap<>();
    return new Explainer(
        situation,
        new StoredPast(runs),
        (workflow, task) -> expected(runs, histories, workflow, task),
        now);
  }

  private static Optional<Duration> expected(
      RunStore runs, Map<String, History> histories, String workflow, TaskId task) {
    return histories.computeIfAbsent(workflow, name -> history(runs, name)).expected(task);
  }

  /** How long the tasks of a workflow took in its latest runs. */
  public static History history(RunStore runs, String workflow) {
    return History.of(
        runs.runs(Optional.of(workflow), RUNS_CONSIDERED).stream()
            .flatMap(run -> runs.run(run.id()).stream())
            .toList());
  }
}

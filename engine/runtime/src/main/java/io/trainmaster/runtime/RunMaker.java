package io.trainmaster.runtime;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes runs: their names, their plans and what is recorded of them first. Safe for threads. */
final class RunMaker {

  /** How old what is known of the surroundings may be for a run that nobody waits for. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final int VERSIONS_KEPT = 100;

  private final RunStore runs;
  private final EngineSettings settings;
  private final Node node;
  private final Map<String, Integer> lastNumbers = new HashMap<>();
  private final Map<String, WorkflowVersion> versions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WorkflowVersion> eldest) {
          return size() > VERSIONS_KEPT;
        }
      };
  private @Nullable Surroundings surroundings;

  RunMaker(RunStore runs, EngineSettings settings, Node node) {
    this.runs = runs;
    this.settings = settings;
    this.node = node;
  }

  /** What was found out about where runs take place, and when. */
  private record Surroundings(Map<String, String> facts, Instant at) {}

  /**
   * A new run's name. It counts as given once the run is recorded, so that none is left out; until
   * then this object, of which an engine has one, remembers it.
   */
  synchronized RunId name(String workflow) {
    Integer known = lastNumbers.get(workflow);
    int number = (known != null ? known : runs.lastRunNumber(workflow)) + 1;
    lastNumbers.put(workflow, number);
    return RunId.of(workflow, number);
  }

  /** A version that is recorded. */
  synchronized WorkflowVersion version(String hash) {
    WorkflowVersion known = versions.get(hash);
    if (known == null) {
      known = runs.version(hash).orElseThrow();
      versions.put(hash, known);
    }
    return known;
  }

  /**
   * A plan of a version.
   *
   * @throws EngineException where there is none
   */
  RunPlan plan(WorkflowVersion version, Map<String, Value> parameters) {
    return plan(version, parameters, settings.bounds());
  }

  private static RunPlan plan(
      WorkflowVersion version, Map<String, Value> parameters, PlanBounds bounds) {
    try {
      return RunPlan.of(version.graph(), parameters, bounds);
    } catch (EvaluationException e) {
      throw new EngineException(EngineException.Reason.PLAN_IMPOSSIBLE, e.reason(), e);
    }
  }

  /**
   * The plan of a run that is recorded. What one that has begun has grown to stays allowed, where
   * the bounds have become narrower since.
   */
  RunPlan plan(RunRecord run) {
    return plan(version(run.summary().versionHash()), run, settings.bounds());
  }

  /** The same with its version at hand. */
  static RunPlan plan(WorkflowVersion version, RunRecord run, PlanBounds bounds) {
    int grown = run.summary().phase() == RunPhase.QUEUED ? 0 : run.tasks().size();
    return plan(version, run.parameters(), bounds.atLeast(grown));
  }

  /** What is recorded of a run that somebody starts. */
  Change.RunCreated create(
      RunId id, WorkflowVersion version, RunPlan plan, RunOptions options, Instant now) {
    return created(id, version, plan, options, now, describe(now, Duration.ZERO));
  }

  /** What is recorded of a run that a trigger makes. */
  Change.RunCreated createUnattended(RunId id, WorkflowVersion version, RunPlan plan, Instant now) {
    return created(id, version, plan, RunOptions.DEFAULT, now, describe(now, FRESH));
  }

  /**
   * What is recorded of a run that a task makes.
   *
   * @param options those of the task's run
   */
  Change.RunCreated createCalled(
      RunId id,
      WorkflowVersion version,
      RunPlan plan,
      RunOptions options,
      Caller caller,
      Instant now) {
    Change.RunCreated created = created(id, version, plan, options, now, describe(now, FRESH));
    return new Change.RunCreated(
        created.run().calledBy(caller),
        version,
        created.parameters(),
        created.environment(),
        created.tasks());
  }

  private Change.RunCreated created(
      RunId id,
      WorkflowVersion version,
      RunPlan plan,
      RunOptions options,
      Instant now,
      Map<String, String> environment) {
    RunSummary run =
        new RunSummary(
            id,
            version.graph().name(),
            version.hash(),
            RunPhase.QUEUED,
            "",
            now,
            Optional.empty(),
            options.withReuse(options.reuse() && settings.reuse()));
    return new Change.RunCreated(
        run, version, plan.named(id).parameters(), environment, plan.taskIds());
  }

  private synchronized Map<String, String> describe(Instant now, Duration age) {
    Surroundings known = surroundings;
    if (known == null || !known.at().plus(age).isAfter(now)) {
      known =
          new Surroundings(
              Environment.describe(settings.version(), node, settings.projectDirectory()), now);
      surroundings = known;
    }
    return known.facts();
  }
}

package io.trainmaster.testkit;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.CallKey;
import io.trainmaster.track.Change;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run of a small workflow, {@code load} and then {@code fit}, and what may be recorded of it. */
public record SampleRun(String workflow, int number) {

  /** When it starts; what follows is counted from here. */
  public static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

  public static final TaskId LOAD = new TaskId("load");
  public static final TaskId FIT = new TaskId("fit");

  /** The run's name. */
  public RunId id() {
    return new RunId(workflow + "-" + number);
  }

  /** What it is a run of. */
  public WorkflowVersion version() {
    TaskSpec load = operator(LOAD, "ingest.csv", Map.of());
    TaskSpec fit = operator(FIT, "train.gbt", Map.of("train", new Expression.Output(LOAD)));
    WorkflowGraph graph =
        new WorkflowGraph(
            workflow,
            "A sample.",
            List.of(),
            List.of(load, fit),
            Optional.of(new Expression.Output(FIT)));
    return WorkflowVersion.of(graph, "workflow " + workflow + " {}\n", workflow + ".train");
  }

  /** The run in one line. */
  public RunSummary summary(RunPhase phase, String message) {
    return new RunSummary(
        id(),
        workflow,
        version().hash(),
        phase,
        message,
        START,
        phase.isEnd() ? Optional.of(START.plusSeconds(60)) : Optional.empty());
  }

  /** The run's first change. */
  public Change.RunCreated created() {
    return new Change.RunCreated(
        summary(RunPhase.RUNNING, ""),
        version(),
        Map.of("rows", new Value.Int(1000)),
        Map.of("java", "17"),
        List.of(LOAD, FIT));
  }

  /** An attempt that goes well, at some point of its life. */
  public AttemptRecord attempt(TaskId task, int attempt, long fence, AttemptPhase phase) {
    return attempt(task, attempt, fence, phase, Optional.empty());
  }

  /** An attempt at some point of its life. */
  public AttemptRecord attempt(
      TaskId task, int attempt, long fence, AttemptPhase phase, Optional<Failure> failure) {
    return new AttemptRecord(
        task,
        attempt,
        fence,
        phase,
        failure,
        "node-1",
        phase == AttemptPhase.LAUNCHED ? 0 : 4711,
        "2 CPUs",
        2,
        1L << 30,
        List.of(GpuShare.whole("GPU-1"), new GpuShare("2", 250)),
        "runs/%s/%s/%d/log".formatted(id(), task, attempt),
        phase.isEnd() ? 123_456_789 : 0,
        START.plusSeconds(1),
        phase == AttemptPhase.LAUNCHED ? Optional.empty() : Optional.of(START.plusSeconds(2)),
        phase.isEnd() ? Optional.of(START.plusSeconds(3)) : Optional.empty());
  }

  /** The change that records {@link #attempt}. */
  public Change.AttemptChanged attempted(TaskId task, int attempt, AttemptPhase phase) {
    return new Change.AttemptChanged(id(), attempt(task, attempt, attempt, phase));
  }

  /** An artifact that an attempt published. */
  public ArtifactRecord artifact(TaskId task, int attempt, String output, String digest) {
    return new ArtifactRecord(
        id(),
        task,
        attempt,
        output,
        new Value.Artifact("Model", digest, Map.of("auc", new Value.Real(0.875))),
        4096,
        START.plusSeconds(4));
  }

  /** A model of a name, as the task {@code fit} registers it. */
  public Change.ModelRegistered registered(String name, List<String> aliases) {
    return new Change.ModelRegistered(
        new ModelVersion(
            name,
            0,
            artifact(FIT, 1, "out", "a".repeat(64)).artifact(),
            Optional.empty(),
            id(),
            FIT,
            aliases,
            Map.of("stage", "test"),
            START.plusSeconds(5)));
  }

  /** The key of a call with one argument. */
  public static CallKey key(String argument) {
    TaskSpec.Operator load = (TaskSpec.Operator) operator(LOAD, "ingest.csv", Map.of());
    return CallKey.of("v1", load, Map.of("path", Value.text(argument)), List.of());
  }

  /** A line of its story. */
  public Change.EventRecorded event(int second, String text) {
    return new Change.EventRecorded(id(), START.plusSeconds(second), "note", text);
  }

  private static TaskSpec operator(TaskId id, String name, Map<String, Expression> arguments) {
    return new TaskSpec.Operator(
        id, 1, Set.of(), name, arguments, List.of(), Policy.DEFAULT, TaskSpec.Isolation.SHARED);
  }
}

package io.trainmaster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.CallKey;
import io.trainmaster.track.Change;
import io.trainmaster.track.KeptResult;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.Source;
import io.trainmaster.track.TaskRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Results of earlier runs stand for those of equal calls. */
class ReuseTest {

  private static final RunId RUN = new RunId("test-2");
  private static final TaskId LOAD = new TaskId("load");
  private static final TaskId FIT = new TaskId("fit");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Value DATA = artifact("a");

  private static final CallKey ANOTHER = new CallKey(Map.of());

  private final Scheduler scheduler = scheduler();

  @Test
  void whatEarlierCallsGaveStandsForTheRun() {
    RunProgress run = start(RunOptions.DEFAULT);

    Decision first = tick();
    assertThat(launched(first)).isEmpty();
    Decision second = found(ask(first), DATA);
    assertThat(launched(second)).isEmpty();
    assertThat(ask(second).key().differences(ask(first).key()))
        .as("what it depends on")
        .containsExactly(
            "operator was `ingest` and is `train`",
            "argument `data` was not given and is Dataset aaaaaaaa");
    Decision last = found(ask(second), artifact("b"));

    assertThat(run.run().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(run.output(FIT)).isEqualTo(artifact("b"));
    assertThat(last.changes())
        .contains(
            new Change.MetricReported(RUN, FIT, 1, new Metric("auc", 0.9, 0), NOW),
            new Change.ParamReported(RUN, FIT, 1, "seed", "7"),
            new Change.SourceRead(RUN, FIT, 1, new Source("file:a", "ff", 1)))
        .anySatisfy(
            change ->
                assertThat(change)
                    .isInstanceOfSatisfying(
                        Change.AttemptChanged.class,
                        attempt -> {
                          assertThat(attempt.attempt().isReused()).isTrue();
                          assertThat(attempt.attempt().placement()).isEqualTo("reused from test-1");
                          assertThat(attempt.attempt().cpus()).isZero();
                        }))
        .anySatisfy(
            change ->
                assertThat(change)
                    .isInstanceOfSatisfying(
                        Change.ArtifactPublished.class,
                        published -> assertThat(published.artifact().run()).isEqualTo(RUN)));
  }

  @Test
  void whatWasNotFoundIsDoneAndCanBeFoundLater() {
    start(RunOptions.DEFAULT);
    Effect.LookUp ask = ask(tick());

    Decision decision = answer(new Input.NotFound(LOAD, ask.key(), "it has changed"));

    assertThat(launched(decision)).containsExactly(LOAD);
    assertThat(decision.changes())
        .contains(
            new Change.CallKeyed(RUN, LOAD, 1, ask.key()),
            new Change.EventRecorded(RUN, NOW, "task.not_reused", "load: it has changed"));
  }

  @Test
  void aRunThatWantsEverythingAnewAsksForNothing() {
    start(RunOptions.DEFAULT.withReuse(false));

    Decision decision = tick();

    assertThat(launched(decision)).containsExactly(LOAD);
    assertThat(decision.changes()).anyMatch(Change.CallKeyed.class::isInstance);
  }

  @Test
  void whatIsReusedNeedsNoRoom() {
    start(RunOptions.DEFAULT.withReuse(false));
    assertThat(launched(tick())).as("takes the machine").containsExactly(LOAD);
    RunId second = new RunId("test-3");
    scheduler.start(
        new RunSummary(second, "test", "", RunPhase.QUEUED, "", NOW, Optional.empty()), plan());

    Effect.LookUp ask = ask(tick());
    scheduler.handle(second, new Input.Found(LOAD, ask.key(), result(DATA)), NOW);

    assertThat(scheduler.isUnderWay(second)).isTrue();
    assertThat(ask.run()).isEqualTo(second);
  }

  @Test
  void anAnswerThatNobodyWaitsForChangesNothing() {
    RunProgress run = start(RunOptions.DEFAULT);
    Effect.LookUp ask = ask(tick());
    assertThat(answer(new Input.Found(LOAD, ANOTHER, result(DATA)))).isEqualTo(Decision.NOTHING);
    assertThat(found(ask, DATA).changes()).isNotEmpty();

    assertThat(found(ask, DATA)).as("told twice").isEqualTo(Decision.NOTHING);
    answer(new Input.Cancel(false));
    assertThat(answer(new Input.NotFound(LOAD, ask.key(), ""))).isEqualTo(Decision.NOTHING);
    assertThat(run.run().phase()).isEqualTo(RunPhase.CANCELLED);
  }

  @Test
  void aTaskThatWasStoppedWhileItAskedAsksAgainWhenTheRunGoesOn() {
    RunProgress run = start(RunOptions.DEFAULT);
    Effect.LookUp before = ask(tick());
    answer(new Input.Cancel(false));

    Effect.LookUp ask = ask(scheduler.resume(run, NOW));

    assertThat(ask).isEqualTo(before);
    assertThat(launched(answer(new Input.NotFound(LOAD, ask.key(), "")))).containsExactly(LOAD);
  }

  @Test
  void anotherEngineAsksAgain() {
    RunProgress run = start(RunOptions.DEFAULT);
    Effect.LookUp ask = ask(tick());
    List<TaskRecord> tasks =
        List.of(
            new TaskRecord(LOAD, TaskPhase.QUEUED, "", Optional.empty(), List.of()),
            new TaskRecord(FIT, TaskPhase.WAITING, "", Optional.empty(), List.of()));
    RunRecord record =
        new RunRecord(
            run.run(), Map.of(), Map.of(), tasks, List.of(), Map.of(), Map.of(), Map.of());

    Scheduler other = scheduler();
    other.restore(record, plan());

    assertThat(ask(other.tick(NOW))).isEqualTo(ask);
  }

  @Test
  void anotherVersionOfTheOperatorsGivesAnotherKey() {
    start(RunOptions.DEFAULT);
    Effect.LookUp ask = ask(tick());
    Scheduler other = new Scheduler(new Node("here", 1, 1L << 30, 0), () -> 1, "v2");
    other.start(summary(RunOptions.DEFAULT), plan());

    Effect.LookUp newer = ask(other.tick(NOW));

    assertThat(newer.key().digest()).isNotEqualTo(ask.key().digest());
    assertThat(newer.key().differences(ask.key()))
        .containsExactly("the version of the operators was v1 and is v2");
  }

  private static Scheduler scheduler() {
    return new Scheduler(new Node("here", 1, 1L << 30, 0), new AtomicLong()::incrementAndGet, "v1");
  }

  private RunProgress start(RunOptions options) {
    return scheduler.start(summary(options), plan());
  }

  private static RunSummary summary(RunOptions options) {
    return new RunSummary(RUN, "test", "", RunPhase.QUEUED, "", NOW, Optional.empty(), options);
  }

  private static RunPlan plan() {
    List<TaskSpec> tasks =
        List.of(
            operator(LOAD, "ingest", Map.of()),
            operator(FIT, "train", Map.of("data", new Expression.Output(LOAD))));
    WorkflowGraph graph = new WorkflowGraph("test", "", List.of(), tasks, Optional.empty());
    return RunPlan.of(graph, Map.of(), new PlanBounds(10, 10));
  }

  private static TaskSpec operator(TaskId id, String name, Map<String, Expression> arguments) {
    Policy policy =
        new Policy(
            List.of(ResourceRequest.cpus(1, 1, 1L << 30)),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new TaskSpec.Operator(
        id, 1, Set.of(), name, arguments, List.of(), policy, TaskSpec.Isolation.SHARED, true);
  }

  private Decision tick() {
    return scheduler.tick(NOW);
  }

  private Decision answer(Input input) {
    return scheduler.handle(RUN, input, NOW);
  }

  private Decision found(Effect.LookUp ask, Value output) {
    return answer(new Input.Found(ask.task(), ask.key(), result(output)));
  }

  private static KeptResult result(Value output) {
    RunId earlier = new RunId("test-1");
    return new KeptResult(
        earlier,
        FIT,
        3,
        "runs/test-1/fit/3/log.txt",
        output,
        List.of(
            new ArtifactRecord(earlier, FIT, 3, "out", (Value.Artifact) output, 10, Instant.EPOCH)),
        List.of(new Metric("auc", 0.9, 0)),
        Map.of("seed", "7"),
        List.of(new Source("file:a", "ff", 1)));
  }

  private static Value artifact(String digit) {
    return new Value.Artifact("Dataset", digit.repeat(64), Map.of());
  }

  private static List<TaskId> launched(Decision decision) {
    return of(decision, Effect.Launch.class).map(launch -> launch.attempt().task()).toList();
  }

  private static Effect.LookUp ask(Decision decision) {
    return of(decision, Effect.LookUp.class).findFirst().orElseThrow();
  }

  private static <T extends Effect> Stream<T> of(Decision decision, Class<T> kind) {
    return decision.effects().stream().filter(kind::isInstance).map(kind::cast);
  }
}

package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.store.StateFolder;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.Retention;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.Source;
import io.trainmaster.track.TaskRecord;
import io.trainmaster.worker.AttemptResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run uses what earlier runs gave. */
@Timeout(60)
class ReuseTest {

  @TempDir Path directory;

  private final ScriptedWorker worker = new ScriptedWorker();
  private Path data;

  @BeforeEach
  void source() throws Exception {
    data = Files.writeString(directory.resolve("a.csv"), "a,b\n1,2\n");
    worker.on(
        "ingest",
        (request, listener) -> {
          String digest = new SourceFiles(directory).digest("a.csv").orElseThrow();
          listener.source(new Source("file:a.csv", digest, Files.size(data)));
          return ScriptedWorker.writes(Files.readString(data)).run(request, listener);
        });
    worker.on("train", ScriptedWorker.writes("weights"));
  }

  @Test
  void aSecondRunDoesNothingAnew() throws Exception {
    try (Engine engine = open()) {
      run(engine, workflow(0.1));
      RunRecord first = record(engine, "test-1");
      RunRecord second = record(engine, run(engine, workflow(0.1)));

      assertThat(worker.begun).containsExactly("load/1", "fit/1");
      assertThat(second.summary().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(second.tasks()).extracting(TaskRecord::phase).containsOnly(TaskPhase.SUCCEEDED);
      assertThat(second.tasks())
          .extracting(TaskRecord::output)
          .containsExactlyElementsOf(first.tasks().stream().map(TaskRecord::output).toList());
      assertThat(second.metrics()).isEqualTo(first.metrics());
      assertThat(second.sources()).isEqualTo(first.sources());
      assertThat(second.artifacts())
          .extracting(artifact -> artifact.artifact().digest())
          .containsExactlyElementsOf(
              first.artifacts().stream().map(artifact -> artifact.artifact().digest()).toList());
      assertThat(engine.folder().runDirectory(new RunId("test-2")).resolve("fit/out"))
          .as("a person finds it")
          .hasContent("weights");
      assertThat(misses(engine, "test-2")).isEmpty();
    }
  }

  @Test
  void whatHasChangedRunsAgainAndSaysWhy() throws Exception {
    try (Engine engine = open()) {
      run(engine, workflow(0.1));
      String second = run(engine, workflow(0.3));
      assertThat(worker.begun).containsExactly("load/1", "fit/1", "fit/1");
      assertThat(misses(engine, second))
          .containsExactly("fit: since test-1, argument `rate` was 0.1 and is 0.3");

      Files.writeString(data, "a,b\n3,4\n");
      String third = run(engine, workflow(0.3));
      assertThat(misses(engine, third).get(0)).isEqualTo("load: `a.csv` has changed since test-1");
      assertThat(misses(engine, third).get(1))
          .startsWith("fit: since test-2, argument `data` was File ");

      Files.writeString(data, "a,b\n1,2\n");
      String fourth = run(engine, workflow(0.1));
      assertThat(misses(engine, fourth)).as("it is as it was at first").isEmpty();
      assertThat(worker.begun).hasSize(5);
    }
  }

  @Test
  void aResultWhoseSourceHasGoneOrWhoseArtifactIsKeptNoLongerIsNotUsed() throws Exception {
    try (Engine engine = open()) {
      run(engine, workflow(0.1));
      String digest = record(engine, "test-1").artifacts().get(1).artifact().digest();
      Path artifact = engine.artifacts().locate(digest);
      artifact.toFile().setWritable(true);
      artifact.getParent().toFile().setWritable(true);
      Files.delete(artifact);
      String second = run(engine, workflow(0.1));
      assertThat(misses(engine, second)).containsExactly("fit: `out` of test-1 is kept no longer");
      assertThat(worker.begun).containsExactly("load/1", "fit/1", "fit/1");
    }
  }

  @Test
  void aRunMayWantEverythingAnewAndAnEngineToo() throws Exception {
    try (Engine engine = open()) {
      run(engine, workflow(0.1));
      engine
          .start(workflow(0.1), Map.of(), RunOptions.DEFAULT.withReuse(false), RunListener.none())
          .await();
    }
    try (Engine engine = open(settings(false))) {
      String third = run(engine, workflow(0.1));
      assertThat(record(engine, third).summary().options().reuse()).isFalse();
    }
    assertThat(worker.begun)
        .containsExactly("load/1", "fit/1", "load/1", "fit/1", "load/1", "fit/1");
  }

  @Test
  void whatFailedIsNotUsedAndWhatHadSucceededIs() throws Exception {
    worker.on(
        "train",
        (request, listener) ->
            new AttemptResult.Failed(
                io.trainmaster.run.Failure.of(io.trainmaster.model.Outcome.ERROR, "No luck."), 0));
    try (Engine engine = open()) {
      run(engine, workflow(0.1));
      worker.on("train", ScriptedWorker.writes("weights"));
      run(engine, workflow(0.1));
    }
    assertThat(worker.begun).containsExactly("load/1", "fit/1", "fit/1");
  }

  @Test
  void theArtifactsOfAForgottenRunStayWhereALaterOneUsesThem() throws Exception {
    try (Engine engine = open()) {
      run(engine, workflow(0.1));
      String second = run(engine, workflow(0.1));
      engine.forget(new Retention(Duration.ZERO, 1), false);

      assertThat(engine.runs().run(new RunId("test-1"))).isEmpty();
      assertThat(record(engine, second).artifacts())
          .allMatch(artifact -> engine.artifacts().contains(artifact.artifact().digest()));
      String third = run(engine, workflow(0.1));
      assertThat(record(engine, third).tasks().get(0).message()).isEqualTo("reused from test-2");
    }
  }

  @Test
  void aRunThatIsReproducedIsCarriedOutAndRegistersNothing() throws Exception {
    WorkflowVersion version =
        version(
            operator("load", "ingest", Map.of()),
            operator("fit", "train", Map.of("data", new Expression.Output(new TaskId("load")))),
            Workflows.register("fit"));
    try (Engine engine = open()) {
      String first = run(engine, version);
      RunOptions options = RunOptions.DEFAULT.withReuse(false).reproducing(new RunId(first));
      engine.start(version, Map.of(), options, RunListener.none()).await();

      RunRecord again = record(engine, "test-2");
      assertThat(again.summary().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(again.summary().options()).isEqualTo(options);
      assertThat(worker.begun).containsExactly("load/1", "fit/1", "load/1", "fit/1");
      assertThat(again.tasks())
          .extracting(TaskRecord::output)
          .containsExactlyElementsOf(
              record(engine, first).tasks().stream().map(TaskRecord::output).toList());
      assertThat(engine.runs().models(Optional.empty())).hasSize(1);
    }
  }

  @Test
  void aPlanSaysWhatARunWouldUse() throws Exception {
    try (Engine engine = open()) {
      run(engine, workflow(0.1));
    }
    try (StateFolder state = StateFolder.read(state())) {
      CachePreview same = preview(state, workflow(0.1));
      assertThat(same.reused())
          .isEqualTo(
              Map.of(
                  new TaskId("load"), new RunId("test-1"), new TaskId("fit"), new RunId("test-1")));
      assertThat(same.missed()).isEmpty();

      CachePreview other = preview(state, workflow(0.3));
      assertThat(other.reused()).containsOnlyKeys(new TaskId("load"));
      assertThat(other.missed())
          .isEqualTo(Map.of(new TaskId("fit"), "since test-1, argument `rate` was 0.1 and is 0.3"));
    }
  }

  private CachePreview preview(StateFolder state, WorkflowVersion version) {
    return CachePreview.of(
        state,
        directory,
        "test",
        io.trainmaster.plan.RunPlan.of(
            version.graph(), Map.of(), new io.trainmaster.plan.PlanBounds(10, 10)));
  }

  private static WorkflowVersion workflow(double rate) {
    Map<String, Expression> arguments = new LinkedHashMap<>();
    arguments.put("data", new Expression.Output(new TaskId("load")));
    arguments.put("rate", new Expression.Literal(new Value.Real(rate)));
    return version(operator("load", "ingest", Map.of()), operator("fit", "train", arguments));
  }

  private static TaskSpec operator(String id, String name, Map<String, Expression> arguments) {
    return new TaskSpec.Operator(
        new TaskId(id),
        1,
        Set.of(),
        name,
        arguments,
        List.of(),
        Policy.DEFAULT,
        TaskSpec.Isolation.SHARED,
        true);
  }

  private static List<String> misses(Engine engine, String run) {
    return engine.runs().events(new RunId(run)).stream()
        .filter(event -> event.type().equals(RunStore.Event.NOT_REUSED))
        .map(RunStore.Event::text)
        .toList();
  }

  private static RunRecord record(Engine engine, String run) {
    return engine.runs().run(new RunId(run)).orElseThrow();
  }

  private static String run(Engine engine, WorkflowVersion version) throws InterruptedException {
    return engine.start(version, Map.of(), RunListener.none()).await().id().value();
  }

  private StateLocation state() {
    return StateLocation.of(directory.resolve("state"));
  }

  private EngineSettings settings(boolean reuse) {
    EngineSettings on = Workflows.settings(state(), directory);
    return new EngineSettings(
        on.state(),
        on.projectDirectory(),
        on.cpus(),
        on.memoryBytes(),
        on.gpus(),
        on.limits(),
        on.bounds(),
        on.runsAtOnce(),
        on.zone(),
        on.lookEvery(),
        on.host(),
        reuse,
        on.version(),
        on.operators(),
        on.notifications());
  }

  private Engine open() {
    return open(settings(true));
  }

  private Engine open(EngineSettings settings) {
    return Engine.open(settings, folder -> worker, wake -> Alarm.none(), Clock.systemUTC());
  }
}

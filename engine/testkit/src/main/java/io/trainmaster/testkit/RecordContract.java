package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.CallRecords;
import io.trainmaster.track.Change;
import io.trainmaster.track.KeptResult;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.Source;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.TaskRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is committed to a {@link RunStore} is told as it was. */
public abstract class RecordContract extends StoreContract {

  @Test
  void aNewRunIsAsItWasCreated() {
    store.commit(List.of(run.created()));
    reopen();

    RunRecord record = store.run(run.id()).orElseThrow();
    assertThat(record.summary()).isEqualTo(run.created().run());
    assertThat(record.parameters()).isEqualTo(run.created().parameters());
    assertThat(record.environment()).isEqualTo(run.created().environment());
    assertThat(record.tasks())
        .containsExactly(
            new TaskRecord(LOAD, TaskPhase.WAITING, "", Optional.empty(), List.of()),
            new TaskRecord(FIT, TaskPhase.WAITING, "", Optional.empty(), List.of()));
    assertThat(record.artifacts()).isEmpty();
    assertThat(record.metrics()).isEmpty();
  }

  @Test
  void aRunThatIsForgottenIsGoneAndItsNumberIsNotGivenAgain() {
    SampleRun other = new SampleRun("churn", 2);
    store.commit(
        everyKindOfChange().stream()
            .filter(change -> !(change instanceof Change.ModelRegistered))
            .toList());
    store.commit(List.of(other.created(), other.event(1, "It began.")));
    List<Change> forget =
        List.of(new Change.RunForgotten(run.id()), new Change.RunForgotten(other.id()));
    store.commit(forget);
    store.commit(forget);
    reopen();

    assertThat(store.run(run.id())).isEmpty();
    assertThat(store.events(run.id())).isEmpty();
    assertThat(store.artifact("a".repeat(64))).isEmpty();
    assertThat(store.lastRunNumber("churn")).isEqualTo(2);
    // It has not ended.
    assertThat(store.runs(Optional.empty(), 10)).hasSize(1);
    assertThat(store.events(other.id())).hasSize(1);
  }

  @Test
  void aRunThatHasRegisteredAModelIsNotForgotten() {
    store.commit(everyKindOfChange());
    Object before = everything();
    store.commit(List.of(new Change.RunForgotten(run.id())));
    reopen();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void whatACallGaveIsFoundByItsKeyOnceItHasSucceeded() {
    String key = SampleRun.key("a").digest();
    store.commit(List.of(run.created(), run.attempted(LOAD, 1, AttemptPhase.STARTED)));
    store.commit(List.of(new Change.CallKeyed(run.id(), LOAD, 1, SampleRun.key("a"))));
    assertThat(store.calls().results(key, 10)).isEmpty();
    assertThat(store.calls().latest("churn", LOAD)).isEmpty();

    store.commit(
        List.of(
            run.attempted(LOAD, 1, AttemptPhase.SUCCEEDED),
            new Change.ArtifactPublished(run.artifact(LOAD, 1, "out", "a".repeat(64))),
            new Change.MetricReported(run.id(), LOAD, 1, new Metric("rows", 17, 0), AT),
            new Change.ParamReported(run.id(), LOAD, 1, "seed", "1"),
            new Change.SourceRead(run.id(), LOAD, 1, new Source("file:a.csv", "ff", 17)),
            new Change.TaskChanged(
                run.id(), LOAD, TaskPhase.SUCCEEDED, "", Optional.of(new Value.Int(5)))));
    reopen();

    assertThat(store.calls().results(key, 10))
        .containsExactly(
            new KeptResult(
                run.id(),
                LOAD,
                1,
                "runs/churn-1/load/1/log",
                new Value.Int(5),
                List.of(run.artifact(LOAD, 1, "out", "a".repeat(64))),
                List.of(new Metric("rows", 17, 0)),
                Map.of("seed", "1"),
                List.of(new Source("file:a.csv", "ff", 17))));
    assertThat(store.calls().results(SampleRun.key("b").digest(), 10)).isEmpty();
    assertThat(store.calls().latest("churn", LOAD))
        .contains(new CallRecords.Keyed(run.id(), SampleRun.key("a")));
    assertThat(store.calls().latest("other", LOAD)).isEmpty();
  }

  @Test
  void theLatestRunsResultComesFirst() {
    for (int number = 1; number <= 3; number++) {
      SampleRun each = new SampleRun("churn", number);
      store.commit(
          List.of(
              each.created(),
              each.attempted(LOAD, 1, AttemptPhase.SUCCEEDED),
              new Change.CallKeyed(each.id(), LOAD, 1, SampleRun.key("a")),
              new Change.TaskChanged(
                  each.id(), LOAD, TaskPhase.SUCCEEDED, "", Optional.of(new Value.Int(number)))));
    }

    assertThat(store.calls().results(SampleRun.key("a").digest(), 2))
        .extracting(result -> result.run().value())
        .containsExactly("churn-3", "churn-2");
  }

  @Test
  void howARunIsCarriedOutIsKept() {
    RunSummary summary = run.created().run();
    Change.RunCreated created =
        new Change.RunCreated(
            new RunSummary(
                summary.id(),
                summary.workflow(),
                summary.versionHash(),
                summary.phase(),
                summary.message(),
                summary.startedAt(),
                summary.endedAt(),
                RunOptions.DEFAULT
                    .withPriority(-3)
                    .withReuse(false)
                    .reproducing(new RunId("churn-9"))),
            run.version(),
            Map.of(),
            Map.of(),
            List.of(LOAD));
    store.commit(List.of(created));
    reopen();

    assertThat(store.run(run.id()).orElseThrow().summary()).isEqualTo(created.run());
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(store.calls().results("0".repeat(64), 10)).isEmpty();
    assertThat(store.run(run.id())).isEmpty();
    assertThat(store.runs(Optional.empty(), 10)).isEmpty();
    assertThat(store.version("0".repeat(64))).isEmpty();
    assertThat(store.events(run.id())).isEmpty();
    assertThat(store.models(Optional.empty())).isEmpty();
    assertThat(store.model(run.id(), FIT)).isEmpty();
    assertThat(store.artifact("ab")).isEmpty();
    assertThat(store.setAlias("churn", "production", 1)).isFalse();
    assertThat(store.setTag("churn", 1, "stage", "test")).isFalse();
  }

  @Test
  void theWorkflowsVersionIsKeptOnceForAllItsRuns() {
    store.commit(List.of(run.created()));
    store.commit(List.of(new SampleRun("churn", 2).created()));

    assertThat(store.version(run.version().hash())).contains(run.version());
  }

  @Test
  void versionsOfAnyShapeComeBackEqual() {
    for (long seed = 1; seed <= 40; seed++) {
      WorkflowGraph graph = new RandomModel(seed).graph();
      WorkflowVersion version = WorkflowVersion.of(graph, "text", "flow.train");
      RunSummary summary =
          new RunSummary(
              new RunId("flow-" + seed),
              "flow",
              version.hash(),
              RunPhase.RUNNING,
              "",
              AT,
              Optional.empty());
      Map<String, Value> parameters = new RandomModel(seed).values();
      store.commit(
          List.of(new Change.RunCreated(summary, version, parameters, Map.of(), List.of())));

      assertThat(store.version(version.hash())).as("seed %d", seed).contains(version);
      assertThat(store.run(summary.id()).orElseThrow().parameters())
          .as("seed %d", seed)
          .isEqualTo(parameters);
    }
  }

  @Test
  void runsAreGivenLatestFirst() {
    List<RunId> made = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      SampleRun next = new SampleRun(number == 3 ? "digits" : "churn", number);
      store.commit(List.of(next.created()));
      made.add(0, next.id());
    }

    assertThat(store.runs(Optional.empty(), 10)).extracting(RunSummary::id).isEqualTo(made);
    assertThat(store.runs(Optional.empty(), 2))
        .extracting(RunSummary::id)
        .isEqualTo(made.subList(0, 2));
    assertThat(store.runs(Optional.of("digits"), 10))
        .extracting(RunSummary::id)
        .containsExactly(new RunId("digits-3"));
    assertThat(store.runs(Optional.of("nothing"), 10)).isEmpty();
  }

  @Test
  void aRunMoves() {
    RunSummary failed = run.summary(RunPhase.FAILED, "fit failed");
    store.commit(List.of(run.created()));
    store.commit(List.of(new Change.RunChanged(failed)));
    reopen();

    assertThat(store.run(run.id()).orElseThrow().summary()).isEqualTo(failed);
    assertThat(store.runs(Optional.empty(), 1)).containsExactly(failed);
  }

  @Test
  void theEnvironmentGrows() {
    store.commit(List.of(run.created()));
    store.commit(List.of(new Change.EnvironmentNoted(run.id(), Map.of("spark", "4.1.0"))));
    store.commit(List.of(new Change.EnvironmentNoted(run.id(), Map.of("java", "25"))));

    assertThat(store.run(run.id()).orElseThrow().environment())
        .isEqualTo(Map.of("java", "25", "spark", "4.1.0"));
  }

  @Test
  void aTaskMovesAndKeepsWhatItGave() {
    store.commit(List.of(run.created()));
    for (long seed = 1; seed <= 40; seed++) {
      Value output = new RandomModel(seed).value();
      store.commit(
          List.of(
              new Change.TaskChanged(
                  run.id(), LOAD, TaskPhase.SUCCEEDED, "done", Optional.of(output))));

      assertThat(task(LOAD))
          .as("seed %d", seed)
          .isEqualTo(
              new TaskRecord(LOAD, TaskPhase.SUCCEEDED, "done", Optional.of(output), List.of()));
    }
    store.commit(
        List.of(new Change.TaskChanged(run.id(), LOAD, TaskPhase.WAITING, "", Optional.empty())));
    reopen();

    assertThat(task(LOAD).output()).isEmpty();
  }

  @Test
  void tasksThatAreAddedLaterComeLast() {
    TaskId first = FIT.child("trial-1");
    TaskId second = FIT.child("trial-2");
    Change added = new Change.TasksAdded(run.id(), List.of(second, first));
    store.commit(List.of(run.created()));
    store.commit(
        List.of(
            added,
            new Change.TaskChanged(run.id(), first, TaskPhase.QUEUED, "", Optional.empty())));
    store.commit(List.of(added));

    assertThat(store.run(run.id()).orElseThrow().tasks())
        .extracting(TaskRecord::id)
        .containsExactly(LOAD, FIT, second, first);
    assertThat(task(first).phase()).as("written again").isEqualTo(TaskPhase.QUEUED);
  }

  @Test
  void aTaskThatIsNotThereDoesNotMove() {
    store.commit(List.of(run.created()));
    Change moved =
        new Change.TaskChanged(run.id(), FIT.child("none"), TaskPhase.QUEUED, "", Optional.empty());

    assertThatThrownBy(() -> store.commit(List.of(moved)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("fit.none");
  }

  @Test
  void attemptsAreKeptInOrderWithTheirFailures() {
    Failure failure = new Failure(Outcome.OOM, "T0004", "No memory.", "a.csv:7", "Ask for more.");
    AttemptRecord first = run.attempt(FIT, 1, 7, AttemptPhase.FAILED, Optional.of(failure));
    AttemptRecord second = run.attempt(FIT, 2, 8, AttemptPhase.LAUNCHED);
    store.commit(
        List.of(
            run.created(),
            new Change.AttemptChanged(run.id(), run.attempt(FIT, 1, 7, AttemptPhase.LAUNCHED)),
            new Change.AttemptChanged(run.id(), first),
            new Change.AttemptChanged(run.id(), second)));

    assertThat(task(FIT).attempts()).containsExactly(first, second);
  }

  @Test
  void metricsKeepEveryStepAndEveryDouble() {
    List<Double> values =
        List.of(0.1, -1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 3.0);
    List<Change> changes = new ArrayList<>(List.of(run.created()));
    changes.add(run.attempted(FIT, 1, AttemptPhase.STARTED));
    List<Metric> metrics = new ArrayList<>();
    for (double value : values) {
      metrics.add(new Metric("loss", value, metrics.size()));
    }
    metrics.forEach(metric -> changes.add(new Change.MetricReported(run.id(), FIT, 1, metric, AT)));
    Collections.shuffle(changes.subList(2, changes.size()), new Random(1));
    store.commit(changes);
    reopen();

    assertThat(store.run(run.id()).orElseThrow().metrics()).isEqualTo(Map.of(FIT, metrics));
  }

  @Test
  void theLatestAttemptsReportsCount() {
    store.commit(
        List.of(
            run.created(),
            run.attempted(FIT, 2, AttemptPhase.STARTED),
            new Change.MetricReported(run.id(), FIT, 2, new Metric("loss", 0.2, 1), AT),
            new Change.ParamReported(run.id(), FIT, 2, "seed", "2"),
            new Change.SourceRead(run.id(), FIT, 2, new Source("file:a", "22", 2)),
            run.attempted(FIT, 1, AttemptPhase.FAILED),
            new Change.MetricReported(run.id(), FIT, 1, new Metric("loss", 0.5, 0), AT),
            new Change.MetricReported(run.id(), FIT, 1, new Metric("loss", 0.4, 1), AT),
            new Change.ParamReported(run.id(), FIT, 1, "seed", "1"),
            new Change.SourceRead(run.id(), FIT, 1, new Source("file:a", "11", 1))));

    RunRecord record = store.run(run.id()).orElseThrow();
    assertThat(record.metrics().get(FIT))
        .containsExactly(new Metric("loss", 0.5, 0), new Metric("loss", 0.2, 1));
    assertThat(record.params()).isEqualTo(Map.of(FIT, Map.of("seed", "2")));
    assertThat(record.sources()).isEqualTo(Map.of(FIT, List.of(new Source("file:a", "22", 2))));
  }

  @Test
  void anArtifactIsFoundByTheBeginningOfItsDigest() {
    String digest = "ab12" + "0".repeat(60);
    store.commit(
        List.of(
            run.created(),
            run.attempted(FIT, 1, AttemptPhase.STARTED),
            new Change.ArtifactPublished(run.artifact(FIT, 1, "out", digest))));

    assertThat(store.artifact("ab12")).contains(run.artifact(FIT, 1, "out", digest));
    assertThat(store.artifact(digest)).contains(run.artifact(FIT, 1, "out", digest));
    assertThat(store.artifact("ab13")).isEmpty();
    assertThat(store.artifact("b")).isEmpty();
    assertThat(store.run(run.id()).orElseThrow().artifacts())
        .containsExactly(run.artifact(FIT, 1, "out", digest));
  }

  @Test
  void eventsAreToldInTheOrderInWhichTheyWereCommitted() {
    store.commit(List.of(run.created(), run.event(2, "b"), run.event(1, "a")));
    store.commit(List.of(run.event(3, "c")));

    assertThat(store.events(run.id()))
        .extracting(RunStore.Event::text)
        .containsExactly("b", "a", "c");
    assertThat(store.events(run.id())).extracting(RunStore.Event::sequence).isSorted();
    assertThat(store.events(run.id()).get(0).at()).isEqualTo(SampleRun.START.plusSeconds(2));
  }

  @Test
  void aTextOfAnyCharactersIsNoReasonToRefuseACommit() {
    String text = "a\0b\uD800c\u2028d\uD83D\uDE80e\r\n'\"\\";
    store.commit(List.of(run.created(), run.attempted(FIT, 1, AttemptPhase.STARTED)));
    store.commit(
        List.of(
            run.event(1, text),
            run.event(2, "a long text ".repeat(10_000)),
            new Change.TaskChanged(run.id(), FIT, TaskPhase.RUNNING, text, Optional.empty()),
            new Change.ParamReported(run.id(), FIT, 1, "note", text)));
    reopen();

    assertThat(store.events(run.id())).hasSize(2);
    assertThat(task(FIT).message()).startsWith("a");
  }
}

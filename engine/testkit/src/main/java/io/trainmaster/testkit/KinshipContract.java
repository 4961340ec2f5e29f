package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.CallRecords;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.Submission;
import io.trainmaster.track.Submitted;
import io.trainmaster.track.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs that tasks of others made, and runs that go on with another version of their workflow. */
public abstract class KinshipContract extends StoreContract {

  /** As {@link SampleRun#attempt} has it. */
  private static final Instant LAUNCHED = SampleRun.START.plusSeconds(1);

  private static final TaskId EXTRA = new TaskId("extra");

  private final SampleRun other = new SampleRun("digits", 1);

  private Change.RunCreated called(SampleRun made, TaskId by, int attempt) {
    Change.RunCreated created = made.created();
    return new Change.RunCreated(
        created.run().calledBy(new Caller(run.id(), by, attempt)),
        created.version(),
        created.parameters(),
        created.environment(),
        created.tasks());
  }

  @Test
  void aRunIsFoundByTheAttemptThatMadeIt() {
    SampleRun again = new SampleRun("digits", 2);
    store.commit(List.of(run.created(), called(other, FIT, 1)));
    store.commit(List.of(called(again, FIT, 2), new SampleRun("digits", 3).created()));
    reopen();

    Caller first = new Caller(run.id(), FIT, 1);
    assertThat(store.madeBy(first)).contains(other.created().run().calledBy(first));
    assertThat(store.madeBy(run.id()))
        .extracting(RunSummary::id)
        .containsExactly(other.id(), again.id());
    assertThat(store.run(again.id()).orElseThrow().summary().caller())
        .contains(new Caller(run.id(), FIT, 2));
    assertThat(store.madeBy(new Caller(run.id(), LOAD, 1))).isEmpty();
    assertThat(store.madeBy(other.id())).isEmpty();
    assertThat(store.run(run.id()).orElseThrow().summary().caller()).isEmpty();
  }

  @Test
  void whatIsUnsentOfARunIsThatOfTheRunsItMadeToo() {
    SampleRun inner = new SampleRun("digits", 2);
    SampleRun stranger = new SampleRun("digits", 3);
    store.commit(List.of(run.created(), called(other, FIT, 1), stranger.created()));
    Change.RunCreated made = inner.created();
    store.commit(
        List.of(
            new Change.RunCreated(
                made.run().calledBy(new Caller(other.id(), FIT, 1)),
                made.version(),
                made.parameters(),
                made.environment(),
                made.tasks())));
    for (SampleRun one : List.of(inner, stranger, run, other)) {
      store.commit(List.of(new Change.NotificationQueued(told(one, "open"))));
      Notification sent = told(one, "sent");
      store.commit(
          List.of(
              new Change.NotificationQueued(sent),
              new Change.DeliveryChanged(
                  Delivery.of(sent).taken().delivered("HTTP 200", SampleRun.START))));
    }
    reopen();

    assertThat(store.outbox().unsent(run.id()))
        .extracting(one -> one.notification().id())
        .containsExactly("digits-2/open", "churn-1/open", "digits-1/open");
    assertThat(store.outbox().unsent(inner.id()))
        .extracting(one -> one.notification().id())
        .containsExactly("digits-2/open");
  }

  private static Notification told(SampleRun run, String what) {
    return new Notification(
        run.id() + "/" + what,
        run.id(),
        run.id().value(),
        Notification.Kind.FAILED,
        Notification.Severity.CRITICAL,
        "team",
        what,
        what,
        SampleRun.START);
  }

  @Test
  void whoMadeItStaysHoweverARunMoves() {
    store.commit(List.of(run.created(), called(other, FIT, 1)));
    store.commit(List.of(new Change.RunChanged(other.summary(RunPhase.SUCCEEDED, ""))));

    assertThat(store.madeBy(run.id()))
        .containsExactly(
            other.summary(RunPhase.SUCCEEDED, "").calledBy(new Caller(run.id(), FIT, 1)));
  }

  @Test
  void anAttemptMakesOneRun() {
    store.commit(List.of(run.created(), called(other, FIT, 1)));
    SampleRun second = new SampleRun("digits", 2);

    assertThatThrownBy(() -> store.commit(List.of(called(second, FIT, 1))))
        .isInstanceOf(StoreException.class);
    reopen();

    assertThat(store.run(second.id())).isEmpty();
    assertThat(store.madeBy(run.id())).hasSize(1);
  }

  @Test
  void aRunWhoseCallerIsForgottenStays() {
    store.commit(List.of(run.created(), called(other, FIT, 1)));
    store.commit(
        List.of(
            new Change.RunChanged(run.summary(RunPhase.SUCCEEDED, "")),
            new Change.RunForgotten(run.id())));

    assertThat(store.run(run.id())).isEmpty();
    assertThat(store.run(other.id()).orElseThrow().summary().caller())
        .contains(new Caller(run.id(), FIT, 1));
  }

  @Test
  void aRunIsFoundByTheKeyOfTheRequestThatItWasMadeFor() {
    Submitted submitted = new Submitted(run.id(), new Submission("k", "digest"));
    store.commit(List.of(run.created(), new Change.RunSubmitted(submitted)));
    store.commit(List.of(new Change.RunSubmitted(submitted)));
    reopen();

    assertThat(store.submitted("k")).contains(submitted);
    assertThat(store.submitted("other")).isEmpty();
    Submitted second = new Submitted(other.id(), new Submission("k", "another"));
    assertThatThrownBy(
            () -> store.commit(List.of(other.created(), new Change.RunSubmitted(second))))
        .isInstanceOf(StoreException.class);
    reopen();

    assertThat(store.run(other.id())).isEmpty();
    assertThat(store.submitted("k")).contains(submitted);
  }

  @Test
  void aVersionComesWithAllThatItCalls() {
    WorkflowVersion inner = other.version();
    WorkflowVersion middle = calling("middle", inner);
    WorkflowVersion outer = calling("outer", middle, inner).calling(List.of(middle, inner));
    store.commit(List.of(created("outer", outer)));
    reopen();

    assertThat(store.version(outer.hash())).contains(outer);
    assertThat(store.version(middle.hash())).contains(middle.calling(List.of(inner)));
    assertThat(store.version(inner.hash())).contains(inner);
  }

  private static WorkflowVersion calling(String name, WorkflowVersion... callees) {
    List<TaskSpec> tasks = new ArrayList<>();
    for (WorkflowVersion callee : callees) {
      String called = callee.graph().name();
      tasks.add(
          new TaskSpec.Child(
              new TaskId(called),
              1,
              Set.of(),
              called,
              Optional.of(callee.hash()),
              Map.of(),
              Policy.DEFAULT));
    }
    WorkflowGraph graph = new WorkflowGraph(name, "", List.of(), tasks, Optional.empty());
    return WorkflowVersion.of(graph, "text of " + name, name + ".train");
  }

  private static Change.RunCreated created(String workflow, WorkflowVersion version) {
    RunSummary summary =
        new RunSummary(
            RunId.of(workflow, 1),
            workflow,
            version.hash(),
            RunPhase.RUNNING,
            "",
            AT,
            Optional.empty());
    return new Change.RunCreated(summary, version, Map.of(), Map.of(), List.of());
  }

  /** The run goes on with another workflow: a task first, and without the second. */
  private Change.RunRevised revised() {
    return new Change.RunRevised(
        run.id(), other.version(), Map.of("rows", new Value.Int(2000)), List.of(EXTRA, LOAD));
  }

  @Test
  void aRunGoesOnWithAnotherVersion() {
    store.commit(
        List.of(
            run.created(),
            run.attempted(LOAD, 1, AttemptPhase.SUCCEEDED),
            new Change.TaskChanged(
                run.id(), LOAD, TaskPhase.SUCCEEDED, "", Optional.of(new Value.Int(5)))));
    TaskRecord kept = task(LOAD);
    store.commit(List.of(revised()));
    reopen();

    RunRecord record = store.run(run.id()).orElseThrow();
    assertThat(record.summary()).isEqualTo(run.created().run().withVersion(other.version().hash()));
    assertThat(record.parameters()).isEqualTo(Map.of("rows", new Value.Int(2000)));
    assertThat(record.tasks()).extracting(TaskRecord::id).contains(EXTRA, LOAD, FIT);
    assertThat(record.tasks().get(0))
        .isEqualTo(new TaskRecord(EXTRA, TaskPhase.WAITING, "", Optional.empty(), List.of()));
    assertThat(task(LOAD)).isEqualTo(kept);
    assertThat(store.version(other.version().hash())).contains(other.version());
    assertThat(store.version(run.version().hash())).as("what it was").contains(run.version());
  }

  @Test
  void toGoOnWithAVersionTwiceIsToGoOnWithItOnce() {
    store.commit(List.of(run.created(), revised()));
    store.commit(
        List.of(new Change.TaskChanged(run.id(), EXTRA, TaskPhase.QUEUED, "", Optional.empty())));
    RunRecord before = store.run(run.id()).orElseThrow();
    store.commit(List.of(revised()));

    assertThat(store.run(run.id()).orElseThrow()).isEqualTo(before);
  }

  @Test
  void aRunThatIsNotThereDoesNotGoOn() {
    assertThatThrownBy(() -> store.commit(List.of(revised()))).isInstanceOf(StoreException.class);
    reopen();

    assertThat(store.version(other.version().hash())).isEmpty();
  }

  @Test
  void anEditIsWrittenWithAllThatBelongsToItOrNotAtAll() {
    store.commit(List.of(run.created()));
    Object before = everything();
    Change impossible =
        new Change.RunChanged(new SampleRun("nowhere", 1).summary(RunPhase.FAILED, ""));

    assertThatThrownBy(() -> store.commit(List.of(revised(), impossible)))
        .isInstanceOf(StoreException.class);
    reopen();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void theLastLaunchOfACallIsThatOfAnotherRunThatRan() {
    SampleRun second = new SampleRun("churn", 2);
    SampleRun third = new SampleRun("churn", 3);
    store.commit(List.of(run.created(), second.created(), third.created(), other.created()));
    assertThat(store.calls().lastLaunch("churn", FIT, third.id())).isEmpty();
    store.commit(
        List.of(
            run.attempted(FIT, 1, AttemptPhase.FAILED),
            other.attempted(FIT, 1, AttemptPhase.SUCCEEDED),
            third.attempted(FIT, 1, AttemptPhase.STARTED)));
    reopen();

    assertThat(store.calls().lastLaunch("churn", FIT, third.id()))
        .contains(new CallRecords.Launched(run.id(), LAUNCHED));
    assertThat(store.calls().lastLaunch("churn", FIT, run.id()))
        .contains(new CallRecords.Launched(third.id(), LAUNCHED));
    assertThat(store.calls().lastLaunch("churn", LOAD, run.id())).isEmpty();
  }

  @Test
  void theWorkOfACallIsThatOfItsAttemptsAndOfTheRunsThatItMade() {
    SampleRun grandchild = new SampleRun("inner", 1);
    Change.RunCreated inner = grandchild.created();
    Change.RunCreated made =
        new Change.RunCreated(
            inner.run().calledBy(new Caller(other.id(), LOAD, 1)),
            inner.version(),
            inner.parameters(),
            inner.environment(),
            inner.tasks());
    store.commit(List.of(run.created(), called(other, FIT, 1), made));
    // Each has two CPUs, from second 1 on; those that end do so at second 3.
    store.commit(
        List.of(
            run.attempted(FIT, 1, AttemptPhase.SUCCEEDED),
            run.attempted(LOAD, 1, AttemptPhase.SUCCEEDED),
            other.attempted(FIT, 1, AttemptPhase.SUCCEEDED),
            grandchild.attempted(LOAD, 1, AttemptPhase.STARTED)));
    reopen();
    Instant now = SampleRun.START.plusSeconds(11);

    assertThat(work(FIT, SampleRun.START, now)).isEqualTo(Duration.ofSeconds(4 + 4 + 20));
    assertThat(work(FIT, SampleRun.START.plusSeconds(2), now))
        .isEqualTo(Duration.ofSeconds(2 + 2 + 18));
    assertThat(work(FIT, now, now)).isZero();
    assertThat(work(LOAD, SampleRun.START, now)).isEqualTo(Duration.ofSeconds(4));
    assertThat(store.calls().work("nothing", FIT, SampleRun.START, now)).isZero();
  }

  private Duration work(TaskId task, Instant since, Instant now) {
    return store.calls().work("churn", task, since, now);
  }
}

package io.trainmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Changes to a {@link RunStore} are made whole or not at all, again without harm, and from several
 * threads.
 */
public abstract class CommitContract extends StoreContract {

  private static final int THREADS = 8;

  @Test
  void everyChangeMayBeWrittenAgain() {
    for (Change change : everyKindOfChange()) {
      store.commit(List.of(change));
      Object once = everything();
      store.commit(List.of(change));
      assertThat(everything()).as("after %s twice", change).isEqualTo(once);
    }
    Object once = everything();
    store.commit(everyKindOfChange().subList(2, everyKindOfChange().size()));
    assertThat(everything()).isEqualTo(once);
  }

  @Test
  void creatingARunAgainLeavesItWhereItIs() {
    store.commit(everyKindOfChange());
    Object before = everything();
    store.commit(List.of(run.created()));

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void anotherRunOfTheSameNameIsRefused() {
    store.commit(List.of(run.created()));
    RunSummary other =
        new RunSummary(
            run.id(), "churn", run.version().hash(), RunPhase.RUNNING, "", AT, Optional.empty());

    assertThatThrownBy(
            () ->
                store.commit(
                    List.of(
                        new Change.RunCreated(
                            other, run.version(), Map.of(), Map.of(), List.of()))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("churn-1");
  }

  @Test
  void aListOfChangesIsWrittenWholeOrNotAtAll() {
    List<Change> changes = everyKindOfChange();
    Change impossible =
        new Change.RunChanged(new SampleRun("nowhere", 1).summary(RunPhase.FAILED, ""));
    for (int position = 0; position <= changes.size(); position++) {
      List<Change> broken = new ArrayList<>(changes);
      broken.add(position, impossible);

      assertThatThrownBy(() -> store.commit(broken))
          .as("the impossible at %d", position)
          .isInstanceOf(StoreException.class);
      assertThat(store.run(run.id())).as("the impossible at %d", position).isEmpty();
      assertThat(store.models(Optional.empty())).isEmpty();
      reopen();
    }
    store.commit(changes);
    assertThat(store.run(run.id())).isPresent();
  }

  @Test
  void whatBelongsToNothingIsRefused() {
    for (Change change : everyKindOfChange()) {
      if (!(change instanceof Change.RunCreated)) {
        assertThatThrownBy(() -> store.commit(List.of(change)))
            .as("%s without its run", change)
            .isInstanceOf(StoreException.class);
        reopen();
      }
    }
  }

  @Test
  void theHighestNumberOfARunIsRemembered() {
    assertThat(store.lastRunNumber("churn")).isZero();
    store.commit(List.of(new SampleRun("churn", 3).created()));
    store.commit(List.of(new SampleRun("churn", 2).created()));
    store.commit(List.of(new SampleRun("digits", 1).created()));
    reopen();
    assertThat(store.lastRunNumber("churn")).isEqualTo(3);
    assertThat(store.lastRunNumber("digits")).isEqualTo(1);
  }

  @Test
  void fencesOnlyGrow() {
    long last = 0;
    for (int i = 0; i < 1000; i++) {
      long fence = store.nextFence();
      assertThat(fence).isGreaterThan(last);
      last = fence;
      if (i % 300 == 299) {
        reopen();
      }
    }
  }

  @Test
  void anAttemptWithAnOldFenceIsRefused() {
    AttemptRecord current = run.attempt(FIT, 1, 8, AttemptPhase.STARTED);
    store.commit(List.of(run.created(), new Change.AttemptChanged(run.id(), current)));

    AttemptRecord stale = run.attempt(FIT, 1, 7, AttemptPhase.SUCCEEDED);
    assertThatThrownBy(() -> store.commit(List.of(new Change.AttemptChanged(run.id(), stale))))
        .isInstanceOf(StoreException.class);
    assertThat(task(FIT).attempts()).containsExactly(current);
  }

  @Test
  void anEmptyListOfChangesIsNothing() {
    store.commit(List.of());

    assertThat(store.runs(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void aListThatIsRefusedLeavesTheStoreAsItWas() {
    store.commit(everyKindOfChange());
    Object before = everything();
    Change impossible =
        new Change.RunChanged(new SampleRun("nowhere", 1).summary(RunPhase.FAILED, ""));

    assertThatThrownBy(
            () ->
                store.commit(
                    List.of(new Change.RunChanged(run.summary(RunPhase.FAILED, "")), impossible)))
        .isInstanceOf(StoreException.class);
    reopen();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void threadsCommitAtTheSameTimeAndLoseNothing() {
    int commits = 100;
    store.commit(List.of(run.created()));
    List<TaskId> trials =
        IntStream.range(0, THREADS).mapToObj(thread -> FIT.child("trial-" + thread)).toList();
    store.commit(List.of(new Change.TasksAdded(run.id(), trials)));
    onThreads(
        thread -> {
          for (int i = 0; i < commits; i++) {
            store.commit(List.of(run.event(i, "thread " + thread), attempt(thread, i)));
          }
          return thread;
        });
    reopen();

    assertThat(store.events(run.id())).hasSize(THREADS * commits);
    for (int thread = 0; thread < THREADS; thread++) {
      assertThat(task(FIT.child("trial-" + thread)).message()).isEqualTo("step " + (commits - 1));
    }
  }

  @Test
  void aListThatIsRefusedDoesNoHarmToThoseBesideIt() {
    int commits = 50;
    store.commit(List.of(run.created()));
    Change impossible =
        new Change.RunChanged(new SampleRun("nowhere", 1).summary(RunPhase.FAILED, ""));
    List<Integer> refused =
        onThreads(
            thread -> {
              int count = 0;
              for (int i = 0; i < commits; i++) {
                Change good = run.event(i, "thread " + thread);
                try {
                  store.commit(thread % 2 == 0 ? List.of(good) : List.of(good, impossible));
                } catch (StoreException e) {
                  count++;
                }
              }
              return count;
            });

    assertThat(refused).containsOnly(0, commits);
    assertThat(store.events(run.id())).hasSize(THREADS / 2 * commits);
  }

  @Test
  void numbersAreGivenOnceToThreadsToo() {
    List<List<Long>> given =
        onThreads(
            thread -> {
              List<Long> mine = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                mine.add(store.nextFence());
              }
              return mine;
            });

    List<Long> all = given.stream().flatMap(List::stream).toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(given).allSatisfy(mine -> assertThat(mine).isSorted());
  }

  @Test
  void aReaderSeesAMomentBetweenCommits() {
    store.commit(List.of(run.created()));
    AtomicBoolean over = new AtomicBoolean();
    List<Boolean> consistent =
        onThreads(
            thread -> {
              if (thread == 0) {
                for (int i = 0; i < 200; i++) {
                  store.commit(movedTogether("step " + i));
                }
                over.set(true);
                return true;
              }
              boolean same = true;
              while (!over.get()) {
                same &= messages().size() == 1;
              }
              return same;
            });

    assertThat(consistent).containsOnly(true);
  }

  private List<Change> movedTogether(String message) {
    return List.of(
        new Change.TaskChanged(run.id(), LOAD, TaskPhase.RUNNING, message, Optional.empty()),
        new Change.TaskChanged(run.id(), FIT, TaskPhase.RUNNING, message, Optional.empty()));
  }

  private Set<String> messages() {
    return store.run(run.id()).orElseThrow().tasks().stream()
        .map(TaskRecord::message)
        .collect(Collectors.toSet());
  }

  private Change attempt(int thread, int step) {
    return new Change.TaskChanged(
        run.id(),
        FIT.child("trial-" + thread),
        TaskPhase.RUNNING,
        "step " + step,
        Optional.empty());
  }

  /** What each of some threads gave, which all began at the same time. */
  private static <T> List<T> onThreads(ThreadBody<T> body) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CountDownLatch start = new CountDownLatch(THREADS);
    try {
      List<Future<T>> answers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        answers.add(
            threads.submit(
                () -> {
                  start.countDown();
                  start.await();
                  return body.run(thread);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> answer : answers) {
        results.add(answer.get(2, TimeUnit.MINUTES));
      }
      return results;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("A thread did not end well.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private interface ThreadBody<T> {
    T run(int thread) throws Exception;
  }
}

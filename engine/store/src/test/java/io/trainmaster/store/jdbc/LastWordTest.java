package io.trainmaster.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastWordTest {

  private final SampleRun run = new SampleRun("churn", 1);

  @Test
  void whatIsWrittenOverIsLeftOut() {
    Change queued = task(TaskPhase.QUEUED);
    Change running = task(TaskPhase.RUNNING);
    Change other =
        new Change.TaskChanged(run.id(), SampleRun.LOAD, TaskPhase.QUEUED, "", Optional.empty());
    Change launched =
        new Change.AttemptChanged(
            run.id(), run.attempt(SampleRun.FIT, 1, 7, AttemptPhase.LAUNCHED));
    Change started =
        new Change.AttemptChanged(run.id(), run.attempt(SampleRun.FIT, 1, 7, AttemptPhase.STARTED));
    Change second =
        new Change.AttemptChanged(
            run.id(), run.attempt(SampleRun.FIT, 2, 8, AttemptPhase.LAUNCHED));

    assertThat(LastWord.of(List.of(queued, launched, other, running, started, second)))
        .containsExactly(running, started, other, second);
  }

  @Test
  void whatIsAddedToAStoryStays() {
    Change first = run.event(1, "a");
    Change second = run.event(2, "a");

    assertThat(LastWord.of(List.of(first, second, first))).containsExactly(first, second, first);
  }

  private Change task(TaskPhase phase) {
    return new Change.TaskChanged(run.id(), SampleRun.FIT, phase, "", Optional.empty());
  }
}

package io.trainmaster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MachinesTest {

  private enum Light {
    RED,
    GREEN,
    DARK
  }

  private enum Push {
    ON,
    OFF
  }

  @Test
  void runFollowsItsTable() {
    assertThat(Machines.RUN.next(RunPhase.RUNNING, RunEvent.SUCCEED)).contains(RunPhase.SUCCEEDED);
    assertThat(Machines.RUN.next(RunPhase.FAILED, RunEvent.RESUME)).contains(RunPhase.RUNNING);
  }

  @Test
  void whatSucceededIsLeftByARunThatGoesOnAlone() {
    assertThat(Machines.RUN.transitions())
        .noneMatch(row -> row.from() == RunPhase.SUCCEEDED || row.from() == RunPhase.SKIPPED);
    assertThat(Machines.TASK.transitions())
        .filteredOn(row -> row.from() == TaskPhase.SUCCEEDED)
        .allMatch(row -> row.event() == TaskEvent.REPEAT || row.event() == TaskEvent.DROP);
    assertThat(Machines.ATTEMPT.transitions()).noneMatch(row -> row.from().isEnd());
  }

  @Test
  void everyTaskThatHasNotEndedCanBeCancelled() {
    for (TaskPhase phase : TaskPhase.values()) {
      assertThat(Machines.TASK.next(phase, TaskEvent.CANCEL).isPresent())
          .as("%s can be cancelled", phase)
          .isEqualTo(!phase.isEnd());
    }
  }

  @Test
  void lateEventHasNoEffect() {
    assertThat(Machines.TASK.next(TaskPhase.CANCELLED, TaskEvent.SUCCEED)).isEmpty();
    assertThat(Machines.ATTEMPT.next(AttemptPhase.SUCCEEDED, AttemptEvent.FAIL)).isEmpty();
  }

  @Test
  void drawsItself() {
    assertThat(Machines.ATTEMPT.mermaid())
        .isEqualTo(
            """
            stateDiagram-v2
              [*] --> LAUNCHED
              LAUNCHED --> STARTED: start
              LAUNCHED --> SUCCEEDED: succeed
              LAUNCHED --> FAILED: fail
              STARTED --> SUCCEEDED: succeed
              STARTED --> FAILED: fail
              SUCCEEDED --> [*]
              FAILED --> [*]
            """);
  }

  @Test
  void refusesPhaseThatCanNotBeReached() {
    var table =
        TransitionTable.<Light, Push>of(Light.class, Light.RED).on(Light.RED, Push.ON, Light.GREEN);
    assertThatThrownBy(() -> table.endingIn(Set.of(Light.GREEN)))
        .hasMessage("DARK can't be reached");
  }

  @Test
  void refusesPhaseWithoutWayToAnEnd() {
    var table =
        TransitionTable.<Light, Push>of(Light.class, Light.RED)
            .on(Light.RED, Push.ON, Light.GREEN)
            .on(Light.RED, Push.OFF, Light.DARK);
    assertThatThrownBy(() -> table.endingIn(Set.of(Light.GREEN)))
        .hasMessage("DARK has no way to an end");
  }

  @Test
  void refusesTwoWaysOnOneEvent() {
    var table =
        TransitionTable.<Light, Push>of(Light.class, Light.RED).on(Light.RED, Push.ON, Light.GREEN);
    assertThatThrownBy(() -> table.on(Light.RED, Push.ON, Light.DARK))
        .hasMessage("RED has two ways to go on ON");
  }
}

package io.trainmaster.trigger;

import io.trainmaster.run.TransitionTable;
import java.util.Set;

/** The transition table of triggers. */
public final class TriggerMachine {

  /** How a trigger moves. Whether it rests is its own, also while no active version has it. */
  public static final TransitionTable<TriggerPhase, TriggerEvent> TRIGGER =
      TransitionTable.<TriggerPhase, TriggerEvent>of(TriggerPhase.class, TriggerPhase.INACTIVE)
          .on(TriggerPhase.INACTIVE, TriggerEvent.ACTIVATE, TriggerPhase.ACTIVE)
          .on(TriggerPhase.ACTIVE, TriggerEvent.DEACTIVATE, TriggerPhase.INACTIVE)
          .on(TriggerPhase.ACTIVE, TriggerEvent.PAUSE, TriggerPhase.PAUSED)
          .on(TriggerPhase.PAUSED, TriggerEvent.GO_ON, TriggerPhase.ACTIVE)
          .on(TriggerPhase.PAUSED, TriggerEvent.DEACTIVATE, TriggerPhase.SHELVED)
          .on(TriggerPhase.SHELVED, TriggerEvent.ACTIVATE, TriggerPhase.PAUSED)
          .endingIn(Set.of(TriggerPhase.INACTIVE, TriggerPhase.SHELVED));

  private TriggerMachine() {}
}

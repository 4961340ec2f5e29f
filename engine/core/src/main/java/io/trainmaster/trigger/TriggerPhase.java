package io.trainmaster.trigger;

/** Where a trigger stands. */
public enum TriggerPhase {
  /** It is not part of what is active. */
  INACTIVE,
  /** It fires when it is due. */
  ACTIVE,
  /** It is active and rests; what is due meanwhile is missed. */
  PAUSED,
  /** It is not part of what is active, and will rest when it is again. */
  SHELVED;

  static TriggerPhase of(boolean active, boolean paused) {
    if (active) {
      return paused ? PAUSED : ACTIVE;
    }
    return paused ? SHELVED : INACTIVE;
  }
}

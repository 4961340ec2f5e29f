package io.trainmaster.trigger;

/** What can happen to a trigger. */
public enum TriggerEvent {
  /** A version that has it becomes the active one. */
  ACTIVATE,
  /** A version that has it not becomes the active one, or none does. */
  DEACTIVATE,
  /** Somebody lets it rest. */
  PAUSE,
  /** Somebody lets it go on. */
  GO_ON
}

package io.trainmaster.track;

/** Where a server stands that wants to lead. */
public enum LeaderPhase {
  /** Another one leads, or nobody does. */
  STANDBY,
  /** It leads and can be sure of it. */
  LEADING,
  /** Its lease was not renewed for so long that another one may lead by now. */
  UNSURE,
  /** Another one leads: this one never does again under this epoch. */
  LOST,
  /** It has given the lease back. */
  RELEASED
}

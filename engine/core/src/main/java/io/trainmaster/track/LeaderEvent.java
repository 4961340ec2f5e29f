package io.trainmaster.track;

/** What can happen to a server that wants to lead. */
public enum LeaderEvent {
  /** It was given an epoch. */
  ACQUIRE,
  /** The time is over for which its lease is certain. */
  DOUBT,
  /** Its lease runs anew. */
  RENEW,
  /** The store knows of another epoch. */
  REFUSE,
  /** It ends. */
  RELEASE
}

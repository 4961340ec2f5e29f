package io.trainmaster.outbox;

import java.util.Locale;

/** Where a notification stands. The names are written to the store and never change. */
public enum DeliveryPhase {
  /** It is to be sent when its time has come. */
  WAITING,
  /** It is being sent, or was when its engine ended. */
  SENDING,
  /** Its channel has taken it. */
  DELIVERED,
  /** It was tried too often or for too long. */
  DEAD;

  /** Whether nothing more happens by itself. */
  public boolean isEnd() {
    return this == DELIVERED || this == DEAD;
  }

  /** How it is written for people. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.trainmaster.outbox;

/** What can happen to a notification. */
public enum DeliveryEvent {
  /** Its time has come, and a sender takes it. */
  SEND,
  /** Its channel has taken it. */
  DELIVER,
  /** Its channel has not, and it is tried again later. */
  FAIL,
  /** Its channel has not, and it is tried no more. */
  GIVE_UP,
  /** Someone asks to try it anew. */
  TRY_AGAIN
}

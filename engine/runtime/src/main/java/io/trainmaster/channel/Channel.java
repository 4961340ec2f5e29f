package io.trainmaster.channel;

import io.trainmaster.outbox.Notification;
import java.time.Duration;

/** Takes notifications. Safe for use from several threads. */
public interface Channel {

  /**
   * Sends a notification. One that was sent before may be sent again; by its id the receiver can
   * tell. Returns within the channel's timeout, and a little.
   *
   * @param attempt from 1
   * @throws InterruptedException where the sender is to end; whether it was taken isn't known
   */
  Reply send(Notification notification, int attempt) throws InterruptedException;

  /**
   * What came of it.
   *
   * @param taken whether it need not be sent again
   * @param said what the receiver answered, or why there is no answer
   * @param asked for how long the receiver has asked to be left alone; zero where it hasn't
   */
  record Reply(boolean taken, String said, Duration asked) {

    /** An answer that asks for no pause. */
    public Reply(boolean taken, String said) {
      this(taken, said, Duration.ZERO);
    }

    static Reply taken(String said) {
      return new Reply(true, said);
    }

    static Reply refused(String why) {
      return new Reply(false, why);
    }
  }
}

package io.trainmaster.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What an engine's loop is told and has not taken yet. Any thread may add; one takes. A remark,
 * such as that a body has begun, needs no transaction of its own: it is handed over together with
 * what comes next, where that comes soon. Many a body is over sooner.
 */
final class Inbox {

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final Duration remarkWait;

  /**
   * @param remarkWait how long a remark may wait for what it can be written with
   */
  Inbox(Duration remarkWait) {
    this.remarkWait = remarkWait;
  }

  void add(Message message) {
    messages.add(message);
  }

  /** The next message, where there is one already. */
  Optional<Message> poll() {
    return Optional.ofNullable(messages.poll());
  }

  /**
   * Everything that has arrived by now, in its order.
   *
   * @param limit how long to wait for the first message; as long as it takes where it is empty
   * @return nothing where the limit is over
   */
  List<Message> await(Optional<Duration> limit) throws InterruptedException {
    List<Message> taken = new ArrayList<>();
    if (limit.isEmpty()) {
      taken.add(messages.take());
    } else {
      addNext(taken, System.nanoTime() + limit.get().toNanos());
    }
    messages.drainTo(taken);
    awaitCompany(taken);
    return taken;
  }

  private void awaitCompany(List<Message> taken) throws InterruptedException {
    long endNanos = System.nanoTime() + remarkWait.toNanos();
    for (int seen = 0; seen < taken.size(); seen++) {
      if (!taken.get(seen).isRemark()) {
        return;
      }
      if (seen == taken.size() - 1) {
        addNext(taken, endNanos);
        messages.drainTo(taken);
      }
    }
  }

  private void addNext(List<Message> taken, long endNanos) throws InterruptedException {
    Message next = messages.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (next != null) {
      taken.add(next);
    }
  }
}

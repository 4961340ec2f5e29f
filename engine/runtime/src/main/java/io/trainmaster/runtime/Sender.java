package io.trainmaster.runtime;

import io.trainmaster.channel.Channel;
import io.trainmaster.channel.Channels;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.SendingRules;
import io.trainmaster.track.Change;
import io.trainmaster.track.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox, as long as this engine leads. That a notification is being sent is
 * recorded before, and what came of it after: one that is found so by another engine is sent again,
 * so that each is sent at least once. Every channel has one on its way at a time; one that is slow
 * or away holds neither the others up nor any run. Safe for use from several threads.
 */
final class Sender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** How long it may take until it is seen that a command has let one be tried anew. */
  private static final Duration POLL = Duration.ofSeconds(5);

  private final Engine engine;
  private final Channels channels;
  private final SendingRules rules;
  private final Thread thread = new Thread(this::run, "outbox");
  private final ExecutorService sending = Executors.newCachedThreadPool(Sender::thread);

  /** The channels that have one on its way; guarded by this, as what follows is. */
  private final Set<String> busy = new HashSet<>();

  private boolean woken;
  private boolean closing;

  Sender(Engine engine, Channels channels, SendingRules rules) {
    this.engine = engine;
    this.channels = channels;
    this.rules = rules;
    thread.setDaemon(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "channel");
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    thread.start();
  }

  /** Something has been added to the outbox. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      while (mayGoOn(pause)) {
        pause = lookOrWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StoreException e) {
      // Whoever leads from now on sends what is left; where nobody does, the engine ends itself.
      LOG.debug("Nothing more is sent: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Nothing more is sent; this is a bug of Trainmaster.", e);
    }
  }

  /** Waits until something may be to do; false where this is to end and nothing is on its way. */
  private synchronized boolean mayGoOn(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    long left = end - System.nanoTime();
    while (!woken && left > 0 && !(closing && busy.isEmpty())) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    boolean isOver = closing && !woken && busy.isEmpty() && !pause.isZero();
    woken = false;
    return !isOver;
  }

  private Duration lookOrWait() {
    try {
      return look();
    } catch (StoreException e) {
      if (e.reason() != StoreException.Reason.UNAVAILABLE) {
        throw e;
      }
      return POLL;
    }
  }

  /** Sends what may be sent; how long to wait until something else may. */
  private Duration look() {
    Instant now = engine.now();
    for (Delivery due : engine.runs().outbox().due(now)) {
      if (isFree(due.notification().to())) {
        begin(due);
      }
    }
    return pause(now);
  }

  private Duration pause(Instant now) {
    return engine
        .runs()
        .outbox()
        .nextDue(now)
        .map(at -> Duration.between(now, at))
        .filter(wait -> wait.compareTo(POLL) < 0)
        .orElse(POLL);
  }

  private synchronized boolean isFree(String channel) {
    return !busy.contains(channel);
  }

  private void begin(Delivery due) {
    Delivery taken = due.taken();
    engine.commit(List.of(new Change.DeliveryChanged(taken)));
    engine.folder().requireLead();
    synchronized (this) {
      busy.add(taken.notification().to());
    }
    sending.execute(() -> send(taken));
  }

  private void send(Delivery taken) {
    try {
      Channel.Reply reply = reply(taken);
      Delivery after =
          reply.taken()
              ? taken.delivered(reply.said(), engine.now())
              : taken.failed(reply.said(), reply.asked(), rules, engine.now());
      engine.commit(List.of(new Change.DeliveryChanged(after)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StoreException e) {
      LOG.debug("What came of {} isn't recorded", taken.notification().id(), e);
    } finally {
      synchronized (this) {
        busy.remove(taken.notification().to());
      }
      wake();
    }
  }

  private Channel.Reply reply(Delivery taken) throws InterruptedException {
    try {
      return channels.send(taken.notification(), taken.attempts());
    } catch (RuntimeException e) {
      LOG.error("A channel fails; this is a bug of Trainmaster.", e);
      return new Channel.Reply(false, "The channel failed: " + e);
    }
  }

  /**
   * Sends what may be sent now and ends. What has taken longer than that is left to the next
   * engine, and so is what is to be tried later. Once more does nothing.
   */
  void close(Duration patience) {
    synchronized (this) {
      closing = true;
      wake();
    }
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Math.max(1, patience.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    sending.shutdownNow();
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }
}

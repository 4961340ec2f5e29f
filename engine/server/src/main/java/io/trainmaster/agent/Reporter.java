package io.trainmaster.agent;

import io.trainmaster.worker.remote.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the server what becomes of attempts, in a thread of its own. */
final class Reporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  /** Logs grow without anybody saying so. */
  private static final long LOOK_MILLIS = 500;

  /** What is said in quick succession is told together. */
  private static final long GATHER_MILLIS = 20;

  private static final long PAUSE_MILLIS = 500;
  private static final long LAST_WORDS_MILLIS = 3_000;

  /** So that a report is no larger than the server takes. */
  private static final int MOST_ATTEMPTS = 100;

  private final ServerClient client;
  private final String session;
  private final Collection<HeldAttempt> attempts;
  private final Consumer<HeldAttempt> onOver;
  private final Thread thread;
  private String server = "";
  private boolean news;
  private boolean closed;

  /**
   * @param attempts those that there are, at any time
   * @param onOver takes one that the server has heard the end of
   */
  Reporter(
      ServerClient client,
      String session,
      Collection<HeldAttempt> attempts,
      Consumer<HeldAttempt> onOver) {
    this.client = client;
    this.session = session;
    this.attempts = attempts;
    this.onOver = onOver;
    this.thread = new Thread(this::run, "reporter");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** There is something to tell. */
  synchronized void wake() {
    news = true;
    notifyAll();
  }

  /** The attempts' positions are those of this server from now on. */
  synchronized void follow(String now) {
    server = now;
    wake();
  }

  private void run() {
    try {
      while (await()) {
        try {
          while (tell()) {
            // One report takes only so much.
          }
        } catch (IOException | AgentException away) {
          LOG.debug("A report isn't heard", away);
          pause();
        } catch (RuntimeException defect) {
          LOG.error("A report failed; this is a bug of Trainmaster.", defect);
          pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void pause() throws InterruptedException {
    news = true;
    wait(PAUSE_MILLIS);
  }

  /** Waits for news; false where it is closed. */
  private synchronized boolean await() throws InterruptedException {
    if (!news && !closed) {
      wait(LOOK_MILLIS);
    }
    if (!closed) {
      wait(GATHER_MILLIS);
    }
    news = false;
    return !closed;
  }

  /** Tells what there is; whether the server has more now, so that there may be more to tell. */
  private boolean tell() throws IOException {
    String to;
    synchronized (this) {
      to = server;
    }
    Map<Long, HeldAttempt> told = new HashMap<>();
    List<Report.Attempt> all = new ArrayList<>();
    for (HeldAttempt attempt : attempts) {
      Optional<Report.Attempt> one = to.isEmpty() ? Optional.empty() : attempt.news();
      if (one.isPresent() && all.size() < MOST_ATTEMPTS) {
        all.add(one.get());
        told.put(attempt.held().fence(), attempt);
      }
    }
    if (all.isEmpty()) {
      return false;
    }
    Report.Heard heard = client.report(new Report(session, to, all));
    boolean moved = false;
    for (Report.Position position : heard.attempts()) {
      HeldAttempt attempt = told.get(position.fence());
      if (attempt != null && position.over() && attempt.isEnded()) {
        onOver.accept(attempt);
        moved = true;
      } else if (attempt != null && !position.over()) {
        moved |= attempt.heard(position.heard(), position.logged());
      }
    }
    return moved;
  }

  /** Tells what is left, where the server answers soon. */
  @Override
  public void close() {
    long until = System.nanoTime() + LAST_WORDS_MILLIS * 1_000_000;
    wake();
    while (!attempts.isEmpty() && System.nanoTime() < until && thread.isAlive()) {
      try {
        synchronized (this) {
          wait(LOOK_MILLIS / 10);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }
}

package io.trainmaster.worker.remote;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.placement.Node;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptRequest;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.RecordedOutcome;
import io.trainmaster.worker.SecretSource;
import io.trainmaster.worker.Secrets;
import io.trainmaster.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Another machine, on which a worker does what it is told when it asks. Safe for use from several
 * threads; the lock guards what the worker is to have, and no listener is called under it.
 *
 * <p>An attempt is given to one process of the worker. Where that is replaced by another which
 * doesn't have it, its body may have begun and be gone: it is lost, and never given again.
 */
final class RemoteNode implements Worker {

  private final String server;
  private final String name;
  private final SecretSource secrets;
  private final Set<String> replaced = new HashSet<>();
  private final Map<Long, Given> attempts = new LinkedHashMap<>();
  private final Set<RunId> runs = new HashSet<>();
  private @Nullable Node node;
  private String session = "";
  private Duration lease;
  private long heardNanos = System.nanoTime();
  private boolean present;

  /** Of no other server's orders, so that a worker never takes one's for another's. */
  private long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE >> 1);

  /** An attempt, and how far it is on its way to the worker. */
  private static final class Given {
    final RemoteAttempt attempt;

    /** The process of the worker that was told of it first; empty where none was by this server. */
    String session;

    boolean known;
    boolean stop;

    Given(RemoteAttempt attempt, boolean known) {
      this.attempt = attempt;
      this.known = known;
      this.session = "";
    }
  }

  /**
   * @param lease how long the worker may be silent at first
   */
  RemoteNode(String server, String name, SecretSource secrets, Duration lease) {
    this.server = server;
    this.name = name;
    this.secrets = secrets;
    this.lease = lease;
  }

  // The engine's side.

  /** A worker starts what it needs when an attempt comes. */
  @Override
  public void warm(RunId run, int cpus) {}

  @Override
  public void launch(AttemptRequest request, AttemptListener listener) {
    Secrets given = new Secrets(secrets);
    Map<String, String> values;
    try {
      values = given.named(request);
    } catch (Secrets.MissingException missing) {
      listener.ended(new AttemptResult.Failed(missing.failure(), 0));
      return;
    }
    Orders.Launch launch =
        new Orders.Launch(
            request.session(),
            request.operator(),
            request.arguments(),
            request.block(),
            request.isolation(),
            request.cpus(),
            request.memoryBytes(),
            request.gpus(),
            request.timeout(),
            values,
            isFilled(request.checkpointDirectory()));
    RemoteAttempt attempt = new RemoteAttempt(request.identity(), listener, Optional.of(launch));
    if (!give(attempt, request.session())) {
      // It was placed before the engine heard that the worker is gone.
      attempt.end(lost());
    }
  }

  private synchronized boolean give(RemoteAttempt attempt, RunId run) {
    if (present) {
      attempts.put(attempt.fence(), new Given(attempt, false));
      runs.add(run);
      changed();
    }
    return present;
  }

  private static boolean isFilled(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Waits for the worker to say that it has the attempt, as long as its lease lasts; its listener
   * hears then that it is lost.
   */
  @Override
  public synchronized boolean adopt(AttemptIdentity identity, AttemptListener listener) {
    boolean over =
        RecordedOutcome.read(identity.directory())
            .filter(outcome -> outcome.fence() == identity.fence())
            .isPresent();
    if (!over) {
      RemoteAttempt attempt = new RemoteAttempt(identity, listener, Optional.empty());
      attempts.put(identity.fence(), new Given(attempt, true));
      runs.add(identity.run());
      changed();
    }
    return !over;
  }

  @Override
  public synchronized void cancel(RunId run, TaskId task, int attempt) {
    for (Given given : attempts.values()) {
      AttemptIdentity identity = given.attempt.identity();
      if (identity.run().equals(run)
          && identity.task().equals(task)
          && identity.number() == attempt) {
        given.stop = true;
        changed();
      }
    }
  }

  @Override
  public synchronized void release(RunId run) {
    if (runs.remove(run)) {
      changed();
    }
  }

  /** The worker goes on with what it has, and is heard by the next server. */
  @Override
  public synchronized void close() {
    changed();
  }

  private void changed() {
    number++;
    notifyAll();
  }

  // The worker's side.

  /**
   * The worker is heard.
   *
   * @return whether it wasn't there before, or is another now
   */
  boolean hear(Poll poll, Duration nextLease) throws RefusedException {
    List<RemoteAttempt> gone = new ArrayList<>();
    boolean news;
    synchronized (this) {
      if (replaced.contains(poll.session())) {
        throw new RefusedException(
            RefusedException.Reason.NEVER,
            "Another worker is called " + name + ". Give this one another name with --name.");
      }
      lease = nextLease;
      heardNanos = System.nanoTime();
      news = !present || !poll.node().equals(node);
      present = true;
      node = poll.node();
      begin(poll.session());
      for (Given given : List.copyOf(attempts.values())) {
        note(given, poll.held().contains(given.attempt.fence())).ifPresent(gone::add);
      }
    }
    gone.forEach(
        attempt ->
            attempt.end(
                failed("The worker " + name + " was started anew and doesn't have it any more.")));
    return news;
  }

  private void begin(String next) {
    if (!session.equals(next)) {
      if (!session.isEmpty()) {
        replaced.add(session);
      }
      session = next;
      attempts.values().forEach(given -> given.attempt.hearAgain());
    }
  }

  /** Notes whether the worker has an attempt; where it is lost it is taken away and given back. */
  private Optional<RemoteAttempt> note(Given given, boolean held) {
    if (held) {
      given.known = true;
      given.session = session;
    } else if (given.known || !given.session.isEmpty() && !given.session.equals(session)) {
      attempts.remove(given.attempt.fence());
      changed();
      return Optional.of(given.attempt);
    }
    return Optional.empty();
  }

  /**
   * What the worker is to do, once that isn't what it knows already.
   *
   * @param wait how long to wait for others
   */
  synchronized Orders orders(Poll poll, Duration wait) throws InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    for (long left = wait.toMillis(); poll.seen() == number && left > 0; ) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
    heardNanos = System.nanoTime();
    List<Orders.Attempt> all = new ArrayList<>();
    for (Given given : attempts.values()) {
      if (!given.known && given.session.isEmpty()) {
        given.session = session;
      }
      all.add(given.attempt.order(given.stop, !given.known));
    }
    return new Orders(server, number, lease, runs, all);
  }

  /**
   * Takes what has become of attempts.
   *
   * @throws IOException where it can't be kept, so that it must be told again
   */
  List<Report.Position> hear(Report report) throws IOException {
    synchronized (this) {
      if (!report.session().equals(session)) {
        return List.of();
      }
      heardNanos = System.nanoTime();
    }
    List<Report.Position> positions = new ArrayList<>();
    for (Report.Attempt news : report.attempts()) {
      Optional<RemoteAttempt> attempt = find(news.fence());
      if (attempt.isEmpty()) {
        positions.add(new Report.Position(news.fence(), 0, 0, true));
        continue;
      }
      if (attempt.get().hear(news)) {
        synchronized (this) {
          attempts.remove(news.fence());
          changed();
        }
      }
      positions.add(attempt.get().position());
    }
    return positions;
  }

  /** An attempt that the worker is to have; what comes of any other is refused. */
  synchronized Optional<RemoteAttempt> find(long fence) {
    return Optional.ofNullable(attempts.get(fence)).map(given -> given.attempt);
  }

  // Time.

  /**
   * Gives its attempts up where it has been silent too long.
   *
   * @return whether it has been lost just now
   */
  boolean expire(NodeListener listener) {
    List<RemoteAttempt> given;
    boolean wasPresent;
    synchronized (this) {
      if (System.nanoTime() - heardNanos < lease.toNanos() || !present && attempts.isEmpty()) {
        return false;
      }
      wasPresent = present;
      present = false;
      given = attempts.values().stream().map(one -> one.attempt).toList();
      attempts.clear();
      changed();
    }
    if (wasPresent) {
      // Before what ran there is placed again.
      listener.lost(name);
    }
    given.forEach(attempt -> attempt.end(lost()));
    return wasPresent;
  }

  private AttemptResult lost() {
    return failed("The worker %s was not heard of for %d s.".formatted(name, lease.toSeconds()));
  }

  private static AttemptResult failed(String message) {
    return new AttemptResult.Failed(Failure.of(Outcome.LOST, message), 0);
  }
}

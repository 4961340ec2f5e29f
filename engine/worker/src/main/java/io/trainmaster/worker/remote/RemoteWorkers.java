package io.trainmaster.worker.remote;

import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.Folders;
import io.trainmaster.worker.SecretSource;
import io.trainmaster.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The workers on other machines. Each asks again and again what it is to do, which shows that it
 * lives: one that has been silent for as long as its lease is lost with its attempts, and what it
 * says of them later is refused. Safe for use from several threads.
 */
public final class RemoteWorkers implements AutoCloseable {

  /** How long a worker has time to find a server that has just begun. */
  public static final Duration FIRST_LEASE = Duration.ofSeconds(30);

  private static final long LOOK_MILLIS = 200;

  private final String server = UUID.randomUUID().toString();
  private final Map<String, RemoteNode> nodes = new ConcurrentHashMap<>();
  private final NodeListener listener;
  private final SecretSource secrets;
  private final String own;
  private final Runnable requireLead;
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean open;

  /** What a worker may send. */
  public enum Folder {
    /** What the attempt gives. */
    STAGING,
    /** What the task's next attempt goes on from. */
    CHECKPOINT
  }

  /**
   * @param own the name that no worker may have, since it is that of the engine's machine
   * @param secrets where the secrets are that attempts are given
   * @param requireLead returns once it is sure that no other server leads
   */
  public RemoteWorkers(
      String own, NodeListener listener, SecretSource secrets, Runnable requireLead) {
    this.own = own;
    this.listener = listener;
    this.secrets = secrets;
    this.requireLead = requireLead;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            body -> {
              Thread thread = new Thread(body, "workers");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Answers workers from now on: all attempts are known that an engine before this one had given.
   */
  public void open() {
    open = true;
    var unused =
        timer.scheduleWithFixedDelay(this::expire, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void expire() {
    nodes.values().forEach(node -> node.expire(listener));
  }

  /** The worker with a name, which need not have been heard yet. */
  public Worker at(String name) {
    return node(name);
  }

  private RemoteNode node(String name) {
    return nodes.computeIfAbsent(
        name, unknown -> new RemoteNode(server, unknown, secrets, FIRST_LEASE));
  }

  /** All workers that have been spoken of. */
  public Collection<? extends Worker> all() {
    return nodes.values();
  }

  /**
   * Answers a worker that asks what it is to do.
   *
   * @param release what must be the same on both sides
   * @param lease how long it may be silent from now on
   * @param wait how long it is kept waiting where there is nothing new
   */
  public Orders poll(Poll poll, String release, Duration lease, Duration wait)
      throws RefusedException, InterruptedException {
    requireOpen();
    if (!poll.release().equals(release)) {
      throw new RefusedException(
          RefusedException.Reason.NEVER,
          "The server is Trainmaster %s and the worker %s. Install the same on both."
              .formatted(release, poll.release()));
    }
    if (poll.node().name().equals(own)) {
      throw new RefusedException(
          RefusedException.Reason.NEVER,
          "The server's own machine is called %s. Give this worker another name with --name."
              .formatted(own));
    }
    RemoteNode node = node(poll.node().name());
    if (node.hear(poll, lease)) {
      listener.present(poll.node());
    }
    Orders orders = node.orders(poll, wait);
    requireOpen();
    return orders;
  }

  /**
   * Takes a worker's report.
   *
   * @throws IOException where it can't be kept, so that it must be told again
   */
  public Report.Heard report(String name, Report report) throws RefusedException, IOException {
    requireOpen();
    if (!report.server().equals(server)) {
      throw new RefusedException(
          RefusedException.Reason.LATER, "What this server has is to be asked for first.");
    }
    return new Report.Heard(server, node(name).hear(report));
  }

  private void requireOpen() throws RefusedException {
    if (!open) {
      throw new RefusedException(RefusedException.Reason.LATER, "The server isn't ready.");
    }
    requireLead.run();
  }

  /**
   * Takes what a worker sends of an attempt, in place of what it may have sent before.
   *
   * @param content a {@link Parcel}
   */
  public void receive(String name, long fence, Folder folder, InputStream content)
      throws RefusedException, IOException {
    Path target = locate(name, fence, folder);
    Files.createDirectories(target.getParent());
    Path arriving = target.resolveSibling("arriving-" + UUID.randomUUID());
    try {
      Parcel.unpack(content, arriving);
      // While it came, the attempt may have been given up.
      locate(name, fence, folder);
      Folders.delete(target);
      Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(arriving);
    }
  }

  /**
   * Gives a worker what an attempt goes on from.
   *
   * @param content is sent a {@link Parcel}
   */
  public void send(String name, long fence, Folder folder, OutputStream content)
      throws RefusedException, IOException {
    Parcel.pack(locate(name, fence, folder), content);
  }

  private Path locate(String name, long fence, Folder folder) throws RefusedException {
    requireOpen();
    AttemptIdentity attempt =
        node(name)
            .find(fence)
            .map(RemoteAttempt::identity)
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusedException.Reason.LATER, "The attempt isn't this worker's."));
    return switch (folder) {
      case STAGING -> attempt.directory().resolve("staging");
      case CHECKPOINT -> attempt.directory().resolveSibling("checkpoint");
    };
  }

  /** Answers nobody any more; the workers go on with what they have. */
  @Override
  public void close() {
    open = false;
    timer.shutdownNow();
    List.copyOf(nodes.values()).forEach(RemoteNode::close);
  }
}

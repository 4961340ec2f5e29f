package io.trainmaster.agent;

import io.trainmaster.model.Outcome;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.store.FolderLock;
import io.trainmaster.store.file.Trees;
import io.trainmaster.worker.AttemptRequest;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.LocalWorker;
import io.trainmaster.worker.RecordedOutcome;
import io.trainmaster.worker.remote.Orders;
import io.trainmaster.worker.remote.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: does what a server says, in task processes of this machine. They go on while no server
 * answers, also while this worker's process is started anew; what the server has given up meanwhile
 * is stopped once it is heard again. Safe for use from several threads.
 */
public final class Agent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  private static final Duration TIDY_EVERY = Duration.ofHours(1);
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final AgentSettings settings;
  private final FolderLock lock;
  private final String session = UUID.randomUUID().toString();
  private final ServerClient client;
  private final ArtifactCache artifacts;
  private final ReceivedSecrets secrets = new ReceivedSecrets();
  private final LocalWorker worker;
  private final Deliveries deliveries;
  private final Reporter reporter;
  private final ExecutorService helpers = Executors.newCachedThreadPool(Agent::daemon);
  private final Map<Long, HeldAttempt> attempts = new ConcurrentHashMap<>();
  private final Map<Long, Orders.Launch> launches = new ConcurrentHashMap<>();

  /** Orders may be older than what is known here: nothing is begun twice. */
  private final Set<Long> begun = ConcurrentHashMap.newKeySet();

  private final Set<RunId> runs = new HashSet<>();
  private String server = "";
  private long seen = -1;
  private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
  private volatile boolean closing;

  private Agent(AgentSettings settings, FolderLock lock) throws IOException {
    this.settings = settings;
    this.lock = lock;
    this.client = new ServerClient(settings);
    this.artifacts = new ArtifactCache(client, settings.folder().resolve("artifacts"));
    this.worker =
        new LocalWorker(
            settings.host().withSecrets(secrets),
            settings.folder().resolve("hosts"),
            artifacts::locate);
    this.deliveries = new Deliveries(client, settings.folder().resolve("parcels"));
    this.reporter = new Reporter(client, session, attempts.values(), this::forget);
  }

  /**
   * Opens a worker, which goes on with what one before it in its folder had begun.
   *
   * @throws AgentException where its folder can't be used
   * @throws io.trainmaster.track.StoreException where another worker has it
   */
  public static Agent open(AgentSettings settings) {
    try {
      Files.createDirectories(settings.folder());
      FolderLock lock = FolderLock.take(settings.folder(), FolderLock.ownCommand());
      try {
        Agent agent = new Agent(settings, lock);
        agent.restore();
        return agent;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new AgentException(
          "The worker's folder %s can't be used: %s".formatted(settings.folder(), e.getMessage()),
          e);
    }
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "attempt");
    thread.setDaemon(true);
    return thread;
  }

  private Path attemptsFolder() {
    return settings.folder().resolve("attempts");
  }

  private void restore() throws IOException {
    Files.createDirectories(attemptsFolder());
    List<Path> folders;
    try (Stream<Path> all = Files.list(attemptsFolder())) {
      folders = all.toList();
    }
    for (Path folder : folders) {
      Optional<Held> held = HeldAttempt.read(folder);
      if (held.isEmpty()) {
        Trees.delete(folder);
        continue;
      }
      HeldAttempt attempt = attempt(held.get(), folder);
      begun.add(held.get().fence());
      attempts.put(held.get().fence(), attempt);
      runs.add(held.get().session());
      if (!worker.adopt(attempt.identity(), attempt)) {
        Optional<RecordedOutcome> outcome =
            RecordedOutcome.read(attempt.attemptDirectory())
                .filter(recorded -> recorded.fence() == held.get().fence());
        outcome.ifPresentOrElse(
            attempt::replay, () -> attempt.ended(lost("The worker ended while it ran.")));
      }
    }
  }

  private HeldAttempt attempt(Held held, Path folder) {
    return new HeldAttempt(
        held,
        folder,
        () -> reporter.wake(),
        (attempt, result) -> helpers.execute(() -> deliveries.deliver(attempt, result)));
  }

  private static AttemptResult lost(String message) {
    return new AttemptResult.Failed(Failure.of(Outcome.LOST, message), 0);
  }

  /**
   * Works until it is closed.
   *
   * @throws AgentException where a server doesn't let it in
   */
  public void run() {
    runner.set(Thread.currentThread());
    reporter.start();
    try {
      work();
    } finally {
      runner.set(null);
      // Whoever closes this interrupts the request that waits for news.
      var unused = Thread.interrupted();
    }
  }

  private void work() {
    long answered = System.nanoTime();
    long tidied = System.nanoTime();
    boolean silent = true;
    for (int failures = 0; !closing; ) {
      try {
        follow(client.poll(poll()));
        if (silent) {
          LOG.info("{} works for {}", settings.node().name(), client.server());
        }
        silent = false;
        failures = 0;
        answered = System.nanoTime();
      } catch (IOException away) {
        if (!closing && !silent && !(away instanceof ServerClient.LaterException)) {
          LOG.warn("No server answers, and tasks go on: {}", away.toString());
          silent = true;
        }
        failures++;
        if (System.nanoTime() - answered > settings.alone().toNanos()) {
          attempts.values().forEach(attempt -> stop(attempt, "no server has answered for long"));
        }
        pause(Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(failures, 6)));
      }
      if (System.nanoTime() - tidied > TIDY_EVERY.toNanos()) {
        tidied = System.nanoTime();
        artifacts.tidy(this::isInUse);
      }
    }
  }

  private Poll poll() {
    return new Poll(session, settings.release(), settings.node(), attempts.keySet(), seen);
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is ordered, and nothing else any more. */
  private void follow(Orders orders) throws IOException {
    boolean another = !orders.server().equals(server);
    Set<Long> ordered = new HashSet<>();
    for (Orders.Attempt order : orders.attempts()) {
      ordered.add(order.fence());
      HeldAttempt attempt = attempts.get(order.fence());
      if (attempt == null) {
        begin(order);
      } else if (another) {
        attempt.heard(order.heard(), order.logged());
      }
      if (attempt != null && order.stop()) {
        stop(attempt, "the server asks for it");
      }
    }
    attempts.values().stream()
        .filter(attempt -> !ordered.contains(attempt.held().fence()))
        .forEach(this::giveUp);
    release(orders.runs());
    server = orders.server();
    seen = orders.number();
    reporter.follow(server);
  }

  private void begin(Orders.Attempt order) throws IOException {
    if (order.launch().isEmpty() || !begun.add(order.fence())) {
      return;
    }
    Orders.Launch launch = order.launch().get();
    Held held =
        new Held(order.run(), order.task(), order.number(), order.fence(), launch.session());
    Path folder = attemptsFolder().resolve(Long.toString(order.fence()));
    HeldAttempt attempt = attempt(held, folder);
    attempt.write();
    launches.put(order.fence(), launch);
    attempts.put(order.fence(), attempt);
    runs.add(launch.session());
    helpers.execute(() -> launch(attempt, launch));
  }

  private void launch(HeldAttempt attempt, Orders.Launch launch) {
    try {
      artifacts.fetch(launch);
      if (launch.checkpoint()) {
        client.fetchCheckpoint(attempt.held().fence(), attempt.checkpointDirectory());
      }
      secrets.add(launch.secrets());
      if (!attempt.isStopped()) {
        worker.launch(request(attempt, launch), attempt);
        if (!attempt.isStopped()) {
          return;
        }
        // It was asked to stop while it wasn't there to be asked.
        cancel(attempt);
        return;
      }
      attempt.ended(
          new AttemptResult.Failed(Failure.of(Outcome.CANCELLED, "It was cancelled."), 0));
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} can't be launched", attempt.held(), e);
      attempt.ended(lost("What the task reads could not be fetched: " + e.getMessage()));
    } finally {
      launches.remove(attempt.held().fence());
    }
  }

  private AttemptRequest request(HeldAttempt attempt, Orders.Launch launch) {
    Held held = attempt.held();
    return new AttemptRequest(
        held.run(),
        held.session(),
        held.task(),
        held.number(),
        held.fence(),
        launch.operator(),
        launch.arguments(),
        launch.block(),
        launch.isolation(),
        launch.cpus(),
        launch.memoryBytes(),
        launch.gpus(),
        attempt.attemptDirectory(),
        attempt.checkpointDirectory(),
        settings.project(),
        launch.timeout(),
        Optional.empty());
  }

  private void stop(HeldAttempt attempt, String why) {
    if (attempt.stop()) {
      LOG.info("{} {} is stopped: {}", attempt.held().run(), attempt.held().task(), why);
      cancel(attempt);
    }
  }

  private void cancel(HeldAttempt attempt) {
    Held held = attempt.held();
    worker.cancel(held.run(), held.task(), held.number());
  }

  /** The server has given it up: what comes of it would be refused. */
  private void giveUp(HeldAttempt attempt) {
    stop(attempt, "the server has given it up");
    if (attempt.isEnded()) {
      forget(attempt);
    }
  }

  private void forget(HeldAttempt attempt) {
    if (attempts.remove(attempt.held().fence()) != null) {
      helpers.execute(
          () -> {
            try {
              Trees.delete(attempt.folder());
            } catch (IOException left) {
              LOG.warn("{} can't be deleted: {}", attempt.folder(), left.toString());
            }
          });
    }
  }

  /** Ends the processes of runs that are over; those of attempts that are still here stay. */
  private void release(Set<RunId> ordered) {
    Set<RunId> needed = new HashSet<>(ordered);
    attempts.values().forEach(attempt -> needed.add(attempt.held().session()));
    for (RunId run : List.copyOf(runs)) {
      if (!needed.contains(run)) {
        runs.remove(run);
        worker.release(run);
      }
    }
  }

  private boolean isInUse(String digest) {
    return launches.values().stream()
        .flatMap(launch -> ArtifactCache.digests(launch).stream())
        .collect(Collectors.toSet())
        .contains(digest);
  }

  /** Stops what it has, and tells the server so where it answers soon. */
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    worker.close();
    reporter.close();
    helpers.shutdownNow();
    lock.close();
    Thread waiting = runner.get();
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}

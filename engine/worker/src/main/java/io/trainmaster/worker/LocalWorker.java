package io.trainmaster.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs attempts in child processes of this machine: shared ones of a run in one process, which
 * starts with the first of them or when it is warmed, and its commands in another one, which is
 * small; each other in a process of its own. A process that died is replaced by a fresh one for
 * what comes next.
 *
 * <p>A process outlives the worker that started it where that one dies: it goes on with what it has
 * begun, and the next worker of the same folder adopts it. {@link ProcessIdentity} says how it is
 * known again. Closing a worker ends its processes. Safe for use from several threads.
 */
public final class LocalWorker implements Worker {

  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

  /** How long a process that ignored a request may take to heed a signal. */
  private static final Duration SIGNAL_GRACE = Duration.ofSeconds(1);

  /** How long a process may take to say whether it runs an attempt. */
  private static final Duration ADOPTION_PATIENCE = Duration.ofSeconds(20);

  private final HostSettings settings;
  private final HostCommand command;
  private final WireCommands wire;
  private final Path directory;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<Session, HostProcess> sessions = new ConcurrentHashMap<>();
  private final Set<HostProcess> hosts = ConcurrentHashMap.newKeySet();
  private final Map<WireEvent.Key, Placed> placed = new ConcurrentHashMap<>();
  private boolean closed;

  /** What attempts of a run share a process for: a run's commands have one of their own. */
  private record Session(RunId run, HostRecord.Use use) {}

  /** An attempt and the process it was launched in. */
  private record Placed(LiveAttempt attempt, HostProcess host) {}

  /**
   * @param directory where the processes keep files of their own; this worker's alone
   * @param artifactLocator where a published artifact is, by its digest
   */
  public LocalWorker(
      HostSettings settings, Path directory, Function<String, Path> artifactLocator) {
    this.settings = settings;
    this.command = new HostCommand(settings);
    this.wire = new WireCommands(new WireValues(artifactLocator));
    this.directory = directory;
    LeftHosts.tidy(directory);
    this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "worker-timer"));
    after(SILENCE_LIMIT, this::tellSilence);
  }

  @Override
  public synchronized void warm(RunId run, int cpus) {
    try {
      session(new Session(run, HostRecord.Use.SESSION), cpus);
    } catch (IOException notStarted) {
      // The first attempt that needs it says so.
    }
  }

  @Override
  public void launch(AttemptRequest request, AttemptListener listener) {
    LiveAttempt attempt = new LiveAttempt(request.identity(), listener, this::settled);
    try {
      place(attempt, request, wire.launch(request, new Secrets(settings.secrets())));
    } catch (Secrets.MissingException missing) {
      attempt.end(new AttemptResult.Failed(missing.failure(), 0));
      return;
    } catch (IOException notStarted) {
      String message = "The task's process could not be started: " + notStarted.getMessage();
      attempt.end(new AttemptResult.Failed(Failure.of(Outcome.LOST, message), 0));
      return;
    }
    request.timeout().ifPresent(timeout -> after(timeout, () -> stop(attempt, Outcome.TIMEOUT)));
  }

  @Override
  public boolean adopt(AttemptIdentity identity, AttemptListener listener) {
    Optional<LaunchRecord> launch =
        LaunchRecord.read(identity.directory())
            .filter(record -> record.fence() == identity.fence());
    LiveAttempt attempt = new LiveAttempt(identity, listener, this::settled);
    if (launch.isEmpty() || !adopt(attempt, launch.get().host())) {
      return false;
    }
    launch
        .get()
        .deadline()
        .map(deadline -> Duration.between(Instant.now(), deadline))
        .ifPresent(timeout -> after(timeout, () -> stop(attempt, Outcome.TIMEOUT)));
    return true;
  }

  private synchronized boolean adopt(LiveAttempt attempt, Path folder) {
    requireNew(attempt);
    Optional<HostProcess> host = attach(folder);
    if (host.isEmpty()) {
      return false;
    }
    placed.put(attempt.key(), new Placed(attempt, host.get()));
    if (host.get().adopt(attempt, ADOPTION_PATIENCE)) {
      return true;
    }
    placed.remove(attempt.key());
    if (host.get().isOwn()) {
      endPolitely(host.get());
    }
    return false;
  }

  /** The process with a folder, which an engine before this one started. */
  private Optional<HostProcess> attach(Path folder) {
    Optional<HostProcess> known =
        hosts.stream().filter(host -> host.directory().equals(folder)).findAny();
    if (known.isPresent()) {
      return known;
    }
    Optional<HostProcess> host = LeftHosts.attach(folder, wire, this::forget);
    host.ifPresent(this::enter);
    return host;
  }

  private void enter(HostProcess host) {
    hosts.add(host);
    if (!host.isOwn()) {
      sessions.putIfAbsent(new Session(host.record().run(), host.record().use()), host);
    }
  }

  @Override
  public void cancel(RunId run, TaskId task, int attempt) {
    Placed found = placed.get(new WireEvent.Key(run.value(), task.value(), attempt));
    if (found != null) {
      stop(found.attempt(), Outcome.CANCELLED);
    }
  }

  @Override
  public void release(RunId run) {
    for (HostRecord.Use use : HostRecord.Use.values()) {
      HostProcess session;
      synchronized (this) {
        session = sessions.remove(new Session(run, use));
      }
      if (session != null) {
        endPolitely(session);
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      sessions.clear();
    }
    List<Thread> endings =
        hosts.stream()
            .map(host -> daemon(() -> host.terminate(settings.grace()), "end-host"))
            .toList();
    endings.forEach(Thread::start);
    List.copyOf(hosts).forEach(HostProcess::awaitGone);
    timer.shutdownNow();
  }

  private synchronized void place(LiveAttempt attempt, AttemptRequest request, ObjectNode launch)
      throws IOException {
    requireNew(attempt);
    if (request.isolation() == TaskSpec.Isolation.OWN) {
      Session alone = new Session(request.run(), HostRecord.Use.OWN);
      HostProcess host = start(alone, Optional.of(request), request.cpus());
      try {
        record(request, host);
      } catch (IOException unwritable) {
        discard(host);
        throw unwritable;
      }
      placed.put(attempt.key(), new Placed(attempt, host));
      host.take(attempt, launch);
      host.begin();
    } else {
      boolean command = AttemptRequest.isCommand(request.operator());
      HostRecord.Use use = command ? HostRecord.Use.COMMANDS : HostRecord.Use.SESSION;
      Session session = new Session(request.session(), use);
      HostProcess host;
      do {
        host = session(session, Runtime.getRuntime().availableProcessors());
        record(request, host);
        placed.put(attempt.key(), new Placed(attempt, host));
      } while (!host.take(attempt, launch));
    }
  }

  /** So that another engine finds the attempt. */
  private static void record(AttemptRequest request, HostProcess host) throws IOException {
    Optional<Instant> deadline = request.timeout().map(Instant.now()::plus);
    new LaunchRecord(host.directory(), request.fence(), deadline).write(request.directory());
  }

  private void requireNew(LiveAttempt attempt) {
    if (closed) {
      throw new IllegalStateException("The worker is closed.");
    }
    if (placed.containsKey(attempt.key())) {
      throw new IllegalStateException("The attempt is already running: " + attempt.key());
    }
  }

  /** A process that attempts of a run share; a fresh one where there is none that takes any. */
  private HostProcess session(Session key, int cpus) throws IOException {
    HostProcess session = sessions.get(key);
    if (session == null || !session.isAccepting()) {
      session = start(key, Optional.empty(), cpus);
      session.begin();
      sessions.put(key, session);
    }
    return session;
  }

  /**
   * Starts a process; nothing of it is heard before {@link HostProcess#begin}.
   *
   * @param own the attempt that has it for itself
   */
  private HostProcess start(Session session, Optional<AttemptRequest> own, int cpus)
      throws IOException {
    if (closed) {
      throw new IllegalStateException("The worker is closed.");
    }
    String mark = UUID.randomUUID().toString();
    Path folder = HostDirectory.create(directory);
    Path socket = HostDirectory.socket(folder);
    ProcessBuilder builder =
        switch (session.use()) {
          case OWN -> command.own(own.orElseThrow(), folder, socket, mark);
          case COMMANDS -> command.commands(folder, socket, mark);
          case SESSION -> command.session(folder, socket, mark);
        };
    HostLink link = new ChildLink(builder);
    HostRecord record = new HostRecord(link.identity(), session.run(), session.use(), mark, socket);
    HostProcess host = new HostProcess(link, record, folder, wire, this::forget);
    hosts.add(host);
    try {
      record.write(folder);
    } catch (IOException unwritable) {
      discard(host);
      throw unwritable;
    }
    String name = session.run() + own.map(request -> "/" + request.task()).orElse("");
    boolean warm = session.use() == HostRecord.Use.SESSION;
    boolean carried = own.filter(request -> Carriage.isUsed(settings, request)).isPresent();
    Map<String, String> properties =
        carried ? Carriage.properties(settings.properties()) : settings.properties();
    host.open(name, cpus, properties, warm);
    return host;
  }

  /** Ends a process that was given nothing to do. */
  private static void discard(HostProcess host) {
    host.begin();
    host.terminate(Duration.ZERO);
  }

  /** Asks an attempt to stop, and gives it up when its grace is over. */
  private void stop(LiveAttempt attempt, Outcome reason) {
    Placed found;
    synchronized (this) {
      // An attempt that is being launched is launched first.
      found = placed.get(attempt.key());
    }
    if (found != null && found.attempt() == attempt && attempt.stop(reason)) {
      found.host().cancel(attempt, reason);
      after(settings.grace(), () -> found.host().giveUp(attempt, reason, SIGNAL_GRACE));
    }
  }

  /** An attempt has ended: a process of its own has nothing left to do. */
  private void settled(LiveAttempt attempt) {
    Placed found = placed.remove(attempt.key());
    if (found != null && found.host().isOwn()) {
      endPolitely(found.host());
    }
  }

  private void endPolitely(HostProcess host) {
    host.end();
    after(settings.grace(), () -> host.terminate(SIGNAL_GRACE));
  }

  private void forget(HostProcess host) {
    hosts.remove(host);
    sessions.values().remove(host);
  }

  private void tellSilence() {
    hosts.forEach(host -> host.tellSilence(SILENCE_LIMIT));
    after(SILENCE_LIMIT, this::tellSilence);
  }

  /** Does something later, in a thread of its own: it may wait for a process. */
  private void after(Duration delay, Runnable action) {
    try {
      var unused =
          timer.schedule(
              () -> daemon(action, "worker-action").start(),
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // Every process is being ended anyway.
    }
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }
}

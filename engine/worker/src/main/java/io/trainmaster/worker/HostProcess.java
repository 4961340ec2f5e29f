package io.trainmaster.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.model.Outcome;
import io.trainmaster.run.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A task process and the attempts that run in it. Safe for use from several threads; the lock
 * guards which attempts there are, and no listener is called under it.
 */
final class HostProcess {

  private static final String ENDED_BY_ENGINE = "The engine ended the task's process.";

  private final HostLink link;
  private final HostRecord record;
  private final ProcessTree tree;
  private final Path directory;
  private final WireCommands commands;
  private final WireWriter writer;
  private final Thread reader;
  private final Thread watcher;
  private final CountDownLatch gone = new CountDownLatch(1);

  private final Adoptions adoptions = new Adoptions();
  private final Map<WireEvent.Key, LiveAttempt> attempts = new LinkedHashMap<>();
  private boolean accepting = true;
  private WireEvent.@Nullable Ready ready;
  private @Nullable String endReason;
  private long peakMemoryBytes;
  private volatile long heardNanos = System.nanoTime();

  /**
   * What it says waits until {@link #begin}.
   *
   * @param directory its own folder, deleted when it has ended
   * @param onGone called when it is dead and its attempts have ended
   */
  HostProcess(
      HostLink link,
      HostRecord record,
      Path directory,
      WireCommands commands,
      Consumer<HostProcess> onGone) {
    this.link = link;
    this.record = record;
    this.tree = record.tree();
    this.directory = directory;
    this.commands = commands;
    String name = "host-" + record.process().pid();
    this.writer = new WireWriter(link.output(), name);
    this.reader = thread(this::read, name + "-reader");
    this.watcher = thread(() -> watch(onGone), name + "-watcher");
  }

  /** Says who it is; the first message. */
  void open(String name, int cpus, Map<String, String> properties, boolean warm) {
    writer.send(commands.open(name, cpus, directory, properties, warm));
  }

  /** Listens from now on. */
  void begin() {
    watcher.start();
    reader.start();
  }

  /**
   * Greets one that an engine before this one started, and listens from now on.
   *
   * @return whether it has answered; where it doesn't in time it is killed
   */
  boolean attach(Duration patience) {
    writer.send(commands.attach());
    begin();
    return await(adoptions.greeting(), patience);
  }

  /** Waits for an answer; a process that gives none is killed. */
  private boolean await(CompletableFuture<Boolean> answer, Duration patience) {
    try {
      return Adoptions.await(answer, patience);
    } catch (TimeoutException hung) {
      terminate(Duration.ZERO);
      return false;
    }
  }

  /** What an engine must know of it. */
  HostRecord record() {
    return record;
  }

  /** Its own folder. */
  Path directory() {
    return directory;
  }

  /** Whether it is for one attempt alone. */
  boolean isOwn() {
    return record.use() == HostRecord.Use.OWN;
  }

  private static Thread thread(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Launches an attempt in it.
   *
   * @return whether it takes any; a process that is ending doesn't
   */
  synchronized boolean take(LiveAttempt attempt, ObjectNode launch) {
    if (!accepting) {
      return false;
    }
    attempts.put(attempt.key(), attempt);
    writer.send(launch);
    return true;
  }

  /**
   * Listens to an attempt that it runs already, from the attempt's beginning.
   *
   * @return whether it runs it
   */
  boolean adopt(LiveAttempt attempt, Duration patience) {
    CompletableFuture<Boolean> answer;
    synchronized (this) {
      if (!accepting) {
        return false;
      }
      answer = adoptions.ask(attempt);
    }
    writer.send(commands.adopt(attempt.identity()));
    return await(answer, patience);
  }

  /** Whether new attempts may be launched in it. */
  synchronized boolean isAccepting() {
    return accepting;
  }

  /** Passes on that an attempt is to stop. */
  void cancel(LiveAttempt attempt, Outcome reason) {
    writer.send(commands.cancel(attempt.identity(), reason.name().toLowerCase(Locale.ROOT)));
  }

  /**
   * An attempt did not stop within its grace. Where it is alone its process is killed; where others
   * run beside it, it is given up: it ends for its listener, the process takes no more attempts and
   * is killed once the others are over. The fence refuses what it might still try to give.
   */
  void giveUp(LiveAttempt attempt, Outcome reason, Duration signalGrace) {
    boolean alone;
    synchronized (this) {
      if (!attempts.containsKey(attempt.key())) {
        return;
      }
      accepting = false;
      alone = attempts.size() == 1;
      if (!alone) {
        attempts.remove(attempt.key());
      }
    }
    if (alone) {
      terminate(signalGrace);
    } else {
      attempt.endAsStopped(reason, peakMemoryBytes());
    }
  }

  /** Asks it to end when it will, taking no more attempts. */
  void end() {
    endBecause(ENDED_BY_ENGINE);
    writer.send(commands.end());
    writer.close();
  }

  /** Ends it with its children and waits until it is dead; what ran in it is lost. */
  void terminate(Duration grace) {
    endBecause(ENDED_BY_ENGINE);
    tree.end(grace);
    awaitGone();
  }

  /** It takes no more attempts; those that it has are told the first reason. */
  private synchronized void endBecause(String reason) {
    accepting = false;
    if (endReason == null) {
      endReason = reason;
    }
  }

  private synchronized Failure failure(Obituary obituary, int count) {
    return endReason == null ? obituary.failure(count) : Failure.of(Outcome.LOST, endReason);
  }

  /** Waits until it is dead and its attempts have ended. */
  void awaitGone() {
    try {
      gone.await();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes into the logs of its attempts that it has been silent, if it has for so long. */
  void tellSilence(Duration limit) {
    Duration silence = Duration.ofNanos(System.nanoTime() - heardNanos);
    if (silence.compareTo(limit) > 0) {
      String line = "The task's process has been silent for " + silence.toSeconds() + " s.\n";
      current().forEach(attempt -> append(attempt.identity().logFile(), line));
    }
  }

  private synchronized List<LiveAttempt> current() {
    return List.copyOf(attempts.values());
  }

  private synchronized long peakMemoryBytes() {
    return peakMemoryBytes;
  }

  private void read() {
    WireReader wire = new WireReader(link.input(), this::noise);
    try {
      for (Optional<WireEvent> next = wire.next(); next.isPresent(); next = wire.next()) {
        heardNanos = System.nanoTime();
        hear(next.get());
      }
    } catch (IOException closed) {
      // As good as its end.
    }
  }

  private void noise(String line) {
    append(HostCommand.logFile(directory), line + "\n");
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(
          file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      // It was only a remark.
    }
  }

  private void hear(WireEvent event) {
    if (event instanceof WireEvent.Ready said) {
      hearReady(said);
    } else if (event instanceof WireEvent.Heartbeat beat) {
      synchronized (this) {
        peakMemoryBytes = Math.max(peakMemoryBytes, beat.peakMemoryBytes());
      }
    } else if (event instanceof WireEvent.Adopted adopted) {
      hearAdopted(adopted);
    } else if (event instanceof WireEvent.Started started) {
      find(started.key()).ifPresent(this::hearStarted);
    } else if (event instanceof WireEvent.Ended ended) {
      hearEnded(ended);
    } else {
      keyOf(event).flatMap(this::find).ifPresent(attempt -> attempt.hear(event));
    }
  }

  private void hearReady(WireEvent.Ready said) {
    if (said.wire() != WireCommands.WIRE) {
      endBecause("The task's process speaks version " + said.wire() + " of the wire.");
      thread(() -> terminate(Duration.ZERO), "refuse-host").start();
    }
    synchronized (this) {
      ready = said;
    }
    adoptions.greeting().complete(said.wire() == WireCommands.WIRE);
  }

  private void hearAdopted(WireEvent.Adopted said) {
    if (said.running()) {
      synchronized (this) {
        adoptions.about(said).ifPresent(attempt -> attempts.put(said.key(), attempt));
      }
    }
    adoptions.answer(said);
  }

  private void hearStarted(LiveAttempt attempt) {
    Map<String, String> environment;
    synchronized (this) {
      environment = ready == null ? Map.of() : ready.environment();
    }
    attempt.started(record.process().pid(), environment);
  }

  private void hearEnded(WireEvent.Ended ended) {
    Optional<LiveAttempt> found = find(ended.key());
    if (found.isEmpty()) {
      return;
    }
    LiveAttempt attempt = found.get();
    AttemptResult result;
    try {
      result = Results.read(ended.result(), attempt.identity().directory());
    } catch (IllegalArgumentException garbled) {
      Failure failure = Failure.of(Outcome.LOST, "The task's process gave a garbled result.");
      result = new AttemptResult.Failed(failure, peakMemoryBytes());
    }
    boolean spent;
    synchronized (this) {
      attempts.remove(ended.key());
      spent = !accepting && attempts.isEmpty();
    }
    attempt.end(result);
    if (spent) {
      thread(() -> terminate(Duration.ZERO), "end-host").start();
    }
  }

  private synchronized Optional<LiveAttempt> find(WireEvent.Key key) {
    return Optional.ofNullable(attempts.get(key));
  }

  private static Optional<WireEvent.Key> keyOf(WireEvent event) {
    if (event instanceof WireEvent.Progressed progressed) {
      return Optional.of(progressed.key());
    } else if (event instanceof WireEvent.Measured measured) {
      return Optional.of(measured.key());
    } else if (event instanceof WireEvent.Decided decided) {
      return Optional.of(decided.key());
    } else if (event instanceof WireEvent.Read read) {
      return Optional.of(read.key());
    }
    return Optional.empty();
  }

  /** Waits for its death, whoever caused it, and settles what it leaves. */
  private void watch(Consumer<HostProcess> onGone) {
    try {
      OptionalInt exitCode = link.awaitDeath();
      // What it started may hold its end of the wire open.
      tree.kill();
      reader.join();
      settle(new Obituary(exitCode, HostCommand.logFile(directory)));
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    } finally {
      writer.close();
      HostDirectory.delete(directory);
      onGone.accept(this);
      gone.countDown();
    }
  }

  private void settle(Obituary obituary) {
    List<LiveAttempt> left;
    synchronized (this) {
      accepting = false;
      adoptions.end();
      left = new ArrayList<>(attempts.values());
      attempts.clear();
    }
    for (LiveAttempt attempt : left) {
      Optional<AttemptResult> recorded = recorded(attempt.identity());
      Optional<Outcome> reason = attempt.stopReason();
      if (recorded.isPresent()) {
        attempt.end(recorded.get());
      } else if (reason.isPresent()) {
        attempt.endAsStopped(reason.get(), peakMemoryBytes());
      } else if (obituary.unmet().isPresent()) {
        attempt.end(new AttemptResult.Unmet(obituary.unmet().get()));
      } else {
        Failure failure = failure(obituary, left.size());
        obituary.appendTo(attempt.identity().logFile(), failure);
        attempt.end(new AttemptResult.Failed(failure, peakMemoryBytes()));
      }
    }
  }

  /** What it wrote to disk and could not say any more. */
  private static Optional<AttemptResult> recorded(AttemptIdentity attempt) {
    return RecordedOutcome.read(attempt.directory())
        .filter(outcome -> outcome.fence() == attempt.fence())
        .map(RecordedOutcome::result);
  }
}

package io.trainmaster.job.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.job.AttemptId;
import io.trainmaster.job.Operator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, from the launch message to the outcome. Runs in a thread of its own; {@link #cancel}
 * may come from another at any time.
 */
final class Body implements Runnable {

  /** The file in the attempt's folder that says how its body ended. */
  static final String OUTCOME_FILE = "outcome.json";

  /** The file in the attempt's folder that has what the attempt told while it runs. */
  private static final String TRANSCRIPT_FILE = "told.jsonl";

  /** The variable by which a process is told that it was carried to an executor of a cluster. */
  private static final String EXECUTOR = "TRAINMASTER_EXECUTOR";

  private static final String VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES";

  /** A body that took so long is worth the force of its outcome, which takes milliseconds. */
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long beganNanos = System.nanoTime();
  private final Launch launch;
  private final Optional<Operator> operator;
  private final Host host;
  private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();

  /** Guards the thread: it may be interrupted while the operator runs, and at no other time. */
  private final Object interruption = new Object();

  private @Nullable Thread interruptible;
  private @Nullable HostContext running;
  private volatile @Nullable Transcript transcript;

  Body(Launch launch, Optional<Operator> operator, Host host) {
    this.launch = launch;
    this.operator = operator;
    this.host = host;
  }

  /**
   * Asks the operator to stop: sets the flag it may look at, stops its jobs, interrupts its thread.
   *
   * @param reason {@code cancelled} or {@code timeout}
   */
  void cancel(String reason) {
    if (!stopReason.compareAndSet(null, reason)) {
      return;
    }
    HostContext context = null;
    synchronized (interruption) {
      if (interruptible != null) {
        context = running;
        interruptible.interrupt();
      }
    }
    if (context != null) {
      context.resources().cancel();
    }
  }

  /** The attempt, with its fence. */
  AttemptId attempt() {
    return launch.attempt();
  }

  /** What it has told so far; empty before it has told anything. */
  Optional<Transcript> transcript() {
    return Optional.ofNullable(transcript);
  }

  @Override
  public void run() {
    AttemptId attempt = launch.attempt();
    ObjectNode result;
    try (AttemptLog log = openLog()) {
      Transcript begun = new Transcript(launch.directory().resolve(TRANSCRIPT_FILE));
      transcript = begun;
      Report report =
          new Report(
              attempt,
              launch.directory(),
              message -> host.wire().tell(launch.mask().hide(message), begun));
      host.logs().bind(log);
      host.logging().bind(attempt);
      Optional<HostFailure> failure = runOperator(report, log, begun);
      result = conclude(report, log, failure);
    } catch (IOException unwritable) {
      HostFailure failure = HostFailure.of(launch.operator(), unwritable);
      result = launch.mask().hide(Report.failed(failure, PeakMemory.bytes()));
    } finally {
      host.logging().unbind();
      host.logs().bind(null);
      host.logs().close(attempt.toString());
    }
    host.ended(attempt, result);
  }

  private AttemptLog openLog() throws IOException {
    Files.createDirectories(launch.directory());
    return host.logs()
        .open(launch.attempt().toString(), launch.directory().resolve("log.txt"), launch.mask());
  }

  private Optional<HostFailure> runOperator(Report report, AttemptLog log, Transcript begun) {
    if (operator.isEmpty()) {
      return Optional.of(
          HostFailure.bug("No operator of this process is called " + launch.operator() + "."));
    }
    HostContext context =
        new HostContext(
            launch, report, log, host.wire(), () -> stopReason.get() != null, host.resources());
    try {
      Files.deleteIfExists(launch.directory().resolve(OUTCOME_FILE));
      Folders.fresh(launch.directory().resolve("staging"));
      Folders.fresh(context.scratchDirectory());
      Files.createDirectories(launch.checkpoints());
      host.ledger().start(launch.attempt());
      host.wire().tell(Events.started(launch.attempt()), begun);
      recordExecutor(context);
      runInterruptibly(operator.get(), context);
    } catch (Throwable thrown) {
      return Optional.of(explain(thrown, log));
    }
    return stopped();
  }

  /** Where the process was carried to, and what Spark gave it there. */
  private static void recordExecutor(HostContext context) {
    Optional.ofNullable(System.getenv(EXECUTOR))
        .ifPresent(executor -> context.param("spark.executor", executor));
    Optional.ofNullable(System.getenv(VISIBLE_GPUS))
        .filter(gpus -> !gpus.isEmpty())
        .ifPresent(gpus -> context.param("gpu.addresses", gpus));
  }

  private void runInterruptibly(Operator body, HostContext context) throws Exception {
    synchronized (interruption) {
      interruptible = Thread.currentThread();
      running = context;
    }
    try (Resources.Use resources = context.resources()) {
      if (stopReason.get() == null) {
        resources.enterExisting();
        body.run(context);
      }
    } finally {
      synchronized (interruption) {
        interruptible = null;
        running = null;
        Thread.interrupted();
      }
    }
  }

  /** An operator that returns early because it was asked to has not done its work. */
  private Optional<HostFailure> stopped() {
    return Optional.ofNullable(stopReason.get()).map(HostFailure::cancelled);
  }

  /**
   * What went wrong. A trace goes to the log only where it is of use: who made a mistake in a
   * workflow or stopped a run is not helped by one.
   */
  private HostFailure explain(Throwable thrown, AttemptLog log) {
    Optional<HostFailure> stopped = stopped();
    if (stopped.isPresent()) {
      return stopped.get();
    }
    HostFailure failure = HostFailure.of(launch.operator(), thrown);
    if (failure.isUnexpected()) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      log.line(trace.toString().strip());
    } else if (thrown.getCause() != null) {
      log.line("Caused by: " + thrown.getCause());
    }
    return failure;
  }

  /**
   * Writes down the outcome: first the outputs, which are forced to disk, then the file that says
   * that they are whole.
   *
   * <p>A worker makes an end durable itself once it hears it. The file is for the case that the
   * worker dies before, and is forced to disk against the death of the machine alone: that of a
   * body whose end nobody hears, for nobody knows how long it waits, and that of one that was long.
   * The end of a short one that a worker hears is durable a moment later, and two forces would take
   * longer than many a command. Where the machine dies in that moment the attempt is lost and its
   * body runs once more, with the same idempotency key, as if the machine had died a moment before.
   */
  private ObjectNode conclude(Report report, AttemptLog log, Optional<HostFailure> told)
      throws IOException {
    ObjectNode result = told.isEmpty() ? succeed(report, log) : fail(told.get(), log);
    Folders.delete(launch.directory().resolve("scratch"));
    ObjectNode outcome = report.outcome(result, host.environment());
    boolean durably = isForced(host.wire().isHeard(), System.nanoTime() - beganNanos);
    Folders.write(launch.directory(), OUTCOME_FILE, launch.mask().hide(outcome), durably);
    host.ledger().end(launch.attempt());
    return launch.mask().hide(result);
  }

  /**
   * Whether an outcome is forced to disk.
   *
   * @param heard whether a worker hears of the end
   * @param tookNanos how long the body took
   */
  static boolean isForced(boolean heard, long tookNanos) {
    return !heard || tookNanos >= LONG_NANOS;
  }

  private ObjectNode succeed(Report report, AttemptLog log) {
    String missing = report.missingOutput();
    if (!missing.isEmpty()) {
      return fail(
          HostFailure.bug(
              "The operator " + launch.operator() + " declared '" + missing + "' but wrote none."),
          log);
    }
    try {
      if (!Folders.isEmpty(staging())) {
        Folders.force(staging());
      }
    } catch (IOException unwritable) {
      return fail(HostFailure.of(launch.operator(), unwritable), log);
    }
    ObjectNode result = report.succeeded(PeakMemory.bytes());
    return result.toString().length() < WireOutput.LINE_LIMIT / 2
        ? result
        : fail(HostFailure.bug("The operator said too much about its outputs."), log);
  }

  private Path staging() {
    return launch.directory().resolve("staging");
  }

  private static ObjectNode fail(HostFailure failure, AttemptLog log) {
    log.line("Failed: " + failure.message());
    return Report.failed(failure, PeakMemory.bytes());
  }
}

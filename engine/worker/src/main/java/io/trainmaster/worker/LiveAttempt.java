package io.trainmaster.worker;

import io.trainmaster.model.Outcome;
import io.trainmaster.run.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that a process runs, and its listener, which hears one thing at a time and nothing
 * after the end. Safe for use from several threads.
 */
final class LiveAttempt {

  private static final System.Logger LOGGER = System.getLogger(LiveAttempt.class.getName());

  private final AttemptIdentity identity;
  private final AttemptListener listener;
  private final Consumer<LiveAttempt> onEnded;
  private @Nullable Outcome stopReason;
  private boolean ended;

  /**
   * @param onEnded called once, after the listener has heard the end
   */
  LiveAttempt(AttemptIdentity identity, AttemptListener listener, Consumer<LiveAttempt> onEnded) {
    this.identity = identity;
    this.listener = listener;
    this.onEnded = onEnded;
  }

  AttemptIdentity identity() {
    return identity;
  }

  WireEvent.Key key() {
    return identity.key();
  }

  /**
   * Notes why it is to stop.
   *
   * @return whether this is the first reason and the attempt had not ended
   */
  synchronized boolean stop(Outcome reason) {
    if (ended || stopReason != null) {
      return false;
    }
    stopReason = reason;
    return true;
  }

  /** Why it was asked to stop, if it was. */
  synchronized Optional<Outcome> stopReason() {
    return Optional.ofNullable(stopReason);
  }

  synchronized void started(long pid, Map<String, String> environment) {
    tell(() -> listener.started(pid));
    tell(() -> listener.noted(environment));
  }

  /** Passes on what the body reported. */
  synchronized void hear(WireEvent event) {
    if (event instanceof WireEvent.Progressed progressed) {
      tell(() -> listener.progress(progressed.fraction(), progressed.message()));
    } else if (event instanceof WireEvent.Measured measured) {
      tell(() -> listener.metric(measured.metric()));
    } else if (event instanceof WireEvent.Decided decided) {
      tell(() -> listener.param(decided.name(), decided.value()));
    } else if (event instanceof WireEvent.Read read) {
      tell(() -> listener.source(read.source()));
    }
  }

  /** Passes on the end; the second and later ends are not heard. */
  void end(AttemptResult result) {
    synchronized (this) {
      if (ended) {
        return;
      }
      tell(() -> listener.ended(result));
      ended = true;
    }
    onEnded.accept(this);
  }

  /** Ends it as what it was asked for. */
  void endAsStopped(Outcome reason, long peakMemoryBytes) {
    String message =
        reason == Outcome.TIMEOUT ? "The task took longer than its timeout." : "It was cancelled.";
    end(new AttemptResult.Failed(Failure.of(reason, message), peakMemoryBytes));
  }

  private void tell(Runnable call) {
    if (ended) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException defect) {
      // Other attempts speak through the same thread.
      LOGGER.log(System.Logger.Level.ERROR, "A listener failed for " + key(), defect);
    }
  }
}

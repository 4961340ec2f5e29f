package io.trainmaster.server;

import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.Forgotten;
import io.trainmaster.runtime.RunService;
import io.trainmaster.track.Retention;
import io.trainmaster.track.StoreException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Deletes what is kept no longer, every now and then, while a server leads. Safe for use from
 * several threads.
 */
final class Housekeeper implements AutoCloseable {

  private final RunService service;
  private final Retention rule;
  private final Consumer<Forgotten> told;
  private final ScheduledExecutorService timer;

  /**
   * @param told hears what was deleted
   */
  Housekeeper(RunService service, Retention rule, Consumer<Forgotten> told) {
    this.service = service;
    this.rule = rule;
    this.told = told;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            body -> {
              Thread daemon = new Thread(body, "housekeeper");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /**
   * Looks again and again.
   *
   * @param first how long after this, so that a server that has just begun has nothing else to do
   * @param every how long one look is after the end of the one before
   */
  void start(Duration first, Duration every) {
    var unused =
        timer.scheduleWithFixedDelay(
            this::look, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Deletes what is kept no longer by now. */
  void look() {
    try {
      Forgotten gone = service.forget(rule, false);
      if (!gone.runs().isEmpty() || gone.artifacts() > 0) {
        told.accept(gone);
      }
    } catch (EngineException | StoreException notNow) {
      // The server ends, or its database is away: whoever serves next looks again.
    }
  }

  /** Looks no more; a look that goes on ends with the engine. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}

package io.trainmaster.watch;

import io.trainmaster.time.TriggerId;
import io.trainmaster.track.RunStore;
import io.trainmaster.trigger.EventSource;
import io.trainmaster.trigger.EventState.Seen;
import io.trainmaster.trigger.Sighting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what active triggers are about, from time to time, and tells what has changed. It may
 * tell the same again until it hears that it is known. Safe for use from several threads.
 */
public final class Watcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final Path project;
  private final RunStore runs;
  private final Duration interval;
  private final BiConsumer<TriggerId, List<Sighting>> tell;
  private final Map<TriggerId, Watched> watched = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * A watcher that doesn't look by itself yet.
   *
   * @param project where relative paths start
   * @param runs what knows the registered models, and which runs have ended
   * @param interval how long it waits after a look before the next one
   * @param tell hears what has changed
   */
  public Watcher(
      Path project, RunStore runs, Duration interval, BiConsumer<TriggerId, List<Sighting>> tell) {
    this.project = project;
    this.runs = runs;
    this.interval = interval;
    this.tell = tell;
  }

  private static final class Watched {
    private final EventSource source;
    private final Look look;
    private volatile Optional<Seen> seen;
    private String trouble = "";

    Watched(EventSource source, Look look, Optional<Seen> seen) {
      this.source = source;
      this.look = look;
      this.seen = seen;
    }
  }

  /** Whether something has to be looked at to notice that it changes. */
  private static boolean isLookedAt(EventSource source) {
    return switch (source.kind()) {
      case DATA, MODEL, CODE -> true;
      case WORKFLOW, DRIFT, WEBHOOK -> false;
    };
  }

  private Look look(EventSource source) {
    return switch (source.kind()) {
      case DATA -> new DataLook(project, source.of());
      case MODEL -> new ModelLook(runs, source.of(), source.alias());
      case CODE -> new CodeLook(project, source.of());
      case WORKFLOW, DRIFT, WEBHOOK ->
          throw new IllegalArgumentException("Nobody looks at " + source);
    };
  }

  /**
   * How something is now, before it is watched.
   *
   * @param known how it was found earlier, if it was
   * @return empty where there is nothing to be looked at
   * @throws WatchException where it can't be watched
   */
  public Optional<Seen> first(EventSource source, Optional<Seen> known) {
    if (source.kind() == EventSource.Kind.WORKFLOW) {
      return Optional.of(RunEnds.seen(runs.triggers().lastEnded(source.of())));
    }
    return isLookedAt(source) ? Optional.of(look(source).first(known)) : Optional.empty();
  }

  /**
   * Watches what a trigger is about from now on, or goes on and knows what is known of it.
   *
   * @param seen how it was found last; empty where nobody has looked
   */
  public void watch(TriggerId trigger, EventSource source, Optional<Seen> seen) {
    if (!isLookedAt(source)) {
      return;
    }
    Watched before = watched.get(trigger);
    if (before != null && before.source.equals(source)) {
      before.seen = seen;
      return;
    }
    try {
      watched.put(trigger, new Watched(source, look(source), seen));
    } catch (WatchException e) {
      LOG.warn("{} is not watched: {}", trigger, e.reason());
    }
  }

  /** A trigger isn't active any more. */
  public void forget(TriggerId trigger) {
    watched.remove(trigger);
  }

  /** Begins to look by itself. */
  public void start() {
    Thread thread = new Thread(this::run, "events");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the watcher", e);
    }
  }

  /** Looks at everything, and tells what has changed. */
  public synchronized void look() {
    watched.forEach(this::look);
  }

  private void look(TriggerId trigger, Watched one) {
    if (closing.getCount() == 0) {
      return;
    }
    try {
      Optional<Seen> seen = one.seen;
      List<Sighting> found =
          seen.isPresent()
              ? one.look.again(seen.get())
              : List.of(remembered(one.look.first(Optional.empty())));
      if (!found.isEmpty()) {
        tell.accept(trigger, found);
      }
      one.trouble = "";
    } catch (RuntimeException e) {
      // It is said once, and looked at again all the same.
      String trouble = String.valueOf(e.getMessage());
      if (!trouble.equals(one.trouble) && closing.getCount() > 0) {
        LOG.warn("{} can't be looked at: {}", trigger, trouble);
      }
      one.trouble = trouble;
    }
  }

  private static Sighting remembered(Seen seen) {
    return new Sighting(seen.value(), seen.hint(), Map.of(), "");
  }

  /** Looks no more; a look under way may go on for a while and tells nobody any more. */
  @Override
  public void close() {
    closing.countDown();
  }
}

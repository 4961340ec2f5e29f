package io.trainmaster.job.host;

import io.trainmaster.job.AttemptId;
import io.trainmaster.job.ProcessSettings;
import io.trainmaster.job.ResourceProvider;
import io.trainmaster.job.TaskContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the attempts of this process share. Safe for use from several threads. */
final class Resources {

  private final List<Slot<?>> slots = new ArrayList<>();
  private final ProcessSettings settings;
  private final Consumer<String> complaints;

  Resources(
      ProcessSettings settings,
      Iterable<? extends ResourceProvider<?>> providers,
      Consumer<String> complaints) {
    this.settings = settings;
    this.complaints = complaints;
    providers.forEach(provider -> slots.add(new Slot<>(provider)));
  }

  /** Begins to make everything, so that it is there when it is asked for. */
  void warm() {
    List<CompletableFuture<?>> begun = new ArrayList<>();
    slots.forEach(slot -> begun.add(slot.making()));
  }

  /** What the providers say of their libraries. */
  Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    slots.forEach(slot -> versions.putAll(slot.provider.versions()));
    return versions;
  }

  /** Closes what was made. */
  void close() {
    slots.forEach(Slot::close);
  }

  /** The resources as one attempt uses them. */
  Use use(TaskContext context) {
    return new Use(context);
  }

  private void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception failed) {
      complaints.accept("Something that tasks shared could not be closed: " + failed);
    }
  }

  /** What one attempt uses, from entering it to leaving it. */
  final class Use implements AutoCloseable {

    private final TaskContext context;
    private final Deque<Entered<?>> entered = new ArrayDeque<>();

    private Use(TaskContext context) {
      this.context = context;
    }

    /** Enters what is there already. */
    void enterExisting() {
      for (Slot<?> slot : slots) {
        enterIfMade(slot);
      }
    }

    private <T extends AutoCloseable> void enterIfMade(Slot<T> slot) {
      slot.made().ifPresent(resource -> enter(slot, resource));
    }

    /** The resource of a type, made on its first use in the process. */
    <R> R get(Class<R> type) {
      for (Slot<?> slot : slots) {
        if (type.isAssignableFrom(slot.provider.type())) {
          return type.cast(obtain(slot));
        }
      }
      throw new IllegalStateException("This process has no " + type.getSimpleName() + ".");
    }

    private <T extends AutoCloseable> T obtain(Slot<T> slot) {
      T resource = slot.await();
      enter(slot, resource);
      return resource;
    }

    private synchronized <T extends AutoCloseable> void enter(Slot<T> slot, T resource) {
      if (entered.stream().noneMatch(use -> use.slot == slot)) {
        entered.push(new Entered<>(slot, resource, slot.provider.enter(resource, context)));
      }
    }

    /** Stops the attempt's work in what it uses. */
    void cancel() {
      List<Entered<?>> uses;
      synchronized (this) {
        uses = List.copyOf(entered);
      }
      uses.forEach(use -> use.cancel(context.attempt()));
    }

    @Override
    public synchronized void close() {
      while (!entered.isEmpty()) {
        closeQuietly(entered.pop().exit);
      }
    }
  }

  private record Entered<T extends AutoCloseable>(Slot<T> slot, T resource, AutoCloseable exit) {
    void cancel(AttemptId attempt) {
      slot.provider.cancel(resource, attempt);
    }
  }

  /** One provider and, once somebody has asked, what it makes. */
  private final class Slot<T extends AutoCloseable> {

    private final ResourceProvider<T> provider;
    private @Nullable CompletableFuture<T> making;

    Slot(ResourceProvider<T> provider) {
      this.provider = provider;
    }

    /** Made in a thread of its own, so that what it starts belongs to no attempt. */
    synchronized CompletableFuture<T> making() {
      if (making == null || making.isCompletedExceptionally()) {
        CompletableFuture<T> future = new CompletableFuture<>();
        String name = "make-" + provider.type().getSimpleName();
        Thread thread = new Thread(null, () -> make(future), name, 0, false);
        thread.setDaemon(true);
        thread.start();
        making = future;
      }
      return making;
    }

    private void make(CompletableFuture<T> future) {
      try {
        future.complete(provider.create(settings));
      } catch (Throwable failed) {
        complaints.accept("What tasks share could not be made: " + failed);
        future.completeExceptionally(failed);
      }
    }

    synchronized Optional<T> made() {
      boolean there = making != null && making.isDone() && !making.isCompletedExceptionally();
      return there && making != null ? Optional.of(making.join()) : Optional.empty();
    }

    T await() {
      try {
        return making().get();
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
        throw new CancellationException("The attempt was asked to stop.");
      } catch (ExecutionException failed) {
        throw failure(failed.getCause());
      }
    }

    private RuntimeException failure(@Nullable Throwable cause) {
      if (cause instanceof Error error) {
        throw error;
      }
      return cause instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(cause);
    }

    synchronized void close() {
      made().ifPresent(Resources.this::closeQuietly);
    }
  }
}

package io.trainmaster.job;

import java.util.Map;

/**
 * Makes something that tasks in one process share, such as a Spark session. Found by {@link
 * java.util.ServiceLoader}.
 *
 * @param <T> the type that tasks ask for
 */
public interface ResourceProvider<T extends AutoCloseable> {

  /** The type that tasks ask for. */
  Class<T> type();

  /**
   * Makes it; called in a thread of its own when the process is warmed up or on first use, and
   * again only where it threw.
   */
  T create(ProcessSettings settings);

  /** Versions worth recording with each attempt, such as {@code spark}; soon answered. */
  default Map<String, String> versions() {
    return Map.of();
  }

  /**
   * How one attempt uses it: called in the attempt's thread, once, before the operator where the
   * resource exists and otherwise when the operator first asks for it. What it returns is closed in
   * that thread when the attempt ends.
   */
  default AutoCloseable enter(T resource, TaskContext context) {
    return () -> {};
  }

  /** Stops the work of an attempt that was cancelled; called in another thread. */
  default void cancel(T resource, AttemptId attempt) {}
}

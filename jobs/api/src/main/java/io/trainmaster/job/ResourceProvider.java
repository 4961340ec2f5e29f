package io.trainmaster.job;

/**
 * Makes something that tasks in one process share, such as a Spark session. Found by {@link
 * java.util.ServiceLoader}.
 *
 * @param <T> the type that tasks ask for
 */
public interface ResourceProvider<T extends AutoCloseable> {

  /** The type that tasks ask for. */
  Class<T> type();

  /** Makes it; called at most once in a process, on first use. */
  T create(ProcessSettings settings);

  /**
   * How one attempt uses it: called in the attempt's thread before the operator, when the resource
   * exists. What it returns is closed when the attempt ends.
   */
  default AutoCloseable enter(T resource, TaskContext context) {
    return () -> {};
  }

  /** Stops the work of an attempt that was cancelled. */
  default void cancel(T resource, AttemptId attempt) {}
}

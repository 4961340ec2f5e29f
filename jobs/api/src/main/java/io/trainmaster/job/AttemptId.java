package io.trainmaster.job;

/**
 * Names an attempt.
 *
 * @param run the run, such as {@code churn-7}
 * @param task the task, such as {@code best.trial-3}
 * @param number counted from 1 within the task
 * @param fence grows with every attempt that the engine starts; results of an attempt with an older
 *     fence than the task's last are refused
 */
public record AttemptId(String run, String task, int number, long fence) {

  /**
   * Under this name a thread's logging context (SLF4J's MDC, Log4j's ThreadContext) carries the
   * attempt that it works for, as {@link #toString}, so that its lines go to that attempt's log.
   * Spark hands its local properties that begin with {@code mdc.} to the threads of its tasks: a
   * provider of a Spark session sets this one in {@link ResourceProvider#enter}.
   */
  public static final String LOG_KEY = "mdc.attempt";

  /** {@code run/task/number}: stable, unique, fit for a file name but for its slashes. */
  @Override
  public String toString() {
    return run + "/" + task + "/" + number;
  }
}

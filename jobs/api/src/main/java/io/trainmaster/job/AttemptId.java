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

  /** {@code run/task/number}: stable, unique, fit for a file name but for its slashes. */
  @Override
  public String toString() {
    return run + "/" + task + "/" + number;
  }
}

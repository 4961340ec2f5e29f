package io.trainmaster.job.spark;

import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** An operator that works in the process's Spark session. */
public abstract class SparkOperator implements Operator {

  /**
   * Runs one attempt.
   *
   * @param session the process's session; other attempts use it at the same time
   * @throws Exception what it is about is looked for in its causes: a {@link TaskException}, a full
   *     disk, too little memory
   */
  protected abstract void run(TaskContext context, SparkSession session) throws Exception;

  @Override
  public final void run(TaskContext context) throws Exception {
    try {
      run(context, context.resource(SparkSession.class));
    } catch (Exception e) {
      Optional<TaskException> known = known(e, context.cancelled());
      if (known.isPresent()) {
        throw known.get();
      }
      throw e;
    }
  }

  /** The failure that someone can mend among an exception's causes. */
  static Optional<TaskException> known(Exception exception, boolean cancelled) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof TaskException known) {
        return Optional.of(known);
      }
      String message = String.valueOf(cause.getMessage());
      if (message.contains("No space left on device")) {
        return Optional.of(
            new TaskException(
                TaskError.DISK_FULL,
                "The disk is full.",
                "",
                "Free some space and run the task again; nothing of it was kept.",
                exception));
      } else if (cause instanceof OutOfMemoryError) {
        return Optional.of(
            new TaskException(
                TaskError.OUT_OF_MEMORY,
                "The task ran out of memory.",
                "",
                "Give it more, with `resources { memory … }`.",
                exception));
      }
    }
    if (cancelled) {
      return Optional.of(
          new TaskException(
              TaskError.CANCELLED, "The attempt was asked to stop.", "", "", exception));
    }
    return Optional.empty();
  }
}

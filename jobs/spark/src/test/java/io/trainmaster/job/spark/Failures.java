package io.trainmaster.job.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;

/** Runs operators that must fail. */
public final class Failures {

  private Failures() {}

  /** Runs an operator that must fail, of which nothing may be published. */
  public static TaskException failure(
      RecordingContext context, Operator operator, TaskError error) {
    Throwable thrown = catchThrowable(() -> context.run(operator));

    assertThat(thrown).isInstanceOf(TaskException.class);
    assertThat(context.artifacts).isEmpty();
    TaskException failure = (TaskException) thrown;
    assertThat(failure.error()).as(failure.toString()).isEqualTo(error);
    return failure;
  }
}

package io.trainmaster.job.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says what a refusal must say. */
public final class Refusals {

  private Refusals() {}

  /** The call is refused with that error, sentence and place. */
  public static void refused(ThrowingCallable call, TaskError error, String message, String place) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TaskException.class,
            e -> {
              Assertions.assertThat(e.error()).isEqualTo(error);
              Assertions.assertThat(e.getMessage()).isEqualTo(message);
              Assertions.assertThat(e.place()).isEqualTo(place);
            });
  }
}

package io.trainmaster.job.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingsTest {

  private static TaskException failure(int exitCode, String... lines) {
    return Endings.of(exitCode, List.of(lines)).orElseThrow();
  }

  @Test
  void anExitCodeOf0IsAGoodEnd() {
    assertThat(Endings.of(0, List.of("java.lang.OutOfMemoryError: was caught"))).isEmpty();
  }

  @Test
  void theLineThatNamesTheErrorIsTold() {
    TaskException failure =
        failure(
            1,
            "Exception in thread \"main\" java.lang.IllegalStateException: no column price",
            "\tat org.example.Main.main(Main.java:7)",
            "26/05/14 12:00:00 INFO ShutdownHookManager: Deleting directory /tmp/spark-1");

    assertThat(failure.error()).isEqualTo(TaskError.COMMAND_FAILED);
    assertThat(failure)
        .hasMessage(
            "The application ended with exit code 1: Exception in thread \"main\""
                + " java.lang.IllegalStateException: no column price");
  }

  @Test
  void ofPythonToo() {
    assertThat(failure(1, "Traceback (most recent call last):", "  File", "ValueError: no price"))
        .hasMessage("The application ended with exit code 1: ValueError: no price");
  }

  @Test
  void whereNoLineNamesAnErrorTheLastIsTold() {
    assertThat(failure(3, "one", "two")).hasMessage("The application ended with exit code 3: two");
    assertThat(failure(3)).hasMessage("The application ended with exit code 3.");
  }

  @Test
  void memoryThatIsUsedUpIsKnown() {
    assertThat(failure(1, "Caused by: java.lang.OutOfMemoryError: Java heap space", "x").error())
        .isEqualTo(TaskError.OUT_OF_MEMORY);
  }

  @Test
  void whatItRanOnMayBeLost() {
    assertThat(
            failure(1, "ERROR Application has been killed. Reason: All masters are gone").error())
        .isEqualTo(TaskError.APPLICATION_LOST);
    assertThat(failure(1, "Lost task 0: ExecutorLostFailure (executor 0 exited)").error())
        .isEqualTo(TaskError.APPLICATION_LOST);
    assertThat(failure(137))
        .hasMessage("The application's driver was killed by signal 9.")
        .extracting(TaskException::error)
        .isEqualTo(TaskError.APPLICATION_LOST);
  }
}
